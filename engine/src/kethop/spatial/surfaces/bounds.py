"""A floor under the lowest surface over many footprints at once: quick, and never above the truth."""

from dataclasses import dataclass
from math import hypot

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial.crs import Floats
from kethop.spatial.surfaces.readings import RunwaySurfaces

__all__ = ["Discs", "discs_around", "floor_over"]

_DEGREE_M = 111_700.0  # a little more than any degree of latitude, and than one of longitude at the equator
_SLACK_M = 0.05  # above what the frame's scale and the sag of edges can add to a disc


@dataclass(frozen=True, slots=True)
class Discs:
    """A disc around each footprint that holds it.

    Parameters
    ----------
    lonlat : ndarray of float64, shape (n, 2)
        Middle of the footprint's box, in degrees of WGS 84.
    radius_m : ndarray of float64, shape (n,)
        Radius in metres.
    boxes : ndarray of float64, shape (n, 4)
        West, south, east, north in degrees.
    """

    lonlat: Floats
    radius_m: Floats
    boxes: Floats


def discs_around(boxes: Floats) -> Discs:
    """Return the discs around boxes in degrees (west, south, east, north; shape (n, 4)); none crosses the antimeridian."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]) / 2
    equatorwards = np.maximum(0.0, np.minimum(abs(boxes[:, 1]), abs(boxes[:, 3])))
    straddles = boxes[:, 1] * boxes[:, 3] <= 0
    shrink = np.cos(np.radians(np.where(straddles, 0.0, equatorwards)))
    return Discs(middle, _DEGREE_M * np.hypot(half[:, 0] * shrink, half[:, 1]) + _SLACK_M, boxes)


def floor_over(discs: Discs, surfaces: RunwaySurfaces) -> Floats:
    """Return an elevation for each disc below which no surface of a runway lies over it; infinite under none.

    A plane lies nowhere over a disc lower than at its middle less radius times gradient; a cone and a level likewise follow
    the distance of the middle from the strip.

    Parameters
    ----------
    discs : Discs
        n discs.
    surfaces : RunwaySurfaces
        Surfaces of one runway.

    Returns
    -------
    ndarray of float64, shape (n,)
        Metres above mean sea level.
    """
    lowest = np.full(len(discs.radius_m), np.inf)
    west, south, east, north = surfaces.bounds
    boxes = discs.boxes
    near = np.flatnonzero(
        (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    )
    if len(near):
        lowest[near] = _floor_in_frame(surfaces.frame.forward(discs.lonlat[near]), discs.radius_m[near], surfaces)
    return lowest


def _floor_in_frame(xy: Floats, radius: Floats, surfaces: RunwaySurfaces) -> Floats:
    lowest = np.full(len(xy), np.inf)
    for piece in surfaces.pieces:
        rows = _meeting(xy, radius, piece.polygon)
        if len(rows):
            plane = piece.z0 + piece.zx * xy[rows, 0] + piece.zy * xy[rows, 1]
            lowest[rows] = np.minimum(lowest[rows], plane - hypot(piece.zx, piece.zy) * radius[rows])
    for around in surfaces.surroundings:
        closest = around.distance(xy) - radius
        rise = around.slope * np.maximum(0.0, closest - around.radius_m)
        lowest = np.where(closest <= around.outer_m, np.minimum(lowest, around.level_m + rise), lowest)
    return lowest


def _meeting(xy: Floats, radius: Floats, polygon: shapely.Polygon) -> NDArray[np.int64]:
    """Return which discs meet a polygon: first by its box, then by distance."""
    low_x, low_y, high_x, high_y = polygon.bounds
    x, y = xy[:, 0], xy[:, 1]
    boxed = (x >= low_x - radius) & (x <= high_x + radius) & (y >= low_y - radius) & (y <= high_y + radius)
    rows = np.flatnonzero(boxed)
    return rows[shapely.distance(shapely.points(xy[rows]), polygon) <= radius[rows]]
