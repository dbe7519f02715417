"""Functions of dates, times and durations (DMN 1.5 §10.3.4.1, §10.3.4.8, §10.3.4.10)."""

from datetime import datetime
from decimal import Decimal

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.functions.define import table
from kethop.rules.feel.numbers import as_integer
from kethop.rules.feel.temporal import (
    DaysDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearsDuration,
    make_date,
    make_time,
)
from kethop.rules.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from kethop.rules.feel.types import UTC_MIDNIGHT
from kethop.rules.feel.values import Value

FUNCTIONS = table()

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@FUNCTIONS.define("date(from: string)")
def _date_from_text(text: str) -> Value:
    return parse_date(text)


@FUNCTIONS.define("date(from: day)")
def _date_of(moment: FeelDate | FeelDateTime) -> FeelDate:
    return moment.date if isinstance(moment, FeelDateTime) else moment


@FUNCTIONS.define("date(year: number, month: number, day: number)")
def _date_of_numbers(year: Decimal, month: Decimal, day: Decimal) -> Value:
    return make_date(as_integer(year, "year"), as_integer(month, "month"), as_integer(day, "day"))


@FUNCTIONS.define("time(from: string)")
def _time_from_text(text: str) -> Value:
    return parse_time(text)


@FUNCTIONS.define("time(from: time)")
def _same_time(time: FeelTime) -> Value:
    return time


@FUNCTIONS.define("time(from: day)")
def _time_of(moment: FeelDate | FeelDateTime) -> Value:
    return moment.time if isinstance(moment, FeelDateTime) else UTC_MIDNIGHT


@FUNCTIONS.define("time(hour: number, minute: number, second: number, offset?: days and time duration?)")
def _time_of_numbers(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysDuration | None = None) -> Value:
    seconds = None if offset is None else as_integer(offset.seconds, "offset")
    return make_time(as_integer(hour, "hour"), as_integer(minute, "minute"), second, offset=seconds)


@FUNCTIONS.define("date and time(from: string)")
def _date_time_from_text(text: str) -> Value:
    return parse_date_time(text)


@FUNCTIONS.define("date and time(from: day)")
def _date_time_of(moment: FeelDate | FeelDateTime) -> Value:
    return moment if isinstance(moment, FeelDateTime) else FeelDateTime(moment, UTC_MIDNIGHT)


@FUNCTIONS.define("date and time(date: day, time: time)")
def _date_with_time(day: FeelDate | FeelDateTime, time: FeelTime) -> Value:
    return FeelDateTime(_date_of(day), time)


@FUNCTIONS.define("date and time(from: date and time, timezone: string)")
def _in_zone(moment: FeelDateTime, zone: str) -> Value:
    if moment.time.is_local:
        raise FeelFault("feel.no_offset", function="date and time")
    there = FeelDateTime(FeelDate(1970, 1, 1), make_time(0, 0, Decimal(0), zone=zone))
    return there.plus_seconds(moment.instant - there.instant)


@FUNCTIONS.define("duration(from: string)")
def _duration(text: str) -> Value:
    return parse_duration(text)


@FUNCTIONS.define("duration(from: duration)")
def _same_duration(duration: DaysDuration | YearsDuration) -> Value:
    return duration


@FUNCTIONS.define("years and months duration(from: day, to: day)")
def _years_between(start: FeelDate | FeelDateTime, end: FeelDate | FeelDateTime) -> Value:
    """Return the whole months between, towards zero."""
    first, last = _date_of(start), _date_of(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    if months < 0 and last.day > first.day:
        months += 1
    return YearsDuration(months)


@FUNCTIONS.define("day of year(date: day)")
def _day_of_year(moment: FeelDate | FeelDateTime) -> Value:
    day = _date_of(moment)
    return Decimal(day.ordinal - FeelDate(day.year, 1, 1).ordinal + 1)


@FUNCTIONS.define("day of week(date: day)")
def _day_of_week(moment: FeelDate | FeelDateTime) -> Value:
    return DAYS[_date_of(moment).weekday - 1]


@FUNCTIONS.define("month of year(date: day)")
def _month_of_year(moment: FeelDate | FeelDateTime) -> Value:
    return MONTHS[_date_of(moment).month - 1]


@FUNCTIONS.define("week of year(date: day)")
def _week_of_year(moment: FeelDate | FeelDateTime) -> Value:
    """Return the ISO 8601 week: that of the Thursday of the same week."""
    day = _date_of(moment)
    thursday = day.ordinal + 4 - day.weekday
    years = (day.year + 1, day.year, day.year - 1)
    start = next(first for first in (FeelDate(year, 1, 1).ordinal for year in years) if first <= thursday)
    return Decimal((thursday - start) // 7 + 1)


def _given(moment: datetime | None) -> datetime:
    if moment is None:
        raise FeelFault("feel.no_moment")
    return moment


@FUNCTIONS.define("now()", wants_moment=True)
def _now(moment: datetime | None) -> Value:
    given = _given(moment)
    offset = given.utcoffset()
    second = Decimal(given.second) + Decimal(given.microsecond).scaleb(-6)
    seconds = None if offset is None else int(offset.total_seconds())
    return FeelDateTime(_day(given), make_time(given.hour, given.minute, second, offset=seconds))


@FUNCTIONS.define("today()", wants_moment=True)
def _today(moment: datetime | None) -> Value:
    return _day(_given(moment))


def _day(moment: datetime) -> FeelDate:
    return make_date(moment.year, moment.month, moment.day)
