"""Boxed expressions as FEEL trees: each box has a FEEL expression that says the same (DMN 1.5 §10.2, §10.3.2.10-12)."""

from kethop.errors import DmnError
from kethop.rules.decision_tables import prepare_table
from kethop.rules.dmn.expressions import (
    Binding,
    BoxedConditional,
    BoxedContext,
    BoxedFilter,
    BoxedFor,
    BoxedFunction,
    BoxedList,
    BoxedQuantified,
    DecisionTable,
    Expression,
    Invocation,
    LiteralExpression,
    Relation,
)
from kethop.rules.feel.hosting import Hosted
from kethop.rules.feel.names import Names
from kethop.rules.feel.parsing import known_names, parse_expression
from kethop.rules.feel.tree import (
    Call,
    ContextEntry,
    ContextNode,
    Filter,
    For,
    FunctionNode,
    If,
    Iteration,
    ListNode,
    Literal,
    Node,
    Parameter,
    Quantified,
    Typed,
)
from kethop.rules.feel.types import FeelType
from kethop.rules.item_types import ModelTypes

__all__ = ["BoxPreparer"]

NULL = Literal(None)


class BoxPreparer:
    """Turns the boxes of one model into trees.

    Parameters
    ----------
    types : ModelTypes
        Types of the model.
    paths : frozenset of str
        Names that may follow a point anywhere in the model.
    """

    def __init__(self, types: ModelTypes, paths: frozenset[str]) -> None:
        self._types = types
        self._paths = paths

    def names(self, scope: frozenset[str]) -> Names:
        """Return what an expression with these variables may name."""
        return known_names(Names(scope, self._paths, self._types.types))

    def prepared(self, expression: Expression | None, names: Names, result: FeelType | None = None) -> Node:
        """Return the tree of an expression; its value is made to conform to its type and to ``result``.

        Raises
        ------
        FeelSyntaxError
            A text that does not parse.
        DmnError
            ``dmn.type_unknown``.
        """
        node = NULL if expression is None else self._bare(expression, names, result)
        own = self._types.of(expression.type_ref, expression.place) if expression is not None else None
        if own is not None and not isinstance(expression, BoxedFunction):
            node = Typed(node, own, span=node.span)
        return node if result is None else Typed(node, result, span=node.span)

    def _bare(self, expression: Expression, names: Names, result: FeelType | None) -> Node:
        node: Node
        match expression:
            case LiteralExpression(text, place):
                node = parse_expression(text, names, place=place) if text else NULL
            case DecisionTable():
                node = Hosted(prepare_table(expression, names, self._types, result))
            case BoxedContext():
                node = self._context(expression, names)
            case BoxedList(items):
                node = ListNode(tuple(self.prepared(item, names) for item in items))
            case Relation():
                node = self._relation(expression, names)
            case Invocation():
                node = self._invocation(expression, names)
            case BoxedFunction():
                node = self.function(expression, names)
            case _:
                node = self._control(expression, names)
        return node

    def _control(self, expression: BoxedConditional | BoxedFilter | BoxedFor | BoxedQuantified, names: Names) -> Node:
        match expression:
            case BoxedConditional(condition, yes, no):
                return If(self.prepared(condition, names), self.prepared(yes, names), self.prepared(no, names))
            case BoxedFilter(source, match):
                inner = names.with_scope({"item"} | self._paths)
                return Filter(self.prepared(source, names), self.prepared(match, inner))
            case BoxedFor(variable, source, result):
                inner = names.with_scope({variable, "partial"})
                return For((Iteration(variable, self.prepared(source, names)),), self.prepared(result, inner))
            case BoxedQuantified(every, variable, source, condition):
                inner = names.with_scope({variable})
                head = Iteration(variable, self.prepared(source, names))
                return Quantified(every, (head,), self.prepared(condition, inner))

    def _context(self, context: BoxedContext, names: Names) -> Node:
        entries: list[ContextEntry] = []
        result: Node | None = None
        for binding in context.entries:
            value = self._bound(binding, names)
            if binding.name:
                entries.append(ContextEntry(binding.name, value))
                names = names.with_scope({binding.name})
            else:
                result = value
        return ContextNode(tuple(entries), result)

    def _bound(self, binding: Binding, names: Names) -> Node:
        expected = self._types.of(binding.type_ref)
        return self.prepared(binding.expression, names, expected)

    def _relation(self, relation: Relation, names: Names) -> Node:
        rows = (
            ContextNode(
                tuple(
                    ContextEntry(column, self.prepared(cell, names))
                    for column, cell in zip(relation.columns, row, strict=True)
                )
            )
            for row in relation.rows
        )
        return ListNode(tuple(rows))

    def _invocation(self, invocation: Invocation, names: Names) -> Node:
        arguments = tuple((binding.name, self._bound(binding, names)) for binding in invocation.bindings)
        return Call(self.prepared(invocation.function, names), (), arguments)

    def function(self, function: BoxedFunction, names: Names, result: FeelType | None = None) -> FunctionNode:
        """Return a function definition; Java and PMML bodies are known and never run.

        Raises
        ------
        DmnError
            ``dmn.element_unknown``: another kind of function.
        """
        if function.kind not in {"FEEL", "Java", "PMML"}:
            raise DmnError("dmn.element_unknown", place=function.place, element=function.kind[:80])
        parameters = tuple(
            Parameter(name, self._types.of(type_ref, function.place)) for name, type_ref in function.parameters
        )
        external = function.kind != "FEEL"
        inner = names.with_scope(name for name, _ in function.parameters)
        body = NULL if external else self.prepared(function.body, inner)
        own = self._types.of(function.type_ref, function.place)
        return FunctionNode(parameters, body, external, own or result)
