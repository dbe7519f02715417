"""Evaluation of unary tests: the cells of a decision table (DMN 1.5 §7.3.3, §8.3.3)."""

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.operators import comparison, member
from kethop.rules.feel.scope import Handlers, Scope
from kethop.rules.feel.tree import Condition, Literal, Node, Test, UnaryTests
from kethop.rules.feel.values import Value
from kethop.rules.feel.walking import INPUT

__all__ = ["UNARY"]


def _passes(test: Node, value: Value, scope: Scope) -> bool | None:
    """Return whether the value passes one test; None when that cannot be said.

    A test that names ``?`` says it itself. Else the value must equal the test's value, be one of its items or lie in its
    range; a test that is true or false without looking at a value that is no truth value itself says it, too.
    """
    if isinstance(test, Literal):
        return comparison("=", value, test.value)
    if isinstance(test, Test):
        return comparison(test.operator, value, scope.evaluate(test.operand))
    if isinstance(test, Condition):
        outcome = scope.evaluate(test.body)
        return outcome if isinstance(outcome, bool) else None
    against = scope.evaluate(test)
    if isinstance(against, bool) and not isinstance(value, bool):
        return against
    if against is None:
        # an expression without a value is no test of anything: the answer is open, unless the input is missing, too
        return True if value is None else None
    return member(value, Literal(against, span=test.span), scope)


def _unary_tests(node: UnaryTests, scope: Scope) -> Value:
    """Return the three-valued ``or`` of the tests on ``?``, turned round where they are negated."""
    if not node.tests:
        return True
    value = scope.lookup(INPUT)
    unknown = False
    for test in node.tests:
        try:
            outcome = _passes(test, value, scope)
        except FeelFault as fault:
            scope.run.record(fault, test.span)
            outcome = None
        if outcome:
            return not node.negated
        unknown |= outcome is None
    return None if unknown else node.negated


UNARY: Handlers = {UnaryTests: _unary_tests}
