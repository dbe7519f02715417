"""Keep what a calendar feed has said, so that its events stay the same and end properly."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext

from kethop_office.accounts.models import FeedEntry, User
from kethop_office.accounts.queries.feed import dated_tasks, warning_day
from kethop_office.common import clock

__all__ = ["CANCELLED_DAYS", "drop_old_entries", "refresh_feed"]

CANCELLED_DAYS = 30


@dataclass(frozen=True, slots=True)
class _Wanted:
    day: date
    text: str


def refresh_feed(owner: User) -> list[FeedEntry]:
    """Bring the feed of an account to what it has to do now, and return its entries, cancelled ones of 30 days included.

    Not an act on a record, so it leaves no event.
    """
    with translation.override(owner.language):
        wanted = _wanted(owner)
    now = clock.now()
    with transaction.atomic():
        FeedEntry.objects.filter(user=owner, cancelled_at__lte=now - timedelta(days=CANCELLED_DAYS)).delete()
        kept = {entry.task_key: entry for entry in FeedEntry.objects.select_for_update().filter(user=owner)}
        for key, event in wanted.items():
            _tell(owner, key, event, kept.get(key))
        for key, entry in kept.items():
            if key not in wanted and entry.cancelled_at is None:
                entry.cancelled_at = entry.changed_at = now
                entry.sequence += 1
                entry.save()
    return list(FeedEntry.objects.filter(user=owner).order_by("day", "text", "pk"))


def drop_old_entries() -> int:
    """Delete what a feed that nobody reads any more still holds: long cancelled, or of a day long past; return how many."""
    before = clock.now() - timedelta(days=CANCELLED_DAYS)
    gone = Q(cancelled_at__lte=before) | Q(day__lt=before.date())
    with transaction.atomic():
        return FeedEntry.objects.filter(gone).delete()[0]


def _wanted(owner: User) -> dict[str, _Wanted]:
    found: dict[str, _Wanted] = {}
    for task in dated_tasks(owner):
        if task.due_on is None:
            continue
        words = {"reference": task.reference, "verb": task.verb}
        about = f"{task.path}|{task.kind}|{task.reference}"
        found[_key(about, "due")] = _Wanted(task.due_on, gettext("%(reference)s: hạn %(verb)s") % words)
        found[_key(about, "warning")] = _Wanted(
            warning_day(task.due_on), gettext("%(reference)s: còn 3 ngày làm việc, %(verb)s") % words
        )
    return found


def _tell(owner: User, key: str, event: _Wanted, entry: FeedEntry | None) -> None:
    if entry is None:
        FeedEntry.objects.create(user=owner, task_key=key, day=event.day, text=event.text, changed_at=clock.now())
        return
    if (entry.day, entry.text, entry.cancelled_at) == (event.day, event.text, None):
        return
    entry.day, entry.text, entry.cancelled_at, entry.changed_at = event.day, event.text, None, clock.now()
    entry.sequence += 1
    entry.save()


def _key(about: str, which: str) -> str:
    return hashlib.sha256(f"{which}|{about}".encode()).hexdigest()
