"""What an officer should look at in a boundary, each with its place by point numbers; nothing is refused or repaired here.

The widths and lengths below are settings of this system, not of law.
"""

from collections.abc import Sequence

import numpy as np
import shapely

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, PathRole

__all__ = ["GAP_M", "SHORT_M", "find_faults", "is_spike", "metres_of"]

GAP_M = 0.05
"""First and last point nearer than this, and not equal, are one corner typed twice."""
SHORT_M = 1.0
"""An edge shorter than this is named."""
_SPIKE_COSINE = float(np.cos(np.radians(1.0)))  # an angle of 1 degree or less between the two edges of a corner
_NEARLY_FLAT = 1e-12


def find_faults(paths: Sequence[FiledPath], *, are_degrees: bool) -> tuple[Note, ...]:
    """Return duplicates, gaps, spikes, short edges and crossings of the filed paths.

    Parameters
    ----------
    paths : sequence of FiledPath
        The numbers as filed; finite.
    are_degrees : bool
        Whether they are degrees; lengths are then measured near the first point.

    Returns
    -------
    tuple of Note
        ``shape.duplicate`` (``ring``, ``first``, ``second``), ``shape.gap`` (``ring``, ``first``, ``last``, ``metres``),
        ``shape.spike`` (``ring``, ``point``), ``shape.short_edge`` (``ring``, ``first``, ``second``, ``metres``),
        ``shape.crossing`` (``ring``, ``edge``, ``other``), in the order of the paths.
    """
    found: list[Note] = []
    for path in paths:
        if path.role is not PathRole.POINT:
            found += _faults(path, metres_of(path, are_degrees=are_degrees))
    return tuple(found)


def metres_of(path: FiledPath, *, are_degrees: bool) -> Floats:
    """Return the points of a path in metres of a plane, shape (n, 2): as filed, or scaled near the first point."""
    rows = np.array([(point.easting, point.northing) for point in path.points], dtype=np.float64)
    if not are_degrees:
        return rows
    lon, lat = rows[0]
    east = GEOD.inv(lon, lat, lon + 0.001, lat)[2] * 1000.0
    north = GEOD.inv(lon, lat, lon, lat + 0.001)[2] * 1000.0
    return np.asarray((rows - rows[0]) * (east, north))


def is_spike(before: Floats, corner: Floats, after: Floats) -> bool:
    """Return whether the boundary turns back on itself at a corner, to 1 degree."""
    to_before, to_after = before - corner, after - corner
    lengths = float(np.hypot(*to_before) * np.hypot(*to_after))
    return lengths > 0.0 and float(to_before @ to_after) >= (_SPIKE_COSINE - _NEARLY_FLAT) * lengths


def _faults(path: FiledPath, rows: Floats) -> list[Note]:
    is_ring = path.role is not PathRole.LINE
    count = len(rows)
    names = [point.name for point in path.points]
    last = count if is_ring and count > 1 else count - 1
    found: list[Note] = []
    for index in range(last):
        after = (index + 1) % count
        metres = float(np.hypot(*(rows[after] - rows[index])))
        ends = {"ring": path.name, "first": names[index], "second": names[after]}
        if metres == 0.0:
            found.append(note("shape.duplicate", **ends))
        elif is_ring and after == 0 and metres <= GAP_M and count > 3:
            found.append(note("shape.gap", ring=path.name, first=names[0], last=names[-1], metres=metres))
        elif metres < SHORT_M:
            found.append(note("shape.short_edge", **ends, metres=metres))
    corners = range(count) if is_ring else range(1, count - 1)
    if count > 2:
        found += [
            note("shape.spike", ring=path.name, point=names[index])
            for index in corners
            if is_spike(rows[index - 1], rows[index], rows[(index + 1) % count])
        ]
    return found + (_crossings(path, rows) if is_ring and count > 3 else [])


def _crossings(path: FiledPath, rows: Floats) -> list[Note]:
    """Return each pair of edges that meet and are not neighbours."""
    keep = np.flatnonzero(np.any(rows != np.roll(rows, 1, axis=0), axis=1))
    names = [path.points[index].name for index in keep]
    corners, count = rows[keep], len(keep)
    edges = np.asarray(shapely.linestrings(np.stack((corners, np.roll(corners, -1, axis=0)), axis=1)))
    pairs = shapely.STRtree(edges).query(edges, predicate="intersects").T.tolist()
    found = []
    for one, other in sorted(pairs):
        if one < other and other - one not in {1, count - 1}:
            edge, crossed = (f"{names[at]}-{names[(at + 1) % count]}" for at in (other, one))
            found.append(note("shape.crossing", ring=path.name, edge=edge, other=crossed))
    return found
