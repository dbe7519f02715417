"""Places along a line where the surface that governs changes: the crossings of outlines, and what halving finds."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString

from kethop.spatial.crs import Floats
from kethop.spatial.surfaces.points import PointLevels, lowest_at
from kethop.spatial.surfaces.within import PlacedSurfaces

__all__ = ["crossings", "lonlat_at", "steps", "with_seams"]

_SEAM_M = 0.001  # the two points on both sides of a change lie no further apart
_HALVINGS = 40
_ASIDE_M = 0.005  # how far points are put off the outline of a surface, to either side; above the sag of an edge
_ROUNDS = 64  # changes that one step may hide; more than a step can hold


def steps(legs: Floats, step_m: float) -> Floats:
    """Return places along the line as number of the edge plus share of it: each vertex, and steps between."""
    shares = [
        index + np.arange(count) / count
        for index, leg in enumerate(legs)
        for count in (max(1, int(np.ceil(leg / step_m))),)
    ]
    return np.concatenate((*shares, [float(len(legs))]))


def lonlat_at(places: Floats, vertices: Floats) -> Floats:
    """Return longitudes and latitudes of places; shape (n, 2)."""
    index = np.minimum(places.astype(np.int64), len(vertices) - 2)
    share = (places - index)[:, None]
    return np.asarray(vertices[index] * (1 - share) + vertices[index + 1] * share)


def crossings(vertices: Floats, item: PlacedSurfaces) -> Floats:
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


def with_seams(
    places: Floats, vertices: Floats, legs: Floats, placed: Sequence[PlacedSurfaces]
) -> tuple[Floats, PointLevels]:
    """Return the places with both sides of every change of the governing surface, and what governs at them."""
    longest = float(legs.max())
    for _ in range(_ROUNDS):
        found = lowest_at(lonlat_at(places, vertices), placed)
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
    kept = _named(lowest_at(lonlat_at(low, vertices), placed), sources)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        same = _named(lowest_at(lonlat_at(middle, vertices), placed), sources) == kept
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return low, high


def _named(found: PointLevels, sources: dict[object, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Return what governs as numbers that hold across calls; -1 under no surface."""
    numbers = [sources.setdefault(source, len(sources)) for source in found.sources]
    return np.array([*numbers, -1])[found.source]
