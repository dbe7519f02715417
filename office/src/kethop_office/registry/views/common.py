"""What pages of this room share."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from kethop_office.accounts.actor import Actor
from kethop_office.common.refusal import Refused
from kethop_office.common.registrations import registered_panels
from kethop_office.common.wording import sentence

__all__ = ["found", "panels_of", "said"]

Row = TypeVar("Row")


def found(read: Callable[[Actor, UUID], Row], actor: Actor, key: UUID) -> Row:
    """Return what is read, or answer that there is no such page."""
    try:
        return read(actor, key)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def said(refused: Refused) -> str:
    """Return a refusal in the reader's language; of a broken file the engine's sentence in that language."""
    return sentence(refused.code, refused.fields)


def panels_of(place: str, actor: Actor, subject: object = None) -> list[Mapping[str, object]]:
    """Return what higher rooms show on a page."""
    return [panel for make in registered_panels(place) if (panel := make(actor, subject)) is not None]
