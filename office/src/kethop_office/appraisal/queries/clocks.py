"""The clock of a case as a reader may see it: in words, with its sum."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.bridge import WorkingCalendar
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.models import Case, Suspension
from kethop_office.common import clock

__all__ = ["SOON", "CaseClock", "case_clock", "day_soon", "row_clock"]

SOON = 3  # working days: what is due within them is said to be due soon


@dataclass(frozen=True, slots=True)
class CaseClock:
    """What the clock shows.

    Parameters
    ----------
    state : str
        As ``Case.Clock``.
    due_on : date or None
        Last day; None where nothing gives one.
    left : int or None
        Working days until then, below 0 when it is over; None where the calendar of that year is missing.
    sum : str
        How the last day was counted.
    since : date or None
        First day of the pause that lasts.
    """

    state: str
    due_on: date | None
    left: int | None
    sum: str = ""
    since: date | None = None

    @property
    def over(self) -> int:
        """Working days since the last day."""
        return -self.left if self.left is not None and self.left < 0 else 0

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed, even if no working day has."""
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def is_today(self) -> bool:
        """Whether today is the last day."""
        return self.due_on == clock.today()


def day_soon(pack: str) -> date:
    """Return the last day on which something is said to be due soon."""
    return calendar_of(pack).soon(clock.today(), SOON)


def row_clock(case: Case, calendar: WorkingCalendar, *, carries: bool) -> CaseClock:
    """Return the clock for a row of a list.

    The earliest last day of anything open may tell of a body that is asked: only who carries the case sees it.
    """
    due_on = case.next_due_on if carries else case.due_on
    return CaseClock(case.clock, due_on, calendar.left(clock.today(), due_on) if due_on else None)


def case_clock(actor: Actor, case: Case, *, carries: bool) -> CaseClock:
    """Return the clock of a case with its sum and, while it is paused, since when."""
    since = None
    if case.clock == Case.Clock.PAUSED:
        lasting = Suspension.objects.visible_to(actor).filter(case=case, inquiry=None, last=None).order_by("first")
        since = lasting.values_list("first", flat=True).first()
    due_on = case.due_on or (case.next_due_on if carries else None)
    left = calendar_of(case.pack).left(clock.today(), due_on) if due_on else None
    return CaseClock(case.clock, due_on, left, _sum(case.due_sum), since)


def _sum(said: object) -> str:
    """Return the sum in the reader's language; the engine gives both."""
    if not isinstance(said, dict):
        return ""
    return str(said.get(get_language() or "vi") or said.get("vi") or "")
