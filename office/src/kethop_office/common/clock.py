"""The one place where the office reads the time, so that a test or a story may set it."""

from datetime import date, datetime

from django.utils import timezone

__all__ = ["now", "today"]


def now() -> datetime:
    """Return the moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the day in the office's time zone."""
    return timezone.localtime(now()).date()
