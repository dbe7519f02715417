"""Working days as this office counts them."""

from datetime import date

from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.bridge.clock import DayOverride, WorkingCalendar, working_calendar
from kethop_office.appraisal.models import Case
from kethop_office.common.models import CalendarDay

__all__ = ["calendar_of", "day_of", "days_left"]


def calendar_of(pack: str) -> WorkingCalendar:
    """Return the calendar of a pack with the days that this office has decided otherwise."""
    days = CalendarDay.objects.all()
    return working_calendar(
        pack, (DayOverride(item.day, item.is_working, item.reason_vi, item.reason_en) for item in days)
    )


def day_of(actor: Actor) -> date:
    """Return the day on which the actor acts, in the office's time zone."""
    return timezone.localtime(actor.at).date()


def days_left(case: Case, last_day: date | None, today: date) -> int | None:
    """Return how many working days are left up to a last day; negative when it has passed, None where there is none."""
    return None if last_day is None else calendar_of(case.pack).between(today, last_day)
