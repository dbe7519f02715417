"""Contour lines of the surfaces, exact on planes; on cones within the tolerance of an arc."""

from collections.abc import Iterator, Sequence
from math import ceil, hypot, pi

import numpy as np
import shapely
from shapely.geometry import LineString

from kethop.spatial.surfaces.circles import StripSurroundings
from kethop.spatial.surfaces.facets import DrawnShape, arc_steps, line_shape
from kethop.spatial.surfaces.slopes import PlanePiece
from kethop.spatial.surfaces.surface import Surface
from kethop.spatial.surfaces.within import PlacedSurfaces

__all__ = ["contours"]

_LEVEL = 1e-9  # slope below which a plane is level


def contours(placed: Sequence[PlacedSurfaces], *, interval_m: float, tolerance_m: float = 0.5) -> Iterator[DrawnShape]:
    """Yield the contours of every sloping piece and cone, at each multiple of the interval above mean sea level.

    Parameters
    ----------
    placed : sequence of PlacedSurfaces
        Whose surfaces.
    interval_m : float
        Between two contours, in metres, above 0.
    tolerance_m : float
        How far a chord may lie inside the arc that it stands for.
    """
    for item in placed:
        for piece in item.surfaces.pieces:
            for line in _on_plane(piece, interval_m):
                yield line_shape(item, piece.surface, piece.direction, line)
        for around in dict.fromkeys(item.surfaces.surroundings):
            for line in _on_cone(around, interval_m, tolerance_m):
                yield line_shape(item, Surface.CONICAL, "", line)


def _levels(low: float, high: float, interval_m: float) -> Iterator[float]:
    count = ceil(low / interval_m)
    while count * interval_m <= high:
        yield count * interval_m
        count += 1


def _on_plane(piece: PlanePiece, interval_m: float) -> Iterator[LineString]:
    steep = hypot(piece.zx, piece.zy)
    if steep < _LEVEL:
        return
    rows = shapely.get_coordinates(piece.polygon)
    elevations = piece.z0 + rows @ np.array((piece.zx, piece.zy))
    long = float(np.ptp(rows, axis=0).sum()) + 1.0
    along = np.array((-piece.zy, piece.zx)) / steep
    for level in _levels(float(elevations.min()), float(elevations.max()), interval_m):
        foot = rows[0] + (level - elevations[0]) / steep**2 * np.array((piece.zx, piece.zy))
        cut = shapely.intersection(piece.polygon, LineString([foot - long * along, foot + long * along]))
        for part in shapely.get_parts(cut).tolist():
            if isinstance(part, LineString) and part.length > 0:
                yield shapely.force_3d(part, level)


def _on_cone(around: StripSurroundings, interval_m: float, tolerance_m: float) -> Iterator[LineString]:
    top = around.level_m + around.slope * (around.outer_m - around.radius_m)
    (start, _), (stop, _) = around.segment.coords
    turn = np.linspace(-pi / 2, pi / 2, arc_steps(around.outer_m, tolerance_m) + 1)
    for level in _levels(around.level_m, top, interval_m):
        radius = around.radius_m + (level - around.level_m) / around.slope
        east = np.column_stack((stop + radius * np.cos(turn), radius * np.sin(turn)))
        west = np.column_stack((start - radius * np.cos(turn), -radius * np.sin(turn)))
        yield shapely.force_3d(LineString(np.concatenate((east, west, east[:1]))), level)
