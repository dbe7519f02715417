"""Days as the reader's page counts them, by the calendar of the office."""

from datetime import date

from django.utils import timezone

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.queries.working_days import calendar_of
from kethop_office.appraisal.models import Case

__all__ = ["day_of", "days_left"]


def day_of(actor: Actor) -> date:
    """Return the day on which the actor acts, in the office's time zone."""
    return timezone.localtime(actor.at).date()


def days_left(case: Case, last_day: date | None, today: date) -> int | None:
    """Return how many working days are left up to a last day; negative when it has passed, None where nothing says."""
    return None if last_day is None else calendar_of(case.pack).left(today, last_day)
