"""Dates, times and durations of FEEL (DMN 1.5 §10.3.2.3.4-8).

Own types instead of :mod:`datetime`: FEEL has years beyond 9999, times with a zone but no date, and two kinds of duration.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kethop.rules.feel.budget import spend
from kethop.rules.feel.faults import FeelFault

__all__ = [
    "DaysDuration",
    "FeelDate",
    "FeelDateTime",
    "FeelTime",
    "YearsDuration",
    "date_from_ordinal",
    "make_date",
    "make_time",
    "zone_named",
]

MAX_YEAR = 999_999_999
MAX_OFFSET = 18 * 3600
DAY = 86_400
ZONE_WORK = 20
EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """Return an IANA zone.

    Raises
    ------
    FeelFault
        ``feel.zone_unknown``.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise FeelFault("feel.zone_unknown", zone=name[:80]) from None


def _days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


@dataclass(frozen=True, slots=True, order=True)
class FeelDate:
    """A calendar day, years from -999,999,999 to 999,999,999."""

    year: int
    month: int
    day: int

    @property
    def ordinal(self) -> int:
        """Days since 1970-01-01 in the proleptic Gregorian calendar."""
        year = self.year - (self.month <= 2)
        era, year_of_era = divmod(year, 400)
        day_of_year = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day - 1
        return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - EPOCH

    @property
    def weekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return (self.ordinal + 3) % 7 + 1

    def plus_months(self, months: int) -> "FeelDate":
        """Return the day some months later; the last day of the month where the day does not exist."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return make_date(year, month + 1, min(self.day, _days_in_month(year, month + 1)))


def make_date(year: int, month: int, day: int) -> FeelDate:
    """Return a checked date.

    Raises
    ------
    FeelFault
        ``feel.date_invalid``: no such day.
    """
    if abs(year) > MAX_YEAR or not 1 <= month <= 12 or not 1 <= day <= _days_in_month(year, month):
        raise FeelFault("feel.date_invalid", text=f"{year}-{month}-{day}"[:80])
    return FeelDate(year, month, day)


def date_from_ordinal(ordinal: int) -> FeelDate:
    """Return the date so many days after 1970-01-01."""
    era, day_of_era = divmod(ordinal + EPOCH, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = year_of_era + era * 400 + (month <= 2)
    return make_date(year, month, day_of_year - (153 * shifted + 2) // 5 + 1)


@dataclass(frozen=True, slots=True)
class FeelTime:
    """A time of day, local or with an offset in seconds from UTC or an IANA zone."""

    hour: int
    minute: int
    second: Decimal
    offset: int | None = None
    zone: str | None = None

    @property
    def seconds(self) -> Decimal:
        """Seconds since midnight of the clock on the wall."""
        return self.hour * 3600 + self.minute * 60 + self.second

    @property
    def is_local(self) -> bool:
        """True when neither offset nor zone is known."""
        return self.offset is None and self.zone is None

    def utc_offset(self, day: FeelDate | None = None) -> int | None:
        """Return the seconds ahead of UTC on that day; None for a local time."""
        if self.zone is None:
            return self.offset
        spend(ZONE_WORK)
        year = min(max(day.year, 1), 9999) if day else 1970
        moment = datetime(year, day.month if day else 1, min(day.day, 28) if day else 1, tzinfo=zone_named(self.zone))
        if day and year == day.year:
            moment = moment.replace(day=day.day)
        moment = moment.replace(hour=self.hour, minute=self.minute, second=int(self.second))
        return _seconds(moment.utcoffset())


def _seconds(offset: timedelta | None) -> int | None:
    return None if offset is None else int(offset.total_seconds())


def make_time(
    hour: int, minute: int, second: Decimal, *, offset: int | None = None, zone: str | None = None
) -> FeelTime:
    """Return a checked time.

    Raises
    ------
    FeelFault
        ``feel.time_invalid``, ``feel.zone_unknown``.
    """
    outside = offset is not None and abs(offset) > MAX_OFFSET
    if outside or not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        raise FeelFault("feel.time_invalid", text=f"{hour}:{minute}:{second}"[:80])
    if zone is not None:
        zone_named(zone)
    return FeelTime(hour, minute, second, offset, zone)


@dataclass(frozen=True, slots=True)
class FeelDateTime:
    """A date with a time of day."""

    date: FeelDate
    time: FeelTime

    @property
    def seconds(self) -> Decimal:
        """Seconds since 1970-01-01T00:00 of the clock on the wall."""
        return self.date.ordinal * DAY + self.time.seconds

    @property
    def instant(self) -> Decimal:
        """Seconds since 1970-01-01T00:00 UTC; a local time is read as UTC."""
        return self.seconds - (self.time.utc_offset(self.date) or 0)

    def plus_seconds(self, seconds: Decimal) -> "FeelDateTime":
        """Return the moment some seconds later, in the same offset or zone."""
        if self.time.zone is None:
            return _at(self.seconds + seconds, self.time.offset, None)
        instant = self.instant + seconds
        return _at(instant + _offset_at(instant, self.time.zone), None, self.time.zone)


def _at(seconds: Decimal, offset: int | None, zone: str | None) -> FeelDateTime:
    day = int(seconds // DAY) - (seconds < 0 and seconds % DAY != 0)
    rest = seconds - day * DAY
    minutes, second = divmod(rest, 60)
    hour, minute = divmod(int(minutes), 60)
    return FeelDateTime(date_from_ordinal(day), FeelTime(hour, minute, second, offset, zone))


def _offset_at(instant: Decimal, zone: str) -> int:
    spend(ZONE_WORK)
    first, last = date(1, 1, 2).toordinal(), date(9999, 12, 30).toordinal()
    days = min(max(int(instant // DAY) + 719_163, first), last)
    moment = datetime.combine(date.fromordinal(days), datetime.min.time(), UTC) + timedelta(seconds=int(instant % DAY))
    return _seconds(moment.astimezone(zone_named(zone)).utcoffset()) or 0


@dataclass(frozen=True, slots=True, order=True)
class DaysDuration:
    """A days and time duration, in seconds."""

    seconds: Decimal


@dataclass(frozen=True, slots=True, order=True)
class YearsDuration:
    """A years and months duration, in months."""

    months: int
