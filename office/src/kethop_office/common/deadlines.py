"""The clock in words: what is left of a legal period, always as text."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from kethop_office.common.figures import date_text

__all__ = ["SOON", "ClockWords", "clock_words", "days_text"]

SOON = 3


@dataclass(frozen=True, slots=True)
class ClockWords:
    """What a clock tag says and how it looks (``running``, ``soon``, ``today``, ``overdue``, ``paused`` or ``none``)."""

    text: str
    look: str


def days_text(days: int, *, is_calendar: bool = False) -> str:
    """Return a number of days with its unit; calendar days say that days off count."""
    if is_calendar:
        text = ngettext("%(days)d ngày (kể cả ngày nghỉ)", "%(days)d ngày (kể cả ngày nghỉ)", days)
    else:
        text = ngettext("%(days)d ngày làm việc", "%(days)d ngày làm việc", days)
    return text % {"days": days}


def clock_words(
    due_on: date | None,
    state: str,
    left: int | None,
    *,
    since: date | None = None,
    paused: int | None = None,
    is_calendar: bool = False,
) -> ClockWords:
    """Return the words of a clock.

    Parameters
    ----------
    state : str
        ``running``, ``paused``, ``done`` or anything else for a clock that has not started.
    left : int or None
        Days left by the calendar of the period: 0 on the last day, negative when it is over; None when not counted.
    since, paused
        First day and counted days of the pause.
    """
    if state == "paused":
        return ClockWords(_paused_text(since, paused, is_calendar=is_calendar), "paused")
    if state == "running" and due_on is not None:
        return _running_words(due_on, left, is_calendar=is_calendar)
    if state == "done":
        return ClockWords(gettext("đã xong"), "none")
    return ClockWords(gettext("chưa tính thời hạn (hồ sơ chưa hợp lệ)"), "none")


def _running_words(due_on: date, left: int | None, *, is_calendar: bool) -> ClockWords:
    due = date_text(due_on)
    if left is None:
        return ClockWords(gettext("hạn %(due)s") % {"due": due}, "running")
    if left == 0:
        return ClockWords(gettext("hôm nay là hạn cuối"), "today")
    if left < 0:
        return ClockWords(gettext("quá hạn %(days)s") % {"days": days_text(-left, is_calendar=is_calendar)}, "overdue")
    words = {"days": days_text(left, is_calendar=is_calendar), "due": due}
    return ClockWords(gettext("còn %(days)s · hạn %(due)s") % words, "soon" if left <= SOON else "running")


def _paused_text(since: date | None, paused: int | None, *, is_calendar: bool) -> str:
    if since is None:
        return gettext("đang tạm dừng")
    if paused is None:
        return gettext("đang tạm dừng từ %(since)s") % {"since": date_text(since)}
    return gettext("đang tạm dừng từ %(since)s, đã dừng %(days)s") % {
        "since": date_text(since),
        "days": days_text(paused, is_calendar=is_calendar),
    }
