"""What a DMN file says, as frozen values (DMN 1.5 §6-8, §10.2). Nothing here is evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kethop.errors import Place
from kethop.rules.dmn.expressions import BoxedFunction, DecisionTable, Expression

__all__ = ["BusinessKnowledge", "Decision", "DecisionService", "DmnModel", "Import", "InputData", "ItemDefinition"]


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A named type (DMN 1.5 §7.3.2).

    Parameters
    ----------
    name : str
        Name of the type, or of the component.
    type_ref : str
        Base type; empty when the type has components or is a function.
    components : tuple of ItemDefinition
        Entries of a context type.
    is_collection : bool
        A list of what the rest describes.
    allowed_values : str
        Unary tests that each value (each item of a collection) must pass; empty for none.
    type_constraint : str
        Unary tests that the whole value must pass; empty for none.
    function : tuple of tuple of (str, str) and str, or None
        Parameters and result type of a function type.
    place : Place
        Where it stands.
    """

    name: str
    type_ref: str
    place: Place
    components: "tuple[ItemDefinition, ...]" = ()
    is_collection: bool = False
    allowed_values: str = ""
    type_constraint: str = ""
    function: tuple[tuple[tuple[str, str], ...], str] | None = None


@dataclass(frozen=True, slots=True)
class InputData:
    """An input of the model (DMN 1.5 §6.3.7): its name, id and type."""

    name: str
    id: str
    type_ref: str
    variable: str
    place: Place


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision (DMN 1.5 §6.3.6).

    Parameters
    ----------
    name, id : str
        As in the file.
    variable, type_ref : str
        Under which name others use it, and its type; empty type: anything.
    expression : Expression or None
        Its logic; None: it has none, its value is null.
    requires : tuple of str
        Hrefs of required decisions and inputs, in order.
    knowledge : tuple of str
        Hrefs of required business knowledge and decision services.
    place : Place
        Where it stands.
    extensions : tuple of str
        Each child of ``extensionElements`` as XML text.
    """

    name: str
    id: str
    variable: str
    type_ref: str
    expression: Expression | None
    place: Place
    requires: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()

    @property
    def table(self) -> DecisionTable | None:
        """Its decision table, when that is its logic."""
        return self.expression if isinstance(self.expression, DecisionTable) else None


@dataclass(frozen=True, slots=True)
class BusinessKnowledge:
    """A business knowledge model: a named function (DMN 1.5 §6.3.9)."""

    name: str
    id: str
    variable: str
    function: BoxedFunction
    place: Place
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionService:
    """Decisions offered as a function (DMN 1.5 §6.3.10); all members are hrefs."""

    name: str
    id: str
    variable: str
    type_ref: str
    outputs: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Import:
    """Another model under a name (DMN 1.5 §6.3.3)."""

    name: str
    namespace: str
    place: Place


@dataclass(frozen=True, eq=False)
class DmnModel:
    """One DMN file with the models that it imports.

    Parameters
    ----------
    name, namespace, source : str
        Name and namespace of the definitions; the file as the user named it.
    decisions, inputs, knowledge, services : mapping
        By name, in the file's order.
    types : mapping of str to ItemDefinition
        By name.
    imports : tuple of (str, DmnModel)
        Imported models with the name they are used under, empty for none; an import of something that is no DMN file
        given is left out.
    """

    name: str
    namespace: str
    source: str
    decisions: Mapping[str, Decision]
    inputs: Mapping[str, InputData]
    knowledge: Mapping[str, BusinessKnowledge] = field(default_factory=dict)
    services: Mapping[str, DecisionService] = field(default_factory=dict)
    types: Mapping[str, ItemDefinition] = field(default_factory=dict)
    imports: "tuple[tuple[str, DmnModel], ...]" = ()

    def decision(self, name: str) -> Decision | None:
        """Return the decision of a name or, if none has it, of an id; None when there is none."""
        found = self.decisions.get(name)
        return found or next((decision for decision in self.decisions.values() if decision.id == name), None)

    @cached_property
    def elements(self) -> "Mapping[str, Decision | InputData | BusinessKnowledge | DecisionService]":
        """Decisions, inputs, knowledge and services by id."""
        parts = (self.decisions, self.inputs, self.knowledge, self.services)
        return {element.id: element for part in parts for element in part.values()}
