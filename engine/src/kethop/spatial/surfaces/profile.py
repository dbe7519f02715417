"""The surfaces along a line: what is permitted at each distance, and where another surface begins to govern."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD, dense
from kethop.spatial.notes import Note
from kethop.spatial.surfaces.aerodromes import AerodromeSet
from kethop.spatial.surfaces.dimensions import SurfaceSet
from kethop.spatial.surfaces.points import PointLevels, lowest_at
from kethop.spatial.surfaces.within import PlacedSurfaces, surfaces_within

__all__ = ["SurfaceProfile", "surface_profile"]

_SEAM_M = 0.001  # the two points on both sides of a change lie no further apart
_HALVINGS = 40
_ASIDE_M = 0.005  # how far points are put off the outline of a surface, to either side; above the sag of an edge
_ROUNDS = 64  # changes that one step may hide; more than a step can hold


@dataclass(frozen=True, slots=True)
class SurfaceProfile:
    """The lowest surface along a line, exact at its points.

    Parameters
    ----------
    distances_m : ndarray of float64, shape (n,)
        Geodesic distance along the line from its start, in metres; strictly increasing but where two sides of a seam fall
        into one number.
    lonlat : ndarray of float64, shape (n, 2)
        The points, in degrees of WGS 84, longitude first: every vertex of the line, a point each ``step_m`` at most, and
        the two sides of every place where another surface begins to govern, not more than 1 mm apart.
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
        Greatest distance between two points, in metres, above 0. Planar surfaces are never missed between two points; the
        rim of a conical surface that the line grazes may be, over less than a step.

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
    places = _steps(legs, step_m)
    for item in within.placed:
        places = np.concatenate((places, _crossings(vertices, item)))
    places = np.unique(np.clip(places, 0.0, len(legs)))
    places, found = _with_seams(places, vertices, legs, within.placed)
    index = np.minimum(places.astype(np.int64), len(legs) - 1)
    governing = [found.sources[number] if number >= 0 else None for number in found.source]
    under = {(item.aerodrome, item.runway) for item in found.sources}
    own = (item for item in within.placed if (item.aerodrome.ident, item.runway.designator) in under)
    return SurfaceProfile(
        distances_m=starts[index] + (places - index) * legs[index],
        lonlat=_lonlat(places, vertices),
        permitted_m=found.elevation_m,
        surface=tuple(str(item.surface) if item else "" for item in governing),
        aerodrome=tuple(item.aerodrome if item else "" for item in governing),
        runway=tuple(item.runway if item else "" for item in governing),
        direction=tuple(item.direction if item else "" for item in governing),
        surface_set=surface_set,
        complete=within.complete,
        notes=(*within.notes, *(entry for item in own for entry in item.surfaces.notes)),
    )


def _steps(legs: Floats, step_m: float) -> Floats:
    """Return places along the line as number of the edge plus share of it: each vertex, and steps between."""
    shares = [
        index + np.arange(count) / count
        for index, leg in enumerate(legs)
        for count in (max(1, int(np.ceil(leg / step_m))),)
    ]
    return np.concatenate((*shares, [float(len(legs))]))


def _lonlat(places: Floats, vertices: Floats) -> Floats:
    index = np.minimum(places.astype(np.int64), len(vertices) - 2)
    share = (places - index)[:, None]
    return np.asarray(vertices[index] * (1 - share) + vertices[index + 1] * share)


def _crossings(vertices: Floats, item: PlacedSurfaces) -> Floats:
    """Return both sides of each place where the line crosses the outline of a planar piece.

    The frame is not linear in degrees, but within an edge of 0.002 degrees a share of it is the same share in both to a
    few millimetres; the place itself is found by halving.
    """
    path = item.surfaces.frame.forward(vertices)
    edges = np.array([LineString(pair) for pair in pairwise(path)], dtype=object)
    tree = shapely.STRtree(edges)
    outlines = shapely.boundary(item.surfaces.polygons)
    pieces, numbers = tree.query(outlines, predicate="intersects")
    met = shapely.intersection(outlines[pieces], edges[numbers])
    corners, owner = shapely.get_coordinates(met, return_index=True)
    edge = numbers[owner]
    length = shapely.length(edges[edge])
    place = edge + shapely.line_locate_point(edges[edge], shapely.points(corners)) / length
    return np.concatenate((place - _ASIDE_M / length, place + _ASIDE_M / length))


def _with_seams(
    places: Floats, vertices: Floats, legs: Floats, placed: Sequence[PlacedSurfaces]
) -> tuple[Floats, PointLevels]:
    """Return the places with both sides of every change of the governing surface, and what governs at them."""
    longest = float(legs.max())
    for _ in range(_ROUNDS):
        found = lowest_at(_lonlat(places, vertices), placed)
        gaps = np.diff(places) * longest
        open_at = np.flatnonzero((found.source[1:] != found.source[:-1]) & (gaps > _SEAM_M))
        if not len(open_at):
            return places, found
        low, high = _halved(places[open_at], places[open_at + 1], vertices, placed)
        places = np.unique(np.concatenate((places, low, high)))
    raise AssertionError("a change of surface did not close")  # pragma: no cover - each round closes one change a step


def _halved(low: Floats, high: Floats, vertices: Floats, placed: Sequence[PlacedSurfaces]) -> tuple[Floats, Floats]:
    """Close in on one change between each pair of places; the first keeps what governs at its start."""
    sources: dict[object, int] = {}
    kept = _named(lowest_at(_lonlat(low, vertices), placed), sources)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        same = _named(lowest_at(_lonlat(middle, vertices), placed), sources) == kept
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return low, high


def _named(found: PointLevels, sources: dict[object, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return what governs as numbers that hold across calls; -1 under no surface."""
    numbers = [sources.setdefault(source, len(sources)) for source in found.sources]
    return np.array([*numbers, -1])[found.source]
