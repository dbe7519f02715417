"""Arcs between the corners of a polyline, as straight pieces that stay within a millimetre of the arc."""

import math
from collections.abc import Iterator

from kethop.spatial.sites.filed import FiledPoint

__all__ = ["TOLERANCE_M", "arc_points"]

TOLERANCE_M = 0.001
_MOST = 2_000


def arc_points(first: FiledPoint, second: FiledPoint, bulge: float) -> Iterator[FiledPoint]:
    """Yield the points between two corners.

    Parameters
    ----------
    first, second : FiledPoint
        Corners; their numbers in metres.
    bulge : float
        Tangent of a quarter of the arc's angle; positive turns to the left (DXF reference, group 42).

    Yields
    ------
    FiledPoint
        Named after the first corner; computed, so their text has the digits of a millimetre's tenth.

    Notes
    -----
    A chord over the angle ``a`` of a circle of radius ``r`` lies at most ``r (1 - cos(a / 2))`` from the arc.
    """
    east, north = second.easting - first.easting, second.northing - first.northing
    chord = math.hypot(east, north)
    angle = 4 * math.atan(bulge)
    if not chord or not math.isfinite(angle):
        return
    radius = chord / (2 * math.sin(abs(angle) / 2))
    step = 2 * math.acos(max(0.0, 1 - TOLERANCE_M / radius)) if radius > TOLERANCE_M else math.pi / 2
    pieces = min(_MOST, math.ceil(abs(angle) / step))
    # the centre lies on the left of the chord for a positive bulge below 1
    height = (1 - bulge * bulge) / (4 * bulge)
    centre = (
        first.easting + east / 2 - north * height,
        first.northing + north / 2 + east * height,
    )
    start = math.atan2(first.northing - centre[1], first.easting - centre[0])
    for index in range(1, pieces):
        turned = start + angle * index / pieces
        x, y = centre[0] + radius * math.cos(turned), centre[1] + radius * math.sin(turned)
        yield FiledPoint(f"{first.name}+{index}", f"{x:.4f}", f"{y:.4f}", x, y, first.row)
