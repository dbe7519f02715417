"""Keep and drop what was typed and not sent."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Draft
from kethop_office.accounts.queries import may_read
from kethop_office.accounts.queries.drafts import DRAFT_DAYS
from kethop_office.common import clock
from kethop_office.common.levels import holds_several
from kethop_office.common.refusal import Refused
from kethop_office.common.registrations import registered_draft_labels

__all__ = ["LARGEST_DRAFT", "drop_draft", "drop_draft_by_id", "drop_old_drafts", "keep_draft"]

LARGEST_DRAFT = 500_000  # characters of all fields together
_SECRET = ("csrfmiddlewaretoken", "password", "code", "credential", "token")


def keep_draft(  # noqa: PLR0913 - a draft is keyed by all of these
    actor: Actor,
    form: str,
    object_key: str = "",
    *,
    path: str,
    data: Mapping[str, object],
    base_version: int = 0,
    level: int = 0,
    compartment: UUID | None = None,
) -> Draft:
    """Keep what is in a form; a later one of the same form and object takes its place. Passwords and codes are left out.

    The label is that of the object on the page, whatever the page's script said; the given one stands where no room knows better.
    Not an act on a record, so it leaves no event.

    Raises
    ------
    Refused
        ``draft.too_long``, ``draft.label``: more than may be kept, or a label that the account may not read.
    """
    kept = {name: value for name, value in data.items() if not name.lower().startswith(_SECRET)}
    size = sum(len(name) + len(str(value)) for name, value in kept.items())
    if size > LARGEST_DRAFT:
        raise Refused("draft.too_long", size=size, limit=LARGEST_DRAFT)
    level, compartment = _label(actor, path) or (level, compartment)
    if not may_read(actor, level, compartment):
        raise Refused("draft.label")
    if holds_several():
        level = max(level, actor.rank)  # what is typed in a session may hold what the session has read
    with transaction.atomic():
        draft, _ = Draft.objects.update_or_create(
            user_id=actor.user_id,
            form=form,
            object_key=object_key,
            defaults={
                "path": path,
                "data": kept,
                "base_version": base_version,
                "level": level,
                "compartment_id": compartment,
                "saved_at": actor.at,
            },
        )
    return draft


def _label(actor: Actor, path: str) -> tuple[int, UUID | None] | None:
    for source in registered_draft_labels():
        if (label := source(actor, path)) is not None:
            return label
    return None


def drop_draft(actor: Actor, form: str, object_key: str = "") -> None:
    """Drop a draft: what was typed has been sent, or is not wanted any more."""
    with transaction.atomic():
        Draft.objects.filter(user=actor.user_id, form=form, object_key=object_key).delete()


def drop_draft_by_id(actor: Actor, draft_id: UUID) -> None:
    """Drop one draft of the account's own list."""
    with transaction.atomic():
        Draft.objects.filter(user=actor.user_id, pk=draft_id).delete()


def drop_old_drafts() -> int:
    """Drop drafts that were not touched for longer than they are kept; return how many."""
    with transaction.atomic():
        return Draft.objects.filter(saved_at__lte=clock.now() - timedelta(days=DRAFT_DAYS)).delete()[0]
