"""The values of FEEL (DMN 1.5 §10.3.2.1): what an expression can give."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeGuard

from kethop.rules.feel.budget import spend
from kethop.rules.feel.numbers import number_text
from kethop.rules.feel.temporal import DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration
from kethop.rules.feel.temporal_text import Temporal, temporal_text

__all__ = ["TEMPORAL", "FunctionValue", "Range", "Value", "is_temporal", "kind_of", "value_text"]

Value: TypeAlias = (
    "bool | Decimal | str | FeelDate | FeelTime | FeelDateTime | DaysDuration | YearsDuration | Range"
    " | FunctionValue | list[Value] | dict[str, Value] | None"
)

TEMPORAL = (FeelDate, FeelTime, FeelDateTime, DaysDuration, YearsDuration)


@dataclass(frozen=True, slots=True)
class Range:
    """A range of ordered values.

    Parameters
    ----------
    start, end : Value
        End points; None where the range is open to that side.
    start_included, end_included : bool
        Whether the end point belongs to the range.
    operator : str
        ``<``, ``<=``, ``>``, ``>=``, ``=`` or ``!=`` when the range was written so; empty when it was written with two
        end points. Ranges of different writing are different values (DMN 1.5 §10.3.2.7).
    """

    start: Value
    end: Value
    start_included: bool = True
    end_included: bool = True
    operator: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class FunctionValue:
    """A function: built in, user defined, a business knowledge model or a decision service.

    Parameters
    ----------
    name : str
        For the trace; ``function`` when anonymous.
    parameters : tuple of str
        Names in order, for named arguments.
    invoke : callable
        Takes the arguments in order and gives the value; raises FeelFault when it cannot.
    bind : callable or None
        Turns named arguments into positional ones; None: by ``parameters``, all of them required.
    signature : object
        The FEEL type, for ``instance of`` and for assigning it to a function type; None when unknown.
    external : bool
        Whether its body is Java or PMML, which is never run.
    """

    name: str
    parameters: tuple[str, ...]
    invoke: Callable[[Sequence[Value]], Value]
    bind: Callable[[dict[str, Value]], Sequence[Value]] | None = None
    signature: object = None
    external: bool = False


def is_temporal(value: Value) -> TypeGuard[Temporal]:
    """Return whether the value is a date, a time, a moment or a duration."""
    return isinstance(value, TEMPORAL)


_KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    FeelDate: "date",
    FeelTime: "time",
    FeelDateTime: "date and time",
    DaysDuration: "days and time duration",
    YearsDuration: "years and months duration",
    Range: "range",
    FunctionValue: "function",
    list: "list",
    dict: "context",
}


def kind_of(value: Value) -> str:
    """Return the FEEL name of the value's kind; values of different kinds are never equal."""
    return _KINDS[type(value)]


def value_text(value: Value, *, quoted: bool = False) -> str:
    """Return the value as the FEEL function ``string`` writes it; strings inside lists and contexts are quoted."""
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if quoted else value
    if isinstance(value, list | dict):
        spend(len(value))
    if isinstance(value, list):
        return "[" + ", ".join(value_text(item, quoted=True) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)}: {value_text(item, quoted=True)}" for name, item in value.items()) + "}"
    return temporal_text(value) if is_temporal(value) else _atom_text(value)


def _atom_text(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case Decimal():
            return number_text(value)
        case Range():
            return _range_text(value)
        case FunctionValue(name=name):
            return f"function {name}"
        case _:
            raise AssertionError(value)


def _key(name: str) -> str:
    plain = name.replace("_", "a").replace(" ", "a").isalnum() and not name[:1].isdigit()
    return name if plain else value_text(name, quoted=True)


def _range_text(value: Range) -> str:
    if value.operator:
        return f"({value.operator} {value_text(value.start if value.operator[0] in '>=!' else value.end, quoted=True)})"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{value_text(value.start, quoted=True)}..{value_text(value.end, quoted=True)}{closing}"
