"""Days that this office decides otherwise than the pack's calendar."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kethop_office.accounts.actions.admin import note
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.common.models import CalendarDay
from kethop_office.common.refusal import Refused

__all__ = ["DayFields", "drop_day", "set_day"]


@dataclass(frozen=True, slots=True)
class DayFields:
    """A local decision on one day, with the paper that says so."""

    day: date
    is_working: bool
    reason_vi: str
    document: str
    reason_en: str = ""


def set_day(actor: Actor, fields: DayFields) -> CalendarDay:
    """Decide a day; deadlines that are not fixed yet are counted with it from now on.

    Raises
    ------
    Refused
        ``calendar.role``; ``calendar.document``: no paper; ``calendar.reason``.
    """
    _check(actor)
    if not fields.document.strip():
        raise Refused("calendar.document")
    if not fields.reason_vi.strip():
        raise Refused("calendar.reason")
    with transaction.atomic():
        row, _ = CalendarDay.objects.update_or_create(
            day=fields.day,
            defaults={
                "is_working": fields.is_working,
                "reason_vi": fields.reason_vi.strip(),
                "reason_en": fields.reason_en.strip(),
                "document": fields.document.strip(),
            },
        )
        note(actor, "calendar.day_set", "day", row.pk, {"day": str(fields.day), "working": fields.is_working})
    return row


def drop_day(actor: Actor, row: CalendarDay) -> None:
    """Count a day as the pack does again.

    Raises
    ------
    Refused
        ``calendar.role``.
    """
    _check(actor)
    with transaction.atomic():
        note(actor, "calendar.day_dropped", "day", row.pk, {"day": str(row.day)})
        row.delete()


def _check(actor: Actor) -> None:
    if not actor.has_any({Role.ADMIN, Role.RULE_OFFICER}):
        raise Refused("calendar.role")
