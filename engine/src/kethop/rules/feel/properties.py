"""What may follow a point: entries of contexts and properties of temporal values and ranges (DMN 1.5 §10.3.2.5, table 65)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.temporal import DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration
from kethop.rules.feel.values import Range, Value, kind_of

__all__ = ["PROPERTY_NAMES", "property_of"]


def _offset(time: FeelTime, day: FeelDate | None) -> Value:
    seconds = time.utc_offset(day)
    return None if seconds is None else DaysDuration(Decimal(seconds))


def _part(seconds: Decimal, size: int, wrap: int | None) -> Decimal:
    """Return the whole units of a size in a duration, with its sign, below the next larger unit."""
    whole = abs(seconds) // size
    part = whole if wrap is None else whole % wrap
    return -part if seconds < 0 and part else part


def _months(months: int, *, years: bool) -> Decimal:
    whole, rest = divmod(abs(months), 12)
    return Decimal((whole if years else rest) * (-1 if months < 0 else 1))


Reader = Callable[..., Value]

_DATE: Mapping[str, Callable[[FeelDate], Value]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.weekday),
}
_CLOCK: Mapping[str, Callable[[FeelTime], Value]] = {
    "hour": lambda time: Decimal(time.hour),
    "minute": lambda time: Decimal(time.minute),
    "second": lambda time: time.second,
    "timezone": lambda time: time.zone,
}
_DAYS: Mapping[str, Callable[[DaysDuration], Value]] = {
    "days": lambda duration: _part(duration.seconds, 86_400, None),
    "hours": lambda duration: _part(duration.seconds, 3600, 24),
    "minutes": lambda duration: _part(duration.seconds, 60, 60),
    "seconds": lambda duration: abs(duration.seconds) % 60 * (-1 if duration.seconds < 0 else 1),
}
_YEARS: Mapping[str, Callable[[YearsDuration], Value]] = {
    "years": lambda duration: _months(duration.months, years=True),
    "months": lambda duration: _months(duration.months, years=False),
}
_RANGE: Mapping[str, Callable[[Range], Value]] = {
    "start": lambda extent: extent.start,
    "end": lambda extent: extent.end,
    "start included": lambda extent: extent.start_included,
    "end included": lambda extent: extent.end_included,
}


def _of_date(read: Callable[[FeelDate], Value]) -> Callable[[FeelDateTime], Value]:
    return lambda moment: read(moment.date)


def _of_time(read: Callable[[FeelTime], Value]) -> Callable[[FeelDateTime], Value]:
    return lambda moment: read(moment.time)


_PROPERTIES: Mapping[type, Mapping[str, Reader]] = {
    FeelDate: _DATE,
    FeelTime: {**_CLOCK, "time offset": lambda time: _offset(time, None)},
    FeelDateTime: {
        **{name: _of_date(read) for name, read in _DATE.items()},
        **{name: _of_time(read) for name, read in _CLOCK.items()},
        "time offset": lambda moment: _offset(moment.time, moment.date),
    },
    DaysDuration: _DAYS,
    YearsDuration: _YEARS,
    Range: _RANGE,
}

PROPERTY_NAMES = frozenset(name for names in _PROPERTIES.values() for name in names)


def property_of(value: Value, name: str) -> Value:
    """Return an entry or property.

    Raises
    ------
    FeelFault
        ``feel.property_unknown``: the value has none of that name.
    """
    if isinstance(value, dict) and name in value:
        return value[name]
    read = _PROPERTIES.get(type(value), {}).get(name)
    if read is None:
        raise FeelFault("feel.property_unknown", name=name, kind=kind_of(value))
    return read(value)
