"""Tell accounts."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Notice, Office, User
from kethop_office.accounts.queries import actor_of, may_read
from kethop_office.accounts.queries.notices import NOTICE_DAYS
from kethop_office.common import clock

__all__ = ["drop_old_notices", "mark_mailed", "read_all", "read_one", "tell"]

Whom = Office | User | Iterable[UUID]


def tell(  # noqa: PLR0913 - what a notice is made of
    whom: Whom,
    kind: str,
    *,
    reference: str,
    path: str,
    fields: Mapping[str, object] | None = None,
    level: int = 0,
    compartment: UUID | None = None,
    roles: Iterable[str] = (),
    needs: UUID | None = None,
    is_once: bool = False,
) -> list[Notice]:
    """Put a notice on the desk of each account that may read what it is about.

    Parameters
    ----------
    whom : Office or User or iterable of UUID
        All accounts of an office (of ``roles``, when given), one account, or accounts by key.
    kind : str
        Code of the sentence, in the wording of the room that tells.
    reference, path : str
        Number of the case, and the page to open.
    fields : mapping
        What fills the sentence; never the name of an office that the reader may not know was asked.
    level, compartment
        Label of what it is about; an account that may not read it is not told.
    needs : UUID or None
        Compartment that an account must know to be told, where the notice itself says nothing of what lies in it.
    is_once : bool
        Whether an account that holds an unread notice of the same kind, page and label is told nothing more.
    """
    with transaction.atomic():
        same = Notice.objects.filter(kind=kind, path=path, level=level, compartment=compartment, read_at=None)
        known = set(same.values_list("user_id", flat=True)) if is_once else set()
        readers = [
            user
            for user in _accounts(whom, roles)
            if user.pk not in known and may_read(actor_of(user), level, needs or compartment)
        ]
        return Notice.objects.bulk_create(
            Notice(
                user=user,
                kind=kind,
                reference=reference,
                path=path,
                fields={name: _plain(value) for name, value in (fields or {}).items()},
                level=level,
                compartment_id=compartment,
                at=clock.now(),
            )
            for user in readers
        )


def read_one(actor: Actor, notice_id: UUID) -> str | None:
    """Mark a notice as read and return the page it leads to; None when the account has no such notice."""
    with transaction.atomic():
        notice = Notice.objects.visible_to(actor).filter(user=actor.user_id, pk=notice_id).first()
        if notice is None:
            return None
        Notice.objects.at_level_of(actor).filter(pk=notice.pk, read_at=None).update(read_at=actor.at)
        return notice.path


def read_all(actor: Actor) -> int:
    """Mark all notices that the account may still know of as read; return how many were not."""
    with transaction.atomic():
        known = Notice.objects.visible_to(actor).at_level_of(actor)
        return known.filter(user=actor.user_id, read_at=None).update(read_at=actor.at)


def mark_mailed(notice: Notice) -> None:
    """Note that a notice has been mailed, or need not be."""
    with transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(mailed_at=clock.now())


def drop_old_notices() -> int:
    """Drop notices older than they are kept; return how many."""
    with transaction.atomic():
        return Notice.objects.filter(at__lte=clock.now() - timedelta(days=NOTICE_DAYS)).delete()[0]


def _accounts(whom: Whom, roles: Iterable[str]) -> Iterable[User]:
    active = User.objects.filter(is_active=True)
    if isinstance(whom, User):
        return active.filter(pk=whom.pk)
    if not isinstance(whom, Office):
        return active.filter(pk__in=list(whom))
    day = clock.today()
    lasting = Q(memberships__ends=None) | Q(memberships__ends__gte=day)
    held = active.filter(lasting, memberships__office=whom, memberships__starts__lte=day)
    wanted = list(roles)
    return (held.filter(memberships__role__in=wanted) if wanted else held).distinct()


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | None) else str(value)
