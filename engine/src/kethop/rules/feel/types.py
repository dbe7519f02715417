"""FEEL types, what belongs to them, and how a value becomes one of them (DMN 1.5 §10.3.2.9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from kethop.rules.feel.budget import spend
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.temporal import FeelDate, FeelDateTime, FeelTime
from kethop.rules.feel.values import FunctionValue, Range, Value, kind_of

__all__ = [
    "ANY",
    "BASIC_TYPES",
    "Constrained",
    "ContextType",
    "FeelType",
    "FunctionType",
    "ListType",
    "RangeType",
    "SimpleType",
    "coerce",
    "coerced_or_null",
    "is_instance",
    "type_name",
    "unnamed",
]

UTC_MIDNIGHT = FeelTime(0, 0, Decimal(0), offset=0)


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A type without parts, by its FEEL name; ``Any`` and ``Null`` included."""

    name: str


@dataclass(frozen=True, slots=True)
class ListType:
    """A list whose items are of one type."""

    element: "FeelType"


@dataclass(frozen=True, slots=True)
class RangeType:
    """A range whose end points are of one type."""

    element: "FeelType"


@dataclass(frozen=True, slots=True)
class ContextType:
    """A context with at least these entries."""

    entries: Mapping[str, "FeelType"] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class FunctionType:
    """A function; ``parameters`` None means any."""

    parameters: "tuple[FeelType, ...] | None" = None
    result: "FeelType | None" = None


class Constraint(Protocol):
    """A test that a value of a type must also pass, such as DMN's allowed values."""

    def admits(self, value: Value) -> bool:
        """Return whether the value passes."""


@dataclass(frozen=True, slots=True)
class Constrained:
    """A named type: a base with, perhaps, a constraint."""

    name: str
    base: "FeelType"
    constraint: Constraint | None = field(default=None, compare=False)


FeelType = SimpleType | ListType | RangeType | ContextType | FunctionType | Constrained

ANY = SimpleType("Any")

BASIC_TYPES: Mapping[str, FeelType] = {
    **{
        name: SimpleType(name)
        for name in (
            *("Any", "Null", "number", "string", "boolean", "date", "time", "date and time"),
            *("days and time duration", "years and months duration"),
        )
    },
    "dateTime": SimpleType("date and time"),
    "dayTimeDuration": SimpleType("days and time duration"),
    "yearMonthDuration": SimpleType("years and months duration"),
    "list": ListType(ANY),
    "context": ContextType(),
    "range": RangeType(ANY),
    "function": FunctionType(),
}


def is_instance(value: Value, expected: FeelType) -> bool:
    """Return whether the value belongs to the type; null belongs only to ``Null`` (and to no other, not even ``Any``)."""
    if value is None:
        return expected == SimpleType("Null")
    return _belongs(value, expected)


def _belongs(value: Value, expected: FeelType) -> bool:
    """Return whether a value fits a type, null fitting every type."""
    if isinstance(value, list | dict):
        spend(len(value))
    match expected:
        case SimpleType(name):
            return value is None or name == "Any" or kind_of(value) == name
        case Constrained(base=base, constraint=constraint):
            return _belongs(value, base) and (value is None or constraint is None or constraint.admits(value))
        case ListType(element):
            return value is None or (isinstance(value, list) and all(_belongs(item, element) for item in value))
        case ContextType(entries):
            return value is None or (isinstance(value, dict) and _has_entries(value, entries))
        case RangeType(element):
            return value is None or (isinstance(value, Range) and _range_of(value, element))
        case FunctionType():
            return value is None or (isinstance(value, FunctionValue) and _function_of(value, expected))


def _has_entries(value: dict[str, Value], entries: Mapping[str, FeelType]) -> bool:
    return all(name in value and _belongs(value[name], entry) for name, entry in entries.items())


def _range_of(value: Range, element: FeelType) -> bool:
    return _belongs(value.start, element) and _belongs(value.end, element)


def _function_of(value: FunctionValue, expected: FunctionType) -> bool:
    if expected.parameters is None:
        return True
    if len(value.parameters) != len(expected.parameters):
        return False
    actual = value.signature
    if not isinstance(actual, FunctionType) or actual.parameters is None:
        return True
    pairs = zip(expected.parameters, actual.parameters, strict=True)
    return all(_fits(given, wanted) for given, wanted in pairs) and _fits(actual.result or ANY, expected.result or ANY)


def _fits(given: FeelType, wanted: FeelType) -> bool:
    """Return whether every value of one type belongs to the other (conformance, DMN 1.5 §10.3.2.9.2)."""
    given, wanted = unnamed(given), unnamed(wanted)
    if wanted in (ANY, given) or given == SimpleType("Null"):
        return True
    if isinstance(given, ListType) and isinstance(wanted, ListType):
        return _fits(given.element, wanted.element)
    if isinstance(given, RangeType) and isinstance(wanted, RangeType):
        return _fits(given.element, wanted.element)
    if isinstance(given, ContextType) and isinstance(wanted, ContextType):
        own = given.entries
        return all(name in own and _fits(own[name], entry) for name, entry in wanted.entries.items())
    return given == ANY


def unnamed(kind: FeelType) -> FeelType:
    """Return the type behind its names and constraints."""
    while isinstance(kind, Constrained):
        kind = kind.base
    return kind


def coerce(value: Value, expected: FeelType) -> Value:
    """Return the value as a value of the type (DMN 1.5 §10.3.2.9.4).

    A single item becomes a list of one where a list is wanted, a list of one its item where none is, a date the midnight
    UTC of its day where a moment is wanted.

    Raises
    ------
    FeelFault
        ``feel.not_of_type``: no conversion leads to the type.
    """
    if _belongs(value, expected):
        return value
    wanted = unnamed(expected)
    if isinstance(wanted, ListType) and not isinstance(value, list) and _belongs([value], expected):
        return [value]
    if isinstance(value, list) and len(value) == 1 and _belongs(value[0], expected):
        return value[0]
    if isinstance(value, FeelDate) and wanted == SimpleType("date and time"):
        return FeelDateTime(value, UTC_MIDNIGHT)
    raise FeelFault("feel.not_of_type", expected=type_name(expected), actual=kind_of(value))


def coerced_or_null(value: Value, expected: FeelType) -> Value:
    """Return the value as a value of the type, or null when it cannot be."""
    try:
        return coerce(value, expected)
    except FeelFault:
        return None


def type_name(kind: FeelType) -> str:
    """Return the type as FEEL writes it."""
    match kind:
        case SimpleType(name) | Constrained(name=name):
            return name
        case ListType(element):
            return f"list<{type_name(element)}>"
        case RangeType(element):
            return f"range<{type_name(element)}>"
        case ContextType(entries):
            return "context<" + ", ".join(f"{name}: {type_name(entry)}" for name, entry in entries.items()) + ">"
        case FunctionType(parameters, result):
            names = ", ".join(type_name(parameter) for parameter in parameters or ())
            return f"function<{names}> -> {type_name(result or ANY)}"
