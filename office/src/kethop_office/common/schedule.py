"""Work by the clock: rooms register it, ``tick`` runs what is due, once, whoever calls it and however often.

Each piece of work runs in one transaction with its mark: either its effects and the mark stand, or neither, and then it is
tried again five minutes later. The mark's row is the lock between processes (SQLite: the transaction is IMMEDIATE). After a
time without a worker a piece of work runs once, not once for every time missed. When the machine's clock is put back nothing
runs a second time: work waits until the clock has passed its mark.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from kethop_office.common import clock
from kethop_office.common.models import ScheduleMark

__all__ = ["daily", "every", "hold_while", "set_working_days", "tick", "waits_for_clock"]

_log = logging.getLogger("kethop.schedule")
RETRY_AFTER = timedelta(minutes=5)
_LONGEST_HOLIDAY = 30


@dataclass(frozen=True, slots=True)
class _Work:
    key: str
    run: Callable[[], object]
    interval: timedelta | None = None
    at: time | None = None
    on_working_days: bool = False


_works: dict[str, _Work] = {}
_is_working_day: list[Callable[[date], bool]] = []
_holds: list[Callable[[], bool]] = []


def every(minutes: int, key: str, run: Callable[[], object]) -> None:
    """Run work every so many minutes, first at the next tick."""
    _works[key] = _Work(key, run, interval=timedelta(minutes=minutes))


def daily(at: time, key: str, run: Callable[[], object], *, on_working_days: bool = False) -> None:
    """Run work once a day from a time of day in the office's time zone; first after the office has been set up."""
    _works[key] = _Work(key, run, at=at, on_working_days=on_working_days)


def set_working_days(is_working_day: Callable[[date], bool]) -> None:
    """Say which days are working days; Monday to Friday until the room that keeps the calendar has said it."""
    _is_working_day[:] = [is_working_day]


def hold_while(is_held: Callable[[], bool]) -> None:
    """Run nothing while a function says so, such as while the machine's clock tells less than it has told before."""
    if is_held not in _holds:
        _holds.append(is_held)


def tick() -> dict[str, bool]:
    """Run what is due and return, by key, whether it succeeded. One failure stops nothing else."""
    if any(is_held() for is_held in _holds):
        _log.warning("scheduled work waits: the clock was put back")
        return {}
    return {key: done for key, work in sorted(_works.items()) if (done := _run(work, clock.now())) is not None}


def waits_for_clock() -> bool:
    """Return whether the machine's clock was put back, so that work waits: marks lie in the future, or a room says so."""
    return (
        any(is_held() for is_held in _holds)
        or ScheduleMark.objects.filter(key__in=_works, last_ran_at__gt=clock.now() + clock.BACK).exists()
    )


def _run(work: _Work, now: datetime) -> bool | None:
    """Run one piece of work if it is due; None when it is not."""
    _mark_first(work, now)
    try:
        with transaction.atomic():
            mark = ScheduleMark.objects.select_for_update(skip_locked=True).filter(key=work.key).first()
            if mark is None or not _is_due(work, mark, now):
                return None
            mark.last_ran_at, mark.last_failed_at = now, None
            mark.save()
            work.run()
    except Exception as error:  # noqa: BLE001 - whatever one piece of work raises must not stop the others
        _log.error("scheduled work failed", exc_info=error, extra={"facts": {"key": work.key}})
        ScheduleMark.objects.filter(key=work.key).update(last_failed_at=now)
        return False
    return True


def _mark_first(work: _Work, now: datetime) -> None:
    """Write the mark of work that has none. Work of an interval is due at once, daily work has missed nothing yet."""
    first = now - work.interval if work.interval else now
    ScheduleMark.objects.get_or_create(key=work.key, defaults={"last_ran_at": first})


def _is_due(work: _Work, mark: ScheduleMark, now: datetime) -> bool:
    if mark.last_failed_at and mark.last_failed_at <= now < mark.last_failed_at + RETRY_AFTER:
        return False
    if work.interval:
        return now >= mark.last_ran_at + work.interval
    moment = _latest(work, now)
    return moment is not None and mark.last_ran_at < moment


def _latest(work: _Work, now: datetime) -> datetime | None:
    """Return the latest moment, not after now, at which daily work was due."""
    day = timezone.localtime(now).date()
    for back in range(_LONGEST_HOLIDAY):
        candidate = day - timedelta(days=back)
        moment = datetime.combine(candidate, work.at or time(), timezone.get_default_timezone())
        if moment <= now and (not work.on_working_days or _works_on(candidate)):
            return moment
    return None


def _works_on(day: date) -> bool:
    return _is_working_day[0](day) if _is_working_day else day.weekday() < 5
