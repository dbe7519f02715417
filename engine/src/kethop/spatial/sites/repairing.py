"""The small set of repairs that may be asked for; each is recorded with its numbers before and after, none is silent."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.faults import GAP_M, is_spike, metres_of
from kethop.spatial.sites.filed import FiledPath, PathRole

__all__ = ["Area", "mended", "repaired_paths"]

Area = Callable[[BaseGeometry], float]
"""Area in m² of a polygon in filed coordinates."""


def repaired_paths(
    paths: Sequence[FiledPath], *, are_degrees: bool, area: Area
) -> tuple[tuple[FiledPath, ...], tuple[Note, ...]]:
    """Return the paths without points that say nothing: a gap at the end of a ring, duplicates, spikes without width.

    A ring keeps at least three corners and a line two points; what is left wrong is refused as without repair.

    Parameters
    ----------
    paths : sequence of FiledPath
        The numbers as filed.
    are_degrees : bool
        Whether they are degrees.
    area : Area
        Measures a ring before and after.

    Returns
    -------
    tuple
        The paths, and ``repair.gap_closed`` (``ring``, ``first``, ``last``, ``metres``), ``repair.duplicate_dropped``
        (``ring``, ``first``, ``second``), ``repair.spike_dropped`` (``ring``, ``point``), each with ``before_m2`` and
        ``after_m2`` of its ring.
    """
    kept, notes = [], list[Note]()
    for path in paths:
        now = path
        while (step := _step(now, metres_of(now, are_degrees=are_degrees))) is not None:
            code, dropped, fields = step
            points = now.points[:dropped] + now.points[dropped + 1 :]
            after = replace(now, points=points)
            notes.append(note(code, **fields, before_m2=_area(now, area), after_m2=_area(after, area)))
            now = after
        kept.append(now)
    return tuple(kept), tuple(notes)


def mended(shape: BaseGeometry) -> BaseGeometry:
    """Return the areas that a polygon which crosses itself encloses, without the lines and points left over."""
    valid = shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(shapely.get_parts(valid)) if shapely.get_dimensions(part) == 2]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _step(path: FiledPath, rows: Floats) -> tuple[str, int, dict[str, str | float]] | None:
    """Return the next repair: its code, the index of the point that goes, its fields."""
    is_ring = path.role in {PathRole.OUTER, PathRole.HOLE}
    count, names = len(rows), [point.name for point in path.points]
    if path.role is PathRole.POINT or count <= (3 if is_ring else 2):
        return None
    for index in range(count if is_ring else count - 1):
        after = (index + 1) % count
        metres = float(np.hypot(*(rows[after] - rows[index])))
        if metres == 0.0:
            drop = after or index
            fields = {"ring": path.name, "first": names[index], "second": names[after]}
            return "repair.duplicate_dropped", drop, dict(fields)
        if is_ring and after == 0 and metres <= GAP_M:
            return (
                "repair.gap_closed",
                index,
                {"ring": path.name, "first": names[0], "last": names[-1], "metres": metres},
            )
    for index in range(count) if is_ring else ():
        if _is_without_width(rows[index - 1], rows[index], rows[(index + 1) % count]):
            return "repair.spike_dropped", index, {"ring": path.name, "point": names[index]}
    return None


def _is_without_width(before: Floats, corner: Floats, after: Floats) -> bool:
    """Whether a corner is the tip of a spike whose shorter side lies along the longer one, to the width of a gap."""
    if not is_spike(before, corner, after):
        return False
    one, other = sorted((before - corner, after - corner), key=lambda side: float(np.hypot(*side)))
    across = abs(float(one[0] * other[1] - one[1] * other[0])) / float(np.hypot(*other))
    return across <= GAP_M


def _area(path: FiledPath, area: Area) -> float:
    if path.role is PathRole.LINE:
        return 0.0
    return area(shapely.Polygon([(point.easting, point.northing) for point in path.points]))
