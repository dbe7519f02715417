"""Make, change and close offices."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actions.admin import check_admin, note
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.accounts.queries.people import running_memberships
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["OfficeFields", "change_office", "close_office", "create_office"]


@dataclass(frozen=True, slots=True)
class OfficeFields:
    """What is kept of an office; see ``accounts.models.Office``."""

    kind: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    body: str = ""
    province: str = ""
    symbol: str = ""
    issuing_parent_vi: str = ""
    seat_vi: str = ""
    email: str = ""
    parent_id: UUID | None = None


def create_office(actor: Actor, fields: OfficeFields) -> Office:
    """Make an office.

    Raises
    ------
    Refused
        ``admin.role``.
    """
    check_admin(actor)
    with transaction.atomic():
        office = Office.objects.create(**asdict(fields))
        note(actor, "office.created", "office", office.pk)
    return office


def change_office(actor: Actor, office: Office, fields: OfficeFields) -> None:
    """Change what is kept of an office.

    Raises
    ------
    Refused
        ``admin.role``; ``office.parent``: an office cannot stand above itself.
    """
    check_admin(actor)
    above, seen = fields.parent_id, {office.pk}
    while above is not None:
        if above in seen:
            raise Refused("office.parent")
        seen.add(above)
        above = Office.objects.values_list("parent_id", flat=True).get(pk=above)
    wanted: Mapping[str, object] = asdict(fields)
    changed = [name for name, value in wanted.items() if getattr(office, name) != value]
    with transaction.atomic():
        for name in changed:
            setattr(office, name, wanted[name])
        office.save()
        note(actor, "office.changed", "office", office.pk, {"fields": changed})


def close_office(actor: Actor, office: Office) -> None:
    """Close an office: its cases and letters stay, nothing new is sent to it.

    Raises
    ------
    Refused
        ``admin.role``; ``office.is_closed``; ``office.has_members``: end the roles in it first.
    """
    check_admin(actor)
    if office.is_closed:
        raise Refused("office.is_closed", office=office.name_vi)
    number = running_memberships(clock.today()).filter(office=office).count()
    if number:
        raise Refused("office.has_members", count=number)
    with transaction.atomic():
        office.is_closed = True
        office.save(update_fields=["is_closed"])
        note(actor, "office.closed", "office", office.pk)
