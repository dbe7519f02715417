"""Where a boundary crosses itself, by the numbers of its points."""

import numpy as np
import shapely

from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, PathRole

__all__ = ["MAX_CROSSINGS", "crossings_of"]

MAX_CROSSINGS = 100
"""Of one ring: a boundary with more is scribbled, and counting them all may take as long as the square of its edges."""
_AT_ONCE = 16  # edges asked together


def crossings_of(path: FiledPath) -> list[Note]:
    """Return each pair of edges that meet and are not neighbours.

    Parameters
    ----------
    path : FiledPath
        A path; only rings cross themselves.

    Returns
    -------
    list of Note
        ``shape.crossing`` (``ring``, ``edge``, ``other``), at most ``MAX_CROSSINGS``; then ``shape.crossings_unlisted``
        (``ring``, ``limit``), which says that there are more.
    """
    rows = np.array([(point.easting, point.northing) for point in path.points], dtype=np.float64)
    keep = np.flatnonzero(np.any(rows != np.roll(rows, 1, axis=0), axis=1))
    if path.role not in {PathRole.OUTER, PathRole.HOLE} or len(keep) < 4:
        return []
    names, corners, count = [path.points[index].name for index in keep], rows[keep], len(keep)
    edges = np.asarray(shapely.linestrings(np.stack((corners, np.roll(corners, -1, axis=0)), axis=1)))
    tree = shapely.STRtree(edges)
    found: list[Note] = []
    for start in range(0, count, _AT_ONCE):
        asked, met = tree.query(edges[start : start + _AT_ONCE], predicate="intersects")
        asked = asked + start
        is_pair = (asked < met) & ~np.isin(met - asked, (1, count - 1))
        for one, other in sorted(zip(asked[is_pair].tolist(), met[is_pair].tolist(), strict=True)):
            if len(found) == MAX_CROSSINGS:
                return [*found, note("shape.crossings_unlisted", ring=path.name, limit=MAX_CROSSINGS)]
            edge, crossed = (f"{names[at]}-{names[(at + 1) % count]}" for at in (other, one))
            found.append(note("shape.crossing", ring=path.name, edge=edge, other=crossed))
    return found
