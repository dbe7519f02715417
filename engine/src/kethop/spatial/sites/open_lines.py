"""Lines that look like an outline: the ends of one nearly meet, or several meet in a ring."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from kethop.spatial.sites.faults import GAP_M, metres_of
from kethop.spatial.sites.filed import FiledPath, PathRole

__all__ = ["closed_line", "gap_of", "is_nearly_closed", "meet_in_a_ring"]


def gap_of(path: FiledPath, *, are_degrees: bool) -> float:
    """Return the distance from the last point of a path to its first, in metres."""
    rows = metres_of(path, are_degrees=are_degrees)
    return float(np.hypot(*(rows[-1] - rows[0])))


def is_nearly_closed(path: FiledPath, gap_m: float) -> bool:
    """Return whether a line returns to its first point but for ``GAP_M``; one that returns exactly was meant as a line."""
    return path.role is PathRole.LINE and len(path.points) > 3 and 0.0 < gap_m <= GAP_M


def closed_line(path: FiledPath) -> FiledPath:
    """Return the ring of a line that is nearly closed, without its last point."""
    return replace(path, role=PathRole.OUTER, points=path.points[:-1])


def meet_in_a_ring(paths: Sequence[FiledPath]) -> bool:
    """Return whether lines, in filed coordinates, meet end to end so that they enclose something."""
    lines = [
        shapely.linestrings([(point.easting, point.northing) for point in path.points])
        for path in paths
        if path.role is PathRole.LINE and len(path.points) > 1
    ]
    return bool(shapely.get_num_geometries(shapely.polygonize(lines)) > 0) if lines else False
