"""What happened in a case, as far as the reader may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, CaseEvent
from kethop_office.appraisal.wording import SENTENCES
from kethop_office.common.figures import date_text

__all__ = ["KINDS", "MOST_EVENTS", "EventLine", "by_day", "case_events", "sentence_of"]

MOST_EVENTS = 500
KINDS = (
    "case",
    "submission",
    "screening",
    "finding",
    "inquiry",
    "reply",
    "condition",
    "report",
    "approval",
    "decision",
    "letter",
    "destruction",
)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One line of the log.

    Parameters
    ----------
    sentence : str
        In the reader's language.
    who : str
        Account that acted, of the reader's own offices or of the case's; empty for the office's scheduler.
    """

    at: datetime
    code: str
    sentence: str
    who: str


def case_events(
    actor: Actor, case: Case, *, carries: bool, kind: str = "", most: int = MOST_EVENTS
) -> tuple[list[EventLine], bool]:
    """Return the newest lines, newest first, and whether older ones were left out.

    A reader who does not carry the case sees what is not internal, and what happened in its own office.

    Parameters
    ----------
    kind : str
        First part of the codes to keep, one of ``KINDS``; empty for all.
    """
    rows: QuerySet[CaseEvent] = CaseEvent.objects.visible_to(actor).filter(case=case)
    if not carries:
        open_to_all = Q(is_internal=False) & (Q(office=None) | Q(office__in=actor.offices))
        rows = rows.filter(open_to_all | Q(office__in=actor.offices))
    if kind:
        rows = rows.filter(code__startswith=f"{kind}.") if kind in KINDS else rows.none()
    found = list(rows.select_related("user").order_by("-at", "-pk")[: most + 1])
    lines = [
        EventLine(event.at, event.code, sentence_of(event), _who(event, carries=carries)) for event in found[:most]
    ]
    return lines, len(found) > most


def sentence_of(event: CaseEvent) -> str:
    """Return the sentence of an event, filled from its fields; days stand as the reader writes them."""
    sentence = SENTENCES.get(event.code)
    if sentence is None:
        return _("Sự kiện %(code)s") % {"code": event.code}
    return str(sentence) % _Filled({name: _written(value) for name, value in dict(event.fields).items()})


class _Filled(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return _("chưa có")


def _written(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_written(item) for item in value)
    if value is None or value == "":
        return _("chưa có")
    text = str(value)
    try:
        return date_text(date.fromisoformat(text)) if len(text) == len("2026-11-05") else text
    except ValueError:
        return text


def _who(event: CaseEvent, *, carries: bool) -> str:
    """Return the account, to those who carry the case; others are told the office's act, not who did it."""
    return str(event.user) if carries and event.user else ""


def by_day(lines: list[EventLine]) -> Mapping[date, list[EventLine]]:
    """Return lines by day, newest first."""
    days: dict[date, list[EventLine]] = {}
    for line in lines:
        days.setdefault(timezone.localtime(line.at).date(), []).append(line)
    return days
