"""Count a legal period to its last day and keep the sum.

The first day is not counted (Civil Code 2015, art. 147 cl. 2); a last day that falls on a day off moves to the next
working day (art. 148 cl. 5) and ends at 24:00 (art. 148 cl. 6). Suspended days are not counted, day by day as they
really were. Nothing here makes silence an agreement: that is a provision's to say.
"""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta

from kethop.calendars.counting import Count, Extension, Suspension
from kethop.calendars.day_calendar import DayCalendar
from kethop.calendars.summing import sum_in_words
from kethop.errors import CalendarError
from kethop.vocabulary import Text, Unit

__all__ = ["Deadline", "count_deadline"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period, with its sum.

    Parameters
    ----------
    start : date
        The day from which the period runs; itself not counted.
    amount : int
        Length with extensions, in ``unit``.
    unit : Unit
        ``WORKING_DAY`` or ``CALENDAR_DAY``.
    last_day : date or None
        Last day; None while a suspension lasts.
    counted : int
        Days counted so far: ``amount``, or fewer while suspended.
    is_estimated : bool
        Whether a year used has not been decided yet, so that the day may move.
    sum : Text
        The sum in words.
    """

    start: date
    amount: int
    unit: Unit
    last_day: date | None
    counted: int
    is_estimated: bool
    sum: Text


def count_deadline(
    *,
    start: date,
    amount: int,
    unit: Unit,
    calendar: DayCalendar,
    suspensions: tuple[Suspension, ...] = (),
    extension: Extension | None = None,
) -> Deadline:
    """Return the last day of ``amount`` days after ``start``.

    Parameters
    ----------
    start : date
        Day of the event that starts the clock (a valid file, a letter); not counted.
    amount : int
        Days of the period, above 0.
    unit : Unit
        ``WORKING_DAY`` or ``CALENDAR_DAY``.
    calendar : DayCalendar
        Working days.
    suspensions : tuple of Suspension
        In any order; they may not overlap.
    extension : Extension or None
        Days added to the period.

    Returns
    -------
    Deadline
        ``last_day`` is None when a suspension without an end is met before the period is over.

    Raises
    ------
    CalendarError
        ``calendar.amount``, ``calendar.unit``, ``calendar.extension_over_cap``, ``calendar.suspension_order``,
        ``calendar.suspensions_overlap``, ``calendar.year_missing``.
    """
    _refuse_wrong_input(amount, unit, suspensions, extension)
    calendar.is_estimated(start)  # a start outside the calendar is refused before a day is added to it
    total = amount + (extension.amount if extension else 0)
    counted, passed_over, is_running = list[date](), list[date](), True
    day = start
    while len(counted) < total and is_running:
        day += ONE_DAY
        suspended = next((item for item in suspensions if item.covers(day)), None)
        is_running = suspended is None or suspended.last is not None
        counts = not suspended and (unit is Unit.CALENDAR_DAY or calendar.is_working_day(day))
        (counted if counts else passed_over).append(day)
    last = calendar.next_working_day(day) if is_running else None
    count = Count(start, amount, unit, calendar, suspensions, extension, tuple(counted), tuple(passed_over), last)
    years = range(start.year, (last or day).year + 1)
    is_estimated = any(calendar.is_estimated(date(year, 1, 1)) for year in years)
    return Deadline(start, total, unit, last, len(counted), is_estimated, sum_in_words(count))


def _refuse_wrong_input(
    amount: int, unit: Unit, suspensions: tuple[Suspension, ...], extension: Extension | None
) -> None:
    if amount < 1:
        raise CalendarError("calendar.amount", amount=amount)
    if unit not in {Unit.WORKING_DAY, Unit.CALENDAR_DAY}:
        raise CalendarError("calendar.unit", unit=unit)
    if extension and not 0 < extension.amount <= extension.cap:
        raise CalendarError("calendar.extension_over_cap", amount=extension.amount, cap=extension.cap)
    ordered = sorted(suspensions, key=lambda item: item.first)
    for item in ordered:
        if item.last is not None and item.last < item.first:
            raise CalendarError("calendar.suspension_order", first=item.first.isoformat(), last=item.last.isoformat())
    for earlier, later in itertools.pairwise(ordered):
        if earlier.last is None or later.first <= earlier.last:
            raise CalendarError("calendar.suspensions_overlap", first=later.first.isoformat())
