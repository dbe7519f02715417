"""Evaluation of names, operators and tests."""

from kethop.rules.feel.arithmetic import calculated, negated
from kethop.rules.feel.comparing import compared, contains, equal, in_range
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.scope import Handlers, Scope
from kethop.rules.feel.tree import (
    Between,
    Binary,
    Comparison,
    Conjunction,
    Disjunction,
    In,
    InstanceOf,
    Literal,
    Name,
    Negation,
    Node,
    Test,
    TestList,
)
from kethop.rules.feel.types import is_instance
from kethop.rules.feel.values import Range, Value, kind_of

__all__ = ["OPERATORS", "comparison", "member"]


def _literal(node: Literal, _scope: Scope) -> Value:
    return node.value


def _name(node: Name, scope: Scope) -> Value:
    return scope.lookup(node.name)


def _negation(node: Negation, scope: Scope) -> Value:
    return negated(scope.evaluate(node.operand))


def _binary(node: Binary, scope: Scope) -> Value:
    return calculated(node.operator, scope.evaluate(node.left), scope.evaluate(node.right))


def comparison(operator: str, left: Value, right: Value) -> bool | None:
    """Return a comparison; null with null operands, a fault ``feel.not_comparable`` for different kinds."""
    result = compared(operator, left, right)
    if result is None and left is not None and right is not None:
        raise FeelFault("feel.not_comparable", operator=operator, left=kind_of(left), right=kind_of(right))
    return result


def _comparison(node: Comparison, scope: Scope) -> Value:
    return comparison(node.operator, scope.evaluate(node.left), scope.evaluate(node.right))


def _conjunction(node: Conjunction, scope: Scope) -> Value:
    left = scope.evaluate(node.left)
    if left is False:
        return False
    right = scope.evaluate(node.right)
    if right is False:
        return False
    return True if left is True and right is True else None


def _disjunction(node: Disjunction, scope: Scope) -> Value:
    left = scope.evaluate(node.left)
    if left is True:
        return True
    right = scope.evaluate(node.right)
    if right is True:
        return True
    return False if left is False and right is False else None


def _between(node: Between, scope: Scope) -> Value:
    value = scope.evaluate(node.operand)
    low = comparison(">=", value, scope.evaluate(node.low))
    high = comparison("<=", value, scope.evaluate(node.high))
    if low is None or high is None:
        return None
    return low and high


def _test(node: Test, scope: Scope) -> Value:
    """Return the range that a test without its left side means (DMN 1.5 §10.3.2.7)."""
    operand = scope.evaluate(node.operand)
    operator = node.operator
    if operator in {"<", "<="}:
        return Range(None, operand, start_included=False, end_included=operator == "<=", operator=operator)
    if operator in {">", ">="}:
        return Range(operand, None, start_included=operator == ">=", end_included=False, operator=operator)
    included = operator == "="
    return Range(operand, operand, start_included=included, end_included=included, operator=operator)


def member(value: Value, target: Node, scope: Scope) -> bool | None:
    """Return whether a value passes one target of ``in``: a test, a range, a list or a single value."""
    if isinstance(target, Test):
        return comparison(target.operator, value, scope.evaluate(target.operand))
    against = scope.evaluate(target)
    if isinstance(against, Range):
        inside = in_range(value, against)
        return True if inside is None and equal(value, against) else inside
    if isinstance(against, list):
        return contains(against, value) or bool(equal(value, against))
    return comparison("=", value, against)


def _attempted(value: Value, target: Node, scope: Scope) -> bool | None:
    try:
        return member(value, target, scope)
    except FeelFault as fault:
        scope.run.record(fault, target.span)
        return None


def _in(node: In, scope: Scope) -> Value:
    value = scope.evaluate(node.operand)
    if not isinstance(node.target, TestList):
        return member(value, node.target, scope)
    results = [_attempted(value, test, scope) for test in node.target.tests]
    if any(results):
        return True
    return None if None in results else False


def _instance_of(node: InstanceOf, scope: Scope) -> Value:
    value = scope.evaluate(node.operand)
    if node.type is None:
        raise FeelFault("feel.type_incomplete")
    return is_instance(value, node.type)


OPERATORS: Handlers = {
    Literal: _literal,
    Name: _name,
    Negation: _negation,
    Binary: _binary,
    Comparison: _comparison,
    Conjunction: _conjunction,
    Disjunction: _disjunction,
    Between: _between,
    Test: _test,
    In: _in,
    InstanceOf: _instance_of,
}
