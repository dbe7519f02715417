"""A model made ready: each piece of logic parsed once, when it is first needed."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from kethop.errors import RuleError
from kethop.rules.boxed import BoxPreparer
from kethop.rules.dmn.expressions import (
    BoxedContext,
    BoxedFunction,
    DecisionTable,
    Expression,
    Relation,
)
from kethop.rules.dmn.model import BusinessKnowledge, Decision, DecisionService, DmnModel
from kethop.rules.feel.hosting import Hosted
from kethop.rules.feel.tree import FunctionNode, Node, Typed
from kethop.rules.feel.types import FeelType
from kethop.rules.item_types import ModelTypes
from kethop.rules.requirements import Found, in_order, require

__all__ = ["PreparedModel", "find_faults", "own_table", "prepare"]


class PreparedModel:
    """The trees of one model.

    Parameters
    ----------
    model : DmnModel
        As read.
    """

    def __init__(self, model: DmnModel) -> None:
        self.model = model
        self.types = ModelTypes(model)
        self._boxes = BoxPreparer(self.types, _path_names(model, self.types))
        self._decisions: dict[str, Node] = {}
        self._functions: dict[str, FunctionNode] = {}

    def type_of(self, type_ref: str) -> FeelType | None:
        """Return the type of a reference; None for none."""
        return self.types.of(type_ref)

    def decision(self, decision: Decision) -> Node:
        """Return the tree of a decision's logic, its value made to conform to the decision's type.

        Raises
        ------
        FeelSyntaxError, DmnError
            Its logic does not parse, or refers to nothing.
        """
        known = self._decisions.get(decision.id)
        if known is None:
            names = self._boxes.names(self._scope_names(decision))
            result = self.types.of(decision.type_ref, decision.place)
            known = self._boxes.prepared(decision.expression, names, result)
            self._decisions[decision.id] = known
        return known

    def function(self, knowledge: BusinessKnowledge) -> FunctionNode:
        """Return the function of a business knowledge model; errors as :meth:`decision`."""
        known = self._functions.get(knowledge.id)
        if known is None:
            names = self._boxes.names(self._scope_names(knowledge) | {knowledge.variable})
            known = self._boxes.function(knowledge.function, names)
            self._functions[knowledge.id] = known
        return known

    def _scope_names(self, element: Decision | BusinessKnowledge) -> frozenset[str]:
        hrefs = (*element.requires, *element.knowledge) if isinstance(element, Decision) else element.knowledge
        found = [require(Found(element, self.model), href) for href in hrefs]
        return frozenset(part.path[0] if part.path else part.element.variable for part in found)


def own_table(node: Node) -> Hosted | None:
    """Return the decision table that is all of a decision's logic, or None."""
    while isinstance(node, Typed):
        node = node.body
    return node if isinstance(node, Hosted) else None


def _path_names(model: DmnModel, types: ModelTypes) -> frozenset[str]:
    """Return the names that may follow a point: components, entries and columns, and what is imported."""
    names = set(types.component_names())
    for decision in model.decisions.values():
        names |= set(_names_in(decision.expression))
    for knowledge in model.knowledge.values():
        names |= set(_names_in(knowledge.function))
    for service in model.services.values():
        names |= {require(Found(service, model), href).element.variable for href in service.outputs}
    for _, other in model.imports:
        names |= {element.variable for element in other.elements.values()}
        names |= _path_names(other, ModelTypes(other))
    return frozenset(names)


def _names_in(expression: Expression | None) -> Iterator[str]:
    match expression:
        case BoxedContext(entries):
            for binding in entries:
                yield binding.name
                yield from _names_in(binding.expression)
        case Relation(columns):
            yield from columns
        case DecisionTable(outputs=outputs):
            yield from (clause.name for clause in outputs)
        case BoxedFunction(body=body):
            yield from _names_in(body)
        case _:
            return


_PREPARED: WeakKeyDictionary[DmnModel, PreparedModel] = WeakKeyDictionary()


def prepare(model: DmnModel) -> PreparedModel:
    """Return the model made ready; the same one each time.

    Raises
    ------
    DmnError, FeelSyntaxError
        The model's types do not hold together.
    """
    known = _PREPARED.get(model)
    if known is None:
        known = _PREPARED[model] = PreparedModel(model)
    return known


def find_faults(model: DmnModel) -> tuple[RuleError, ...]:
    """Return every fault of a model that deciding would meet: texts that do not parse, references to nothing, cycles.

    Parameters
    ----------
    model : DmnModel
        As read.

    Returns
    -------
    tuple of RuleError
        With file and line, in the file's order; empty for a sound model. A fault of the types hides the others.
    """
    try:
        prepared = prepare(model)
    except RuleError as error:
        return (error,)
    return tuple(_faults(prepared))


def _faults(prepared: PreparedModel) -> Iterator[RuleError]:
    model = prepared.model
    elements: list[Decision | BusinessKnowledge | DecisionService] = [*model.decisions.values()]
    elements += [*model.knowledge.values(), *model.services.values()]
    for element in elements:
        try:
            _try(prepared, element)
        except RuleError as error:
            yield error


def _try(prepared: PreparedModel, element: Decision | BusinessKnowledge | DecisionService) -> None:
    if isinstance(element, Decision):
        prepared.decision(element)
        in_order(Found(element, prepared.model))
    elif isinstance(element, BusinessKnowledge):
        prepared.function(element)
    else:
        for href in (*element.outputs, *element.input_decisions, *element.input_data):
            require(Found(element, prepared.model), href)
