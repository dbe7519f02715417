"""Shapes of sites, of those cases that the reader may see."""

from collections.abc import Sequence
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import SiteDrawing

__all__ = ["latest_drawing", "site_shapes"]

_BATCH = 500


def site_shapes(actor: Actor, cases: Sequence[UUID]) -> dict[UUID, bytes]:
    """Return the newest shape of each case that has one: well-known binary, WGS 84 degrees."""
    found: dict[UUID, bytes] = {}
    for start in range(0, len(cases), _BATCH):
        rows = SiteDrawing.objects.visible_to(actor).filter(case__in=cases[start : start + _BATCH]).exclude(shape=None)
        for case, shape in rows.order_by("drawn_at").values_list("case_id", "shape"):
            if shape is not None:
                found[case] = bytes(shape)
    return found


def latest_drawing(actor: Actor, case: UUID) -> SiteDrawing | None:
    """Return the newest drawing of a case."""
    rows = SiteDrawing.objects.visible_to(actor).filter(case=case).select_related("submission", "run")
    return rows.order_by("-submission__number", "-drawn_at").first()
