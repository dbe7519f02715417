"""The small set of repairs that may be asked for; each is recorded with its numbers before and after, none is silent."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.crs import Floats
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.faults import GAP_M, metres_of, turns_back
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole
from kethop.spatial.sites.open_lines import closed_line, gap_of, is_nearly_closed

__all__ = ["MAX_REPAIRS", "Area", "mended", "repaired_paths"]

Area = Callable[[BaseGeometry], float]
"""Area in m² of a polygon in filed coordinates."""
MAX_REPAIRS = 50
"""Gaps and spikes of one ring: with more, the boundary wants drawing anew. Duplicates are dropped in any number."""
_NAMED = 20


def repaired_paths(
    paths: Sequence[FiledPath], *, are_degrees: bool, area: Area, source: str
) -> tuple[tuple[FiledPath, ...], tuple[Note, ...]]:
    """Return the paths without points that say nothing: duplicates, a gap at the end of a ring, spikes without width.

    Lines that all return to their first point but for ``GAP_M`` become rings: an outline drawn by hand.

    A ring keeps at least three corners and a line two points; what is left wrong is refused as without repair.

    Parameters
    ----------
    paths : sequence of FiledPath
        The numbers as filed.
    are_degrees : bool
        Whether they are degrees.
    area : Area
        Measures a ring before and after.
    source : str
        File name, for messages.

    Returns
    -------
    tuple
        The paths, and ``repair.duplicates_dropped`` (``ring``, ``count``, ``names``: pairs such as ``3-4``, the first
        twenty), ``repair.gap_closed`` (``ring``, ``first``, ``last``, ``metres``), ``repair.spike_dropped`` (``ring``,
        ``point``), each with ``before_m2`` and ``after_m2`` of its ring.

    Raises
    ------
    SiteError
        ``site.too_many_repairs`` (``ring``, ``limit``).
    """
    kept, notes = [], list[Note]()
    for path in _closed(paths, notes, area, are_degrees=are_degrees):
        least = 3 if path.role in {PathRole.OUTER, PathRole.HOLE} else 2
        if path.role is PathRole.POINT or len(path.points) <= least:
            kept.append(path)
            continue
        now = _without_duplicates(path, least, notes, area)
        if least == 3:
            now = _without_tips(now, notes, area, source, are_degrees=are_degrees)
        kept.append(now)
    return tuple(kept), tuple(notes)


def _closed(paths: Sequence[FiledPath], notes: list[Note], area: Area, *, are_degrees: bool) -> tuple[FiledPath, ...]:
    """Return lines that all are nearly closed as the rings they were meant to be; else the paths as they are."""
    gaps = [gap_of(path, are_degrees=are_degrees) for path in paths]
    if not all(is_nearly_closed(path, gap) for path, gap in zip(paths, gaps, strict=True)):
        return tuple(paths)
    rings = tuple(closed_line(path) for path in paths)
    for path, ring, gap in zip(paths, rings, gaps, strict=True):
        ends = {"first": path.points[0].name, "last": path.points[-1].name}
        sizes = {"before_m2": 0.0, "after_m2": _area(ring, area)}
        notes.append(note("repair.gap_closed", ring=path.name, **ends, metres=gap, **sizes))
    return rings


def mended(shape: BaseGeometry) -> BaseGeometry:
    """Return the areas that a polygon which crosses itself encloses, without the lines and points left over."""
    valid = shapely.make_valid(shape)
    parts = [part for part in shapely.get_parts(shapely.get_parts(valid)) if shapely.get_dimensions(part) == 2]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _without_duplicates(path: FiledPath, least: int, notes: list[Note], area: Area) -> FiledPath:
    rows = np.array([(point.easting, point.northing) for point in path.points], dtype=np.float64)
    is_same = np.all(rows == np.roll(rows, 1, axis=0), axis=1)
    if path.role is PathRole.LINE:
        is_same[0] = False
    dropped = np.flatnonzero(is_same).tolist()
    if not dropped or len(rows) - len(dropped) < least:
        return path
    points = tuple(point for point, same in zip(path.points, is_same.tolist(), strict=True) if not same)
    after = replace(path, points=points)
    pairs = [f"{path.points[at - 1].name}-{path.points[at].name}" for at in dropped]
    names = ", ".join(pairs[:_NAMED]) + (", …" if len(pairs) > _NAMED else "")
    size = _area(after, area)
    notes.append(
        note(
            "repair.duplicates_dropped",
            ring=path.name,
            count=len(dropped),
            names=names,
            before_m2=size,
            after_m2=size,
        )
    )
    return after


def _without_tips(path: FiledPath, notes: list[Note], area: Area, source: str, *, are_degrees: bool) -> FiledPath:
    """Close the gap and drop spikes, one after another: a spike gone may leave another."""
    size = None
    for _ in range(MAX_REPAIRS + 1):
        rows = metres_of(path, are_degrees=are_degrees)
        at, code = _next(rows)
        if at is None or len(rows) <= 3:
            return path
        size = _area(path, area) if size is None else size
        after = replace(path, points=_without(path.points, at))
        before, size = size, _area(after, area)
        points = path.points
        if code == "gap":
            metres = float(np.hypot(*(rows[0] - rows[-1])))
            ends = {"first": points[0].name, "last": points[-1].name}
            notes.append(
                note("repair.gap_closed", ring=path.name, **ends, metres=metres, before_m2=before, after_m2=size)
            )
        else:
            name = points[at].name
            notes.append(note("repair.spike_dropped", ring=path.name, point=name, before_m2=before, after_m2=size))
        path = after
    raise SiteError("site.too_many_repairs", place=Place(source, path=path.name), ring=path.name, limit=MAX_REPAIRS)


def _next(rows: Floats) -> tuple[int | None, str]:
    """Return the point that goes next: the last one where it closes the ring, or the tip of a spike without width."""
    if float(np.hypot(*(rows[0] - rows[-1]))) <= GAP_M:
        return len(rows) - 1, "gap"
    for at in np.flatnonzero(turns_back(rows)).tolist():
        sides = (rows[at - 1] - rows[at], rows[(at + 1) % len(rows)] - rows[at])
        one, other = sorted(sides, key=lambda side: float(np.hypot(*side)))
        across = abs(float(one[0] * other[1] - one[1] * other[0])) / float(np.hypot(*other))
        if across <= GAP_M:
            return at, "spike"
    return None, ""


def _without(points: tuple[FiledPoint, ...], at: int) -> tuple[FiledPoint, ...]:
    """Return the points without one; where its neighbours are the same place, one of them goes with it."""
    left = points[:at] + points[at + 1 :]
    after = at % len(left)
    before, behind = left[at - 1], left[after]
    is_same = (before.easting, before.northing) == (behind.easting, behind.northing)
    return left[:after] + left[after + 1 :] if is_same and len(left) > 3 else left


def _area(path: FiledPath, area: Area) -> float:
    if path.role is PathRole.LINE:
        return 0.0
    return area(shapely.Polygon([(point.easting, point.northing) for point in path.points]))
