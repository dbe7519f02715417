"""What pages of the registry show of comparisons: on the list of layers, and on a version that waits."""

from collections.abc import Mapping

from django.conf import settings

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Rescreening
from kethop_office.appraisal.queries.rescreening.pages import (
    READERS,
    latest,
    progress_of,
    visible_rescreenings,
)
from kethop_office.registry.models import LayerDraft
from kethop_office.registry.roles import LAYER_KEEPERS

__all__ = ["draft_panel", "layers_panel"]


def draft_panel(actor: Actor, subject: object) -> Mapping[str, object] | None:
    """Return what a version of a layer would change, as far as it has been compared."""
    if not isinstance(subject, LayerDraft):
        return None
    row = latest(actor, subject, Rescreening.Phase.BEFORE)
    after = latest(actor, subject, Rescreening.Phase.AFTER) if subject.is_used else None
    return {
        "template": "appraisal/rescreening/_draft_panel.html",
        "draft": subject,
        "row": row,
        "progress": progress_of(actor, row) if row else None,
        "after": after,
        "progress_after": progress_of(actor, after) if after else None,
    }


def layers_panel(actor: Actor, _subject: object) -> Mapping[str, object] | None:
    """Return the way to the comparisons, for who may read any; the next pack, for who keeps layers."""
    if not actor.has_any(READERS):
        return None
    return {
        "template": "appraisal/rescreening/_layers_panel.html",
        "has_any": visible_rescreenings(actor).exists(),
        "has_next_pack": bool(settings.KETHOP_PACK_NEXT) and actor.has_any(LAYER_KEEPERS),
    }
