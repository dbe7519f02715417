"""The surfaces along a line: what is permitted at each distance, and where another surface begins to govern."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD, dense
from kethop.spatial.notes import Note
from kethop.spatial.surfaces.aerodrome_set import AerodromeSet
from kethop.spatial.surfaces.regimes import SurfaceSet
from kethop.spatial.surfaces.seams import crossings, lonlat_at, steps, with_seams
from kethop.spatial.surfaces.within import surfaces_within

__all__ = ["SurfaceProfile", "surface_profile"]


@dataclass(frozen=True, slots=True)
class SurfaceProfile:
    """The lowest surface along a line, exact at its points.

    Parameters
    ----------
    distances_m : ndarray of float64, shape (n,)
        Geodesic distance along the line from its start, in metres, never falling.
    lonlat : ndarray of float64, shape (n, 2)
        The points, in degrees of WGS 84: every vertex, a point each ``step_m`` at most, and the two sides of every place
        where another surface begins to govern, not more than 1 mm apart.
    permitted_m : ndarray of float64, shape (n,)
        Elevation of the lowest surface, metres above mean sea level; nan under none.
    surface, aerodrome, runway, direction : tuple of str, length n
        The surface that governs and whose it is; empty under none, ``direction`` also where it serves both directions.
    surface_set : SurfaceSet
        Rules that were computed.
    complete : bool
        Whether every runway within reach could be computed and the aerodromes' layer answered.
    notes : tuple of Note
        Conflicts and readings of every runway whose surfaces lie over the line.
    """

    distances_m: Floats
    lonlat: Floats
    permitted_m: Floats
    surface: tuple[str, ...]
    aerodrome: tuple[str, ...]
    runway: tuple[str, ...]
    direction: tuple[str, ...]
    surface_set: SurfaceSet
    complete: bool
    notes: tuple[Note, ...]


def surface_profile(
    line: LineString, aerodromes: AerodromeSet, surface_set: SurfaceSet, *, step_m: float = 25.0
) -> SurfaceProfile:
    """Return the lowest surface along a line.

    Parameters
    ----------
    line : LineString
        In WGS 84, longitude first, not empty; an edge is straight in degrees, as in GeoJSON.
    aerodromes : AerodromeSet
        Aerodromes to judge by.
    surface_set : SurfaceSet
        Rules to compute.
    step_m : float
        Greatest distance between two points, above 0. Planar surfaces are never missed between two points; the rim of a
        conical surface that the line grazes may be, over less than a step.

    Raises
    ------
    ValueError
        The line has no length, or the step is not above 0.
    """
    if not line.length > 0 or not step_m > 0:
        raise ValueError("a line with a length and a step above 0 are needed")
    vertices = shapely.get_coordinates(dense(line))
    vertices = vertices[np.append(np.any(np.diff(vertices, axis=0) != 0, axis=1), np.True_)]  # a repeated vertex: once
    legs = GEOD.inv(vertices[:-1, 0], vertices[:-1, 1], vertices[1:, 0], vertices[1:, 1])[2]
    starts = np.concatenate(([0.0], np.cumsum(legs)))
    within = surfaces_within(dense(line), aerodromes, surface_set)
    places = steps(legs, step_m)
    for item in within.placed:
        places = np.concatenate((places, crossings(vertices, item)))
    places = np.unique(np.clip(places, 0.0, len(legs)))
    places, found = with_seams(places, vertices, legs, within.placed)
    index = np.minimum(places.astype(np.int64), len(legs) - 1)
    governing = [found.sources[number] if number >= 0 else None for number in found.source]
    under = {(item.aerodrome, item.runway) for item in found.sources}
    own = (item for item in within.placed if (item.aerodrome.ident, item.runway.designator) in under)
    return SurfaceProfile(
        distances_m=starts[index] + (places - index) * legs[index],
        lonlat=lonlat_at(places, vertices),
        permitted_m=found.elevation_m,
        surface=tuple(str(item.surface) if item else "" for item in governing),
        aerodrome=tuple(item.aerodrome if item else "" for item in governing),
        runway=tuple(item.runway if item else "" for item in governing),
        direction=tuple(item.direction if item else "" for item in governing),
        surface_set=surface_set,
        complete=within.complete,
        notes=tuple(dict.fromkeys((*within.notes, *(entry for item in own for entry in item.surfaces.notes)))),
    )
