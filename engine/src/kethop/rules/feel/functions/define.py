"""How a built-in function is declared: its FEEL signature, checked and converted, over a plain Python function."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Protocol, TypeVar

from kethop.rules.feel.budget import size_of, spend
from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.temporal import DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration
from kethop.rules.feel.types import ANY, BASIC_TYPES, FunctionType
from kethop.rules.feel.values import FunctionValue, Range, Value, kind_of

__all__ = ["Builtin", "Moment", "Table", "table"]


class Moment(Protocol):
    """What a function may know of the run."""

    @property
    def moment(self) -> datetime | None:
        """The moment of the evaluation, if one was given."""


_CLASSES: Mapping[str, tuple[type, ...]] = {
    "any": (object,),
    "boolean": (bool,),
    "number": (Decimal,),
    "string": (str,),
    "date": (FeelDate,),
    "time": (FeelTime,),
    "date and time": (FeelDateTime,),
    "day": (FeelDate, FeelDateTime),
    "duration": (DaysDuration, YearsDuration),
    "days and time duration": (DaysDuration,),
    "list": (list,),
    "context": (dict,),
    "function": (FunctionValue,),
    "range": (Range,),
}


@dataclass(frozen=True, slots=True)
class _Parameter:
    """One parameter; ``optional`` may be left out, ``nullable`` may be null, ``rest`` takes all that follow."""

    name: str
    kind: str
    optional: bool = False
    nullable: bool = False
    rest: bool = False

    def is_of_kind(self, value: Value) -> bool:
        """Return whether a value needs no conversion."""
        return self.nullable if value is None else isinstance(value, _CLASSES[self.kind])

    def accepted(self, value: Value, function: str) -> Value:
        """Return the value as the parameter wants it; a list of one gives its item, an item the list of one."""
        if self.is_of_kind(value):
            return value
        if self.kind == "list" and value is not None:
            return [value]
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], _CLASSES[self.kind]):
            return value[0]
        raise FeelFault(
            "feel.argument_type", function=function, parameter=self.name, expected=self.kind, actual=kind_of(value)
        )


def _parameter(text: str) -> _Parameter:
    """Read ``name: kind``; ``name?`` is optional, ``kind?`` nullable, ``...name`` takes the rest."""
    name, kind = text.split(": ")
    return _Parameter(
        name.removeprefix("...").removesuffix("?"),
        kind.removesuffix("?"),
        name.endswith("?"),
        kind.endswith("?") or kind == "any",
        name.startswith("..."),
    )


@dataclass(frozen=True, slots=True)
class _Signature:
    parameters: tuple[_Parameter, ...]
    run: Callable[..., Value]
    wants_moment: bool = False

    def takes(self, count: int) -> bool:
        """Return whether so many positional arguments fit."""
        if self.parameters and self.parameters[-1].rest:
            return count >= len(self.parameters)
        return sum(not parameter.optional for parameter in self.parameters) <= count <= len(self.parameters)

    def takes_named(self, names: Mapping[str, Value]) -> bool:
        """Return whether arguments of these names fit."""
        own = {parameter.name for parameter in self.parameters}
        required = {parameter.name for parameter in self.parameters if not parameter.optional}
        return names.keys() <= own and required <= names.keys()

    def can_take(self, named: Mapping[str, Value], function: str) -> bool:
        """Return whether every named argument is of its parameter's kind or can be made so."""
        try:
            for part in self.parameters:
                if part.name in named and not part.rest:
                    part.accepted(named[part.name], function)
        except FeelFault:
            return False
        return True

    def kinds_fit(self, arguments: Sequence[Value]) -> bool:
        """Return whether every argument is of its parameter's kind, without conversion."""
        return all(part.is_of_kind(value) for part, value in zip(self.parameters, arguments, strict=False))


@dataclass(frozen=True, slots=True)
class Builtin:
    """A built-in function with one or more signatures."""

    name: str
    signatures: tuple[_Signature, ...]

    def invoke(self, run: Moment, arguments: Sequence[Value]) -> Value:
        """Return the value; a :class:`FeelFault` when the arguments do not fit or there is none."""
        spend(size_of(arguments))
        fitting = [signature for signature in self.signatures if signature.takes(len(arguments))]
        if not fitting:
            raise FeelFault("feel.argument_count", function=self.name, count=len(arguments))
        exact = [signature for signature in fitting if signature.kinds_fit(arguments)]
        signature = (exact or fitting)[0]
        fixed = [part for part in signature.parameters if not part.rest]
        values = [part.accepted(value, self.name) for part, value in zip(fixed, arguments, strict=False)]
        if len(fixed) < len(signature.parameters):
            rest = signature.parameters[-1]
            values.append([rest.accepted(value, self.name) for value in arguments[len(fixed) :]])
        result = signature.run(run.moment, *values) if signature.wants_moment else signature.run(*values)
        spend(size_of((result,)))
        return result

    def bind(self, named: dict[str, Value]) -> Sequence[Value]:
        """Return named arguments in order; what is left out in the middle is null."""
        fitting = [signature for signature in self.signatures if signature.takes_named(named)]
        if not fitting:
            raise FeelFault("feel.argument_unknown", function=self.name, name=", ".join(named)[:80])
        # a name of one signature must not lead to the value that another one wants
        able = [signature for signature in fitting if signature.can_take(named, self.name)]
        if not able:
            raise FeelFault("feel.argument_type", function=self.name, parameter=", ".join(named)[:80])
        names = [part.name for part in able[0].parameters]
        last = max((names.index(name) for name in named), default=-1)
        return [named.get(name) for name in names[: last + 1]]

    def bound_to(self, run: Moment) -> FunctionValue:
        """Return the function as a value of one run."""
        names = tuple(part.name for part in self.signatures[0].parameters)
        return FunctionValue(self.name, names, partial(self.invoke, run), self.bind, self._type())

    def _type(self) -> FunctionType | None:
        """Return the function's type; None where it has several, or takes any number of arguments."""
        parameters = self.signatures[0].parameters
        if len(self.signatures) > 1 or any(part.rest or part.optional for part in parameters):
            return None
        return FunctionType(tuple(BASIC_TYPES.get(part.kind, ANY) for part in parameters))


Implementation = TypeVar("Implementation", bound=Callable[..., Value])


class Table(dict[str, Builtin]):
    """The functions of one module, by name; filled by its decorator."""

    def define(self, signature: str, *, wants_moment: bool = False) -> Callable[[Implementation], Implementation]:
        """Return the decorator that declares ``name(parameter: kind, …)``; several for one name are tried in order."""
        name, _, inside = signature.removesuffix(")").partition("(")
        parameters = tuple(_parameter(text) for text in inside.split(", ") if text)

        def declare(run: Implementation) -> Implementation:
            known = self[name].signatures if name in self else ()
            self[name] = Builtin(name, (*known, _Signature(parameters, run, wants_moment)))
            return run

        return declare


def table() -> Table:
    """Return an empty table for a module of functions."""
    return Table()
