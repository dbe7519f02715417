"""Versions of layers that wait to be put into use."""

from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.registry.models import Layer, LayerDraft
from kethop_office.registry.roles import LAYER_KEEPERS

__all__ = ["current_version", "open_drafts", "version_beside", "visible_draft"]


def open_drafts(actor: Actor) -> LabelledQuerySet[LayerDraft]:
    """Return the versions that a keeper of layers may put into use, the newest first; nobody else knows of any."""
    if not actor.has_any(LAYER_KEEPERS):
        return LayerDraft.objects.none()
    return LayerDraft.objects.visible_to(actor).filter(state=LayerDraft.State.DRAFT).order_by("-made_at", "pk")


def visible_draft(actor: Actor, key: UUID) -> LayerDraft:
    """Return a delivered version, also one that is in use or withdrawn.

    Raises
    ------
    LayerDraft.DoesNotExist
        There is none for this account.
    """
    if not actor.has_any(LAYER_KEEPERS):
        raise LayerDraft.DoesNotExist
    return LayerDraft.objects.visible_to(actor).select_related("made_by", "ended_by").get(pk=key)


def current_version(actor: Actor, layer: str) -> Layer | None:
    """Return the version of a layer that is in use, as far as the account may know of it."""
    return Layer.objects.visible_to(actor).filter(layer=layer, is_current=True).order_by("origin").first()


def version_beside(actor: Actor, draft: LayerDraft) -> Layer | None:
    """Return with what a delivered version is compared: what it replaced once it is in use, before that what is in use."""
    if draft.is_used:
        was = Layer.objects.visible_to(actor)
        return was.filter(pk=draft.replaced_id).first() if draft.replaced_id else None
    return current_version(actor, draft.layer)
