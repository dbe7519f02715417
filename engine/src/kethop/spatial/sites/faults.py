"""What an officer should look at in a boundary, each with its place by point numbers; nothing is refused or repaired here.

The widths and lengths below are settings of this system, not of law.
"""

from collections.abc import Sequence

import numpy as np

from kethop.spatial.crs import Floats
from kethop.spatial.measures import GEOD
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.crossings import crossings_of
from kethop.spatial.sites.filed import FiledPath, PathRole

__all__ = ["GAP_M", "SHORT_M", "find_faults", "metres_of", "turns_back"]

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
        ``shape.short_edge`` (``ring``, ``first``, ``second``, ``metres``), ``shape.spike`` (``ring``, ``point``), and those
        of ``crossings_of``, in the order of the paths.
    """
    found: list[Note] = []
    for path in paths:
        if path.role is not PathRole.POINT and len(path.points) > 1:
            rows = metres_of(path, are_degrees=are_degrees)
            found += [*_edges(path, rows), *_spikes(path, rows), *crossings_of(path)]
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


def turns_back(rows: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return for each corner of a ring, shape (n, 2), whether the boundary turns back on itself there, to 1 degree."""
    to_before, to_after = np.roll(rows, 1, axis=0) - rows, np.roll(rows, -1, axis=0) - rows
    lengths = np.hypot(*to_before.T) * np.hypot(*to_after.T)
    along = (to_before * to_after).sum(axis=1)
    return np.asarray((lengths > 0.0) & (along >= (_SPIKE_COSINE - _NEARLY_FLAT) * lengths))


def _edges(path: FiledPath, rows: Floats) -> list[Note]:
    """Return the edges that are no edges, or hardly."""
    names = [point.name for point in path.points]
    is_ring = path.role is not PathRole.LINE
    lengths = np.hypot(*(np.roll(rows, -1, axis=0) - rows).T)
    if not is_ring:
        lengths = lengths[:-1]
    found: list[Note] = []
    for index in np.flatnonzero(lengths < SHORT_M).tolist():
        after, metres = (index + 1) % len(rows), float(lengths[index])
        if metres == 0.0:
            found.append(note("shape.duplicate", ring=path.name, first=names[index], second=names[after]))
        elif is_ring and after == 0 and metres <= GAP_M and len(rows) > 3:
            found.append(note("shape.gap", ring=path.name, first=names[0], last=names[-1], metres=metres))
        else:
            ends = {"first": names[index], "second": names[after]}
            found.append(note("shape.short_edge", ring=path.name, **ends, metres=metres))
    return found


def _spikes(path: FiledPath, rows: Floats) -> list[Note]:
    if len(rows) < 3:
        return []
    turns = turns_back(rows)
    if path.role is PathRole.LINE:
        turns[[0, -1]] = False
    return [note("shape.spike", ring=path.name, point=path.points[at].name) for at in np.flatnonzero(turns).tolist()]
