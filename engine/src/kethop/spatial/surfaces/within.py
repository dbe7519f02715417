"""Which runways' surfaces may lie over a place, and what of them could not be computed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.layers import LayerState
from kethop.spatial.measures import nearest
from kethop.spatial.notes import Note, note
from kethop.spatial.surfaces.aerodrome_set import AerodromeSet
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway
from kethop.spatial.surfaces.annex14_shapes import annex14_reach_m
from kethop.spatial.surfaces.decree222 import decree222
from kethop.spatial.surfaces.decree222_shapes import open_surfaces
from kethop.spatial.surfaces.readings import RunwaySurfaces, around_the_world, box_around, surfaces_of
from kethop.spatial.surfaces.regimes import DesignGroup, Regime, SurfaceSet

__all__ = ["PlacedSurfaces", "Within", "surfaces_of_aerodromes", "surfaces_within"]

_LONGEST_M = 5_000.0  # a runway of unknown length is taken to be this long, for its reach only


@dataclass(frozen=True, slots=True)
class PlacedSurfaces:
    """The surfaces of one runway of one aerodrome.

    Parameters
    ----------
    aerodrome, runway : Aerodrome, Runway
        Whose they are.
    group : DesignGroup or None
        Design group that they are for, under Decree 222/2026.
    assumed : DesignGroup or None
        The same where the aerodrome's group is not known, so that this is one of several; else None.
    surfaces : RunwaySurfaces
        The surfaces.
    """

    aerodrome: Aerodrome
    runway: Runway
    group: DesignGroup | None
    assumed: DesignGroup | None
    surfaces: RunwaySurfaces

    @property
    def regime(self) -> Regime:
        """The rules that gave them: design groups are Decree 222/2026's alone."""
        return Regime.ANNEX14_2004 if self.group is None else Regime.DECREE222_2026


@dataclass(frozen=True, slots=True)
class Within:
    """What may lie over a place.

    Parameters
    ----------
    placed : tuple of PlacedSurfaces
        Surfaces whose box meets the place, in the order of the aerodromes.
    computable : bool
        Whether every runway within reach could be computed and the aerodromes' layer answered.
    complete : bool
        Whether, moreover, no surface within reach stays open because the text of its rules does.
    notes : tuple of Note
        What could not be computed, and design groups that are not known.
    """

    placed: tuple[PlacedSurfaces, ...]
    computable: bool
    complete: bool
    notes: tuple[Note, ...]


def surfaces_within(outline: BaseGeometry, aerodromes: AerodromeSet, surface_set: SurfaceSet) -> Within:
    """Return the surfaces that may lie over a geometry in WGS 84.

    Parameters
    ----------
    outline : BaseGeometry
        In degrees, longitude first.
    aerodromes : AerodromeSet
        Aerodromes to judge by.
    surface_set : SurfaceSet
        Rules to compute.
    """
    placed: list[PlacedSurfaces] = []
    notes: list[Note] = []
    computable, is_open = aerodromes.state is LayerState.ANSWERED, False
    if not computable:
        notes.append(note("surfaces.aerodromes_unknown", state=aerodromes.state))
    for aerodrome in aerodromes.aerodromes:
        groups = _groups(aerodrome, surface_set)
        for runway in aerodrome.runways:
            if _is_far(outline, runway, surface_set.regime):
                continue
            found = [(group, surfaces_of(aerodrome, runway, group)) for group in groups]
            unknown = next((item for _, item in found if isinstance(item, Note)), None)
            if unknown and _may_reach(outline, aerodrome, runway, surface_set.regime):
                notes.append(unknown)
                computable = False
            own = [
                PlacedSurfaces(aerodrome, runway, group, group if len(groups) > 1 else None, item)
                for group, item in found
                if not isinstance(item, Note) and _boxes_meet(outline.bounds, item.bounds)
            ]
            placed.extend(own)
            if own and surface_set.regime is Regime.DECREE222_2026 and _near(outline, runway):
                notes.extend(_decree_notes(aerodrome, groups))
                is_open = is_open or not all(item.surfaces.complete for item in own)
    return Within(tuple(placed), computable, computable and not is_open, tuple(dict.fromkeys(notes)))


def surfaces_of_aerodromes(aerodromes: AerodromeSet, surface_set: SurfaceSet) -> Within:
    """Return the surfaces of every runway of a set, wherever they lie."""
    return surfaces_within(
        shapely.geometrycollections([item.geometry for item in aerodromes.aerodromes]), aerodromes, surface_set
    )


def _groups(aerodrome: Aerodrome, surface_set: SurfaceSet) -> Sequence[DesignGroup | None]:
    """Return the design groups to compute: the aerodrome's own, else the one given, else every one."""
    if surface_set.regime is Regime.ANNEX14_2004:
        return (None,)
    own = aerodrome.group or surface_set.group
    return (own,) if own else tuple(DesignGroup)


@lru_cache
def _reach_m(regime: Regime) -> float:
    """Return the distance from a runway beyond which no surface of a regime lies, in metres."""
    return annex14_reach_m() if regime is Regime.ANNEX14_2004 else decree222().reach_m


def _is_far(footprint: BaseGeometry, runway: Runway, regime: Regime) -> bool:
    """Return whether no surface of a runway can meet the footprint, whatever they are; so that they need not be made.

    Where the stated length is the longer one, an end is moved outwards by less than that length.
    """
    if runway.ends is None:
        return False
    beyond = (runway.length_m or 0.0) + max(end.clearway_m for end in runway.ends)
    return not _boxes_meet(footprint.bounds, box_around(runway.ends, _reach_m(regime) + beyond))


def _may_reach(footprint: BaseGeometry, aerodrome: Aerodrome, runway: Runway, regime: Regime) -> bool:
    """Return whether surfaces of a runway whose ends are not known could lie over the footprint."""
    reach = _reach_m(regime) + (runway.length_m or _LONGEST_M)
    if not _boxes_meet(footprint.bounds, _around(aerodrome, 2 * reach)):
        return False
    return nearest(footprint, shapely.points(aerodrome.lon, aerodrome.lat)).metres <= reach


def _near(footprint: BaseGeometry, runway: Runway) -> bool:
    """Return whether a surface of the decree that cannot be computed could lie over the footprint."""
    line = runway.line
    return line is None or nearest(footprint, line).metres <= _reach_m(Regime.DECREE222_2026) + (runway.length_m or 0.0)


def _decree_notes(aerodrome: Aerodrome, groups: Sequence[DesignGroup | None]) -> Iterator[Note]:
    missing = {name for group in groups if group for name in open_surfaces(decree222(), group)}
    if missing:
        yield note("surfaces.decree_open", aerodrome=aerodrome.ident, count=len(missing))
    if len(groups) > 1:
        yield note("surfaces.group_not_known", aerodrome=aerodrome.ident)


def _around(aerodrome: Aerodrome, metres: float) -> tuple[float, float, float, float]:
    up = metres / 110_500.0
    right = up / max(0.02, cos(radians(aerodrome.lat)))
    return around_the_world(aerodrome.lon - right, aerodrome.lat - up, aerodrome.lon + right, aerodrome.lat + up)


def _boxes_meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
