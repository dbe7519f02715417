"""Temporal values and their ISO 8601 texts (DMN 1.5 §10.3.2.3, XML Schema lexical forms)."""

import re
from decimal import Decimal

from kethop.rules.feel.faults import FeelFault
from kethop.rules.feel.temporal import (
    DaysDuration,
    FeelDate,
    FeelDateTime,
    FeelTime,
    YearsDuration,
    date_from_ordinal,
    make_date,
    make_time,
)

__all__ = [
    "Temporal",
    "parse_at_literal",
    "parse_date",
    "parse_date_time",
    "parse_duration",
    "parse_time",
    "temporal_text",
]

Temporal = FeelDate | FeelTime | FeelDateTime | DaysDuration | YearsDuration

_DATE = r"(?P<year>-?(?:[1-9]\d{4,8}|\d{4}))-(?P<month>\d{2})-(?P<day>\d{2})"
_TIME = (
    r"(?P<hour>\d{2}):(?P<minute>\d{2}):(?P<second>\d{2}(?:\.\d{1,30})?)"
    r"(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<oh>\d{2}):(?P<om>\d{2})(?::(?P<os>\d{2}))?|@(?P<zone>[\w/+\-]+))?"
)
_DATE_PATTERN = re.compile(_DATE, re.ASCII)
_TIME_PATTERN = re.compile(_TIME, re.ASCII)
_DATE_TIME_PATTERN = re.compile(f"{_DATE}(?:T{_TIME})?", re.ASCII)
_DURATION_PATTERN = re.compile(
    r"(?P<sign>-?)P(?:(?P<years>\d{1,18})Y)?(?:(?P<months>\d{1,18})M)?(?:(?P<days>\d{1,18})D)?"
    r"(?P<time>T(?:(?P<hours>\d{1,18})H)?(?:(?P<minutes>\d{1,18})M)?(?:(?P<seconds>\d{1,18}(?:\.\d{0,30})?)S)?)?",
    re.ASCII,
)


def _matched(pattern: re.Pattern[str], text: str, code: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise FeelFault(code, text=text[:80])
    return match


def _date_of(match: re.Match[str]) -> FeelDate:
    return make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _time_of(match: re.Match[str]) -> FeelTime:
    offset = 0 if match["utc"] else None
    if match["sign"]:
        if int(match["om"]) > 59:
            raise FeelFault("feel.time_invalid", text=match[0][:80])
        size = int(match["oh"]) * 3600 + int(match["om"]) * 60 + int(match["os"] or 0)
        offset = -size if match["sign"] == "-" else size
    return make_time(
        int(match["hour"]), int(match["minute"]), Decimal(match["second"]), offset=offset, zone=match["zone"]
    )


def parse_date(text: str) -> FeelDate:
    """Return the date of ``YYYY-MM-DD``; a :class:`FeelFault` ``feel.date_invalid`` otherwise."""
    return _date_of(_matched(_DATE_PATTERN, text, "feel.date_invalid"))


def parse_time(text: str) -> FeelTime:
    """Return the time of ``hh:mm:ss`` with fraction, ``Z``, offset or ``@zone``; else the fault ``feel.time_invalid``."""
    return _time_of(_matched(_TIME_PATTERN, text, "feel.time_invalid"))


def parse_date_time(text: str) -> FeelDateTime:
    """Return the moment of ``dateTtime``; a date alone is its midnight; else the fault ``feel.date_time_invalid``."""
    match = _matched(_DATE_TIME_PATTERN, text, "feel.date_time_invalid")
    if match["hour"] is None:
        return FeelDateTime(_date_of(match), FeelTime(0, 0, Decimal(0)))
    if match["hour"] == "24":
        return _end_of_day(match)
    return FeelDateTime(_date_of(match), _time_of(match))


def _end_of_day(match: re.Match[str]) -> FeelDateTime:
    """Return the midnight that XML Schema also writes as 24:00:00 of the day before."""
    if int(match["minute"]) or Decimal(match["second"]):
        raise FeelFault("feel.time_invalid", text=match[0][:80])
    midnight = _matched(_DATE_TIME_PATTERN, match[0].replace("T24:", "T00:"), "feel.date_time_invalid")
    return FeelDateTime(date_from_ordinal(_date_of(match).ordinal + 1), _time_of(midnight))


def parse_duration(text: str) -> DaysDuration | YearsDuration:
    """Return the duration of ``PnYnM`` or ``PnDTnHnMnS``; else the fault ``feel.duration_invalid``."""
    match = _matched(_DURATION_PATTERN, text, "feel.duration_invalid")
    sign = -1 if match["sign"] else 1
    long = match["years"] or match["months"]
    short = match["days"] or match["hours"] or match["minutes"] or match["seconds"]
    if not (long or short) or (long and short) or match["time"] == "T":
        raise FeelFault("feel.duration_invalid", text=text[:80])
    if long:
        return YearsDuration(sign * (int(match["years"] or 0) * 12 + int(match["months"] or 0)))
    whole = (int(match["days"] or 0) * 24 + int(match["hours"] or 0)) * 3600 + int(match["minutes"] or 0) * 60
    return DaysDuration(sign * (whole + Decimal((match["seconds"] or "0").rstrip("."))))


def parse_at_literal(text: str) -> Temporal:
    """Return the temporal value of ``@"…"`` (DMN 1.5 §10.3.1.2 rule 68); else the fault ``feel.temporal_invalid``."""
    if text.startswith(("P", "-P")):
        return parse_duration(text)
    if _TIME_PATTERN.fullmatch(text):
        return parse_time(text)
    if _DATE_PATTERN.fullmatch(text):
        return parse_date(text)
    if "T" in text and _DATE_TIME_PATTERN.fullmatch(text):
        return parse_date_time(text)
    raise FeelFault("feel.temporal_invalid", text=text[:80])


def _decimal_text(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date_text(value: FeelDate) -> str:
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"


def _offset_text(offset: int) -> str:
    if offset == 0:
        return "Z"
    minutes, seconds = divmod(abs(offset), 60)
    tail = f":{seconds:02d}" if seconds else ""
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}{tail}"


def _time_text(value: FeelTime) -> str:
    second = _decimal_text(value.second)
    whole, point, fraction = second.partition(".")
    zone = (
        f"@{value.zone}" if value.zone is not None else _offset_text(value.offset) if value.offset is not None else ""
    )
    return f"{value.hour:02d}:{value.minute:02d}:{int(whole):02d}{point}{fraction}{zone}"


def _days_text(value: DaysDuration) -> str:
    minutes, seconds = divmod(abs(value.seconds), 60)
    hours, minute = divmod(int(minutes), 60)
    days, hour = divmod(hours, 24)
    parts = ((hour, "H"), (minute, "M"), (seconds, "S"))
    clock = "".join(f"{_decimal_text(Decimal(amount))}{unit}" for amount, unit in parts if amount)
    day = f"{days}D" if days else ""
    if not day and not clock:
        return "PT0S"
    return ("-" if value.seconds < 0 else "") + "P" + day + ("T" + clock if clock else "")


def _years_text(value: YearsDuration) -> str:
    years, months = divmod(abs(value.months), 12)
    body = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return ("-" if value.months < 0 else "") + "P" + (body or "0M")


def temporal_text(value: Temporal) -> str:
    """Return the ISO 8601 text, in its shortest form; an IANA zone follows ``@``."""
    match value:
        case FeelDate():
            return _date_text(value)
        case FeelTime():
            return _time_text(value)
        case FeelDateTime():
            return f"{_date_text(value.date)}T{_time_text(value.time)}"
        case DaysDuration():
            return _days_text(value)
        case YearsDuration():
            return _years_text(value)
