"""Which runways' surfaces may lie over a place, and what of them could not be computed."""

from dataclasses import dataclass
from math import cos, radians

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.layers import LayerState
from kethop.spatial.measures import nearest
from kethop.spatial.notes import Note, note
from kethop.spatial.surfaces.aerodromes import Aerodrome, AerodromeSet, Runway
from kethop.spatial.surfaces.dimensions import SurfaceSet, dimensions_of
from kethop.spatial.surfaces.readings import RunwaySurfaces, surfaces_of

__all__ = ["PlacedSurfaces", "Within", "surfaces_within"]

_LONGEST_M = 5_000.0  # a runway of unknown length is taken to be this long, for its reach only


@dataclass(frozen=True, slots=True)
class PlacedSurfaces:
    """The surfaces of one runway of one aerodrome."""

    aerodrome: Aerodrome
    runway: Runway
    surfaces: RunwaySurfaces


@dataclass(frozen=True, slots=True)
class Within:
    """What may lie over a place.

    Parameters
    ----------
    placed : tuple of PlacedSurfaces
        Surfaces whose box meets the place, in the order of the aerodromes.
    complete : bool
        Whether every runway within reach could be computed and the aerodromes' layer answered.
    notes : tuple of Note
        What could not be computed.
    """

    placed: tuple[PlacedSurfaces, ...]
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
    complete = aerodromes.state is LayerState.ANSWERED
    if not complete:
        notes.append(note("surfaces.aerodromes_unknown", state=aerodromes.state))
    for aerodrome in aerodromes.aerodromes:
        for runway in aerodrome.runways:
            computed = surfaces_of(aerodrome, runway, surface_set.regime)
            if isinstance(computed, Note):
                if _may_reach(outline, aerodrome, runway, surface_set):
                    notes.append(computed)
                    complete = False
            elif _boxes_meet(outline.bounds, computed.bounds):
                placed.append(PlacedSurfaces(aerodrome, runway, computed))
    return Within(tuple(placed), complete, tuple(notes))


def _may_reach(footprint: BaseGeometry, aerodrome: Aerodrome, runway: Runway, surface_set: SurfaceSet) -> bool:
    """Return whether surfaces of a runway whose ends are not known could lie over the footprint."""
    reach = max(column.reach_m for column in dimensions_of(surface_set.regime).approach)
    reach += runway.length_m or _LONGEST_M
    if not _boxes_meet(footprint.bounds, _around(aerodrome, 2 * reach)):
        return False
    return nearest(footprint, shapely.points(aerodrome.lon, aerodrome.lat)).metres <= reach


def _around(aerodrome: Aerodrome, metres: float) -> tuple[float, float, float, float]:
    up = metres / 110_500.0
    right = up / max(0.02, cos(radians(aerodrome.lat)))
    return aerodrome.lon - right, aerodrome.lat - up, aerodrome.lon + right, aerodrome.lat + up


def _boxes_meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
