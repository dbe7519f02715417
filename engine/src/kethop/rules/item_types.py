"""From the item definitions of a model to FEEL types with their constraints (DMN 1.5 §7.3.2-3)."""

from dataclasses import dataclass

from kethop.errors import DmnError, Place
from kethop.rules.dmn.model import DmnModel, ItemDefinition
from kethop.rules.feel.evaluation import evaluate
from kethop.rules.feel.parsing import parse_unary_tests
from kethop.rules.feel.tree import UnaryTests
from kethop.rules.feel.type_text import read_type
from kethop.rules.feel.types import ANY, BASIC_TYPES, Constrained, ContextType, FeelType, FunctionType, ListType
from kethop.rules.feel.values import Value
from kethop.rules.feel.walking import INPUT

__all__ = ["ModelTypes"]


@dataclass(frozen=True, slots=True)
class AllowedValues:
    """A constraint written as unary tests."""

    tests: UnaryTests

    def admits(self, value: Value) -> bool:
        """Return whether the value passes the tests."""
        return evaluate(self.tests, {INPUT: value}).value is True


class ModelTypes:
    """The types of one model: the basic ones, its own and, under their prefix, those that it imports.

    Raises
    ------
    DmnError
        ``dmn.type_cycle``: a type that contains itself; ``dmn.type_unknown``: a reference to no type.
    FeelSyntaxError
        Allowed values that do not parse.
    """

    def __init__(self, model: DmnModel) -> None:
        self._definitions = model.types
        self._source = model.source
        self.types: dict[str, FeelType] = dict(BASIC_TYPES)
        for prefix, other in model.imports:
            imported = ModelTypes(other)
            self.types |= {f"{prefix}.{name}" if prefix else name: imported.types[name] for name in other.types}
        self._open: list[str] = []
        for name, definition in model.types.items():
            self._named(name, definition.place)

    def of(self, type_ref: str, place: Place | None = None) -> FeelType | None:
        """Return the type of a reference such as ``number``, ``feel:number`` or ``tLoan``; None for no reference."""
        if not type_ref:
            return None
        return self._named(type_ref, place or Place(self._source))

    def component_names(self) -> frozenset[str]:
        """Return the names of all components of all types, which may follow a point."""
        names: set[str] = set()
        pending = list(self._definitions.values())
        while pending:
            definition = pending.pop()
            names |= {part.name for part in definition.components}
            pending.extend(definition.components)
        return frozenset(names)

    def _named(self, type_ref: str, place: Place) -> FeelType:
        known = self.types.get(type_ref)
        if known is not None:
            return known
        definition = self._definitions.get(type_ref)
        if definition is None:
            return self._written(type_ref, place)
        if type_ref in self._open:
            raise DmnError("dmn.type_cycle", place=place, type=type_ref[:200])
        self._open.append(type_ref)
        made = self._defined(definition)
        self._open.pop()
        self.types[type_ref] = made
        return made

    def _written(self, type_ref: str, place: Place) -> FeelType:
        """Return a type with a prefix (``feel:string``, DMN 1.1) or in FEEL's own writing (``list<number>``)."""
        _, _, local = type_ref.rpartition(":")
        if local != type_ref and (local in self.types or local in self._definitions):
            return self._named(local, place)
        written = read_type(type_ref, 0, self.types)
        if written is None or written[1] != len(type_ref):
            raise DmnError("dmn.type_unknown", place=place, type=type_ref[:200])
        return written[0]

    def _defined(self, definition: ItemDefinition) -> FeelType:
        base = self._base(definition)
        allowed = _constraint(definition.allowed_values, definition.place)
        if definition.is_collection:
            base = ListType(Constrained(definition.name, base, allowed))
            allowed = None
        whole = _constraint(definition.type_constraint, definition.place)
        made = Constrained(definition.name, base, allowed)
        return Constrained(definition.name, made, whole) if whole else made

    def _base(self, definition: ItemDefinition) -> FeelType:
        if definition.components:
            return ContextType({part.name: self._defined(part) for part in definition.components})
        if definition.function is not None:
            parameters, result = definition.function
            taken = tuple(self.of(type_ref, definition.place) or ANY for _, type_ref in parameters)
            return FunctionType(taken, self.of(result, definition.place) or ANY)
        return self.of(definition.type_ref, definition.place) or ANY


def _constraint(text: str, place: Place) -> AllowedValues | None:
    return AllowedValues(parse_unary_tests(text, place=place)) if text else None
