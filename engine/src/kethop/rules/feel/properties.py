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


_DATE: Mapping[str, Callable[[FeelDate], Value]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.weekday),
}
_TIME: Mapping[str, Callable[[FeelTime, FeelDate | None], Value]] = {
    "hour": lambda time, _: Decimal(time.hour),
    "minute": lambda time, _: Decimal(time.minute),
    "second": lambda time, _: time.second,
    "time offset": _offset,
    "timezone": lambda time, _: time.zone,
}
_DAYS: Mapping[str, Callable[[Decimal], Value]] = {
    "days": lambda seconds: _part(seconds, 86_400, None),
    "hours": lambda seconds: _part(seconds, 3600, 24),
    "minutes": lambda seconds: _part(seconds, 60, 60),
    "seconds": lambda seconds: abs(seconds) % 60 * (-1 if seconds < 0 else 1),
}
_YEARS: Mapping[str, Callable[[int], Value]] = {
    "years": lambda months: _months(months, years=True),
    "months": lambda months: _months(months, years=False),
}
_RANGE: Mapping[str, Callable[[Range], Value]] = {
    "start": lambda extent: extent.start,
    "end": lambda extent: extent.end,
    "start included": lambda extent: extent.start_included,
    "end included": lambda extent: extent.end_included,
}

PROPERTY_NAMES = frozenset((*_DATE, *_TIME, *_DAYS, *_YEARS, *_RANGE))


def property_of(value: Value, name: str) -> Value:
    """Return an entry or property.

    Raises
    ------
    FeelFault
        ``feel.property_unknown``: the value has none of that name.
    """
    match value:
        case dict() if name in value:
            return value[name]
        case FeelDate() if name in _DATE:
            return _DATE[name](value)
        case FeelDateTime(date, _) if name in _DATE:
            return _DATE[name](date)
        case FeelDateTime(date, time) if name in _TIME:
            return _TIME[name](time, date)
        case FeelTime() if name in _TIME:
            return _TIME[name](value, None)
        case DaysDuration(seconds) if name in _DAYS:
            return _DAYS[name](seconds)
        case YearsDuration(months) if name in _YEARS:
            return _YEARS[name](months)
        case Range() if name in _RANGE:
            return _RANGE[name](value)
        case _:
            raise FeelFault("feel.property_unknown", name=name, kind=kind_of(value))
