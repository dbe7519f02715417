"""Which other cases lie on the same site, among those that the reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import shapely
from shapely.geometry import shape

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.cases import visible_cases
from kethop_office.appraisal.queries.effective import counting_run

__all__ = ["Overlap", "overlapping_cases"]

MOST = 20
_SMALLEST_SHARE = 0.0005


@dataclass(frozen=True, slots=True)
class Overlap:
    """A case on the same ground.

    Parameters
    ----------
    share : float or None
        Part of the site asked about that lies in the other's, from 0 to 1; None where an exact shape is not known (a line, a
        point, a shape too large to keep whole).
    """

    case: Case
    share: float | None

    @property
    def percent(self) -> float | None:
        """The share in percent, to one decimal."""
        return None if self.share is None else round(self.share * 100, 1)


def overlapping_cases(actor: Actor, place: Mapping[str, Any], *, but: UUID | None) -> tuple[Overlap, ...]:
    """Return the cases whose sites share ground with a place, the largest share first, at most 20.

    Parameters
    ----------
    place : mapping
        ``extent`` (west, south, east, north) and ``geometry`` (GeoJSON or None), WGS 84 degrees.
    but : UUID or None
        The case itself.
    """
    west, south, east, north = place["extent"]
    near = visible_cases(actor).filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    found = []
    others = near.exclude(pk=but) if but else near
    for case in others.order_by("-created_at")[:200]:
        run = counting_run(case)
        share = _share(place, run.site if run else None)
        if share is None or share > _SMALLEST_SHARE:
            found.append(Overlap(case, share))
    found.sort(key=lambda item: -(item.share if item.share is not None else 0))
    return tuple(found[:MOST])


def _share(one: Mapping[str, Any], other: Mapping[str, Any] | None) -> float | None:
    """Return the shared part of the first area. Degrees serve: within one site their scale hardly changes."""
    if other is None or not one.get("geometry") or not other.get("geometry"):
        return None
    first, second = shape(one["geometry"]), shape(other["geometry"])
    if shapely.get_dimensions(first) != 2 or shapely.get_dimensions(second) != 2 or first.area == 0:
        return None if first.intersects(second) else 0.0
    return float(first.intersection(second).area / first.area)
