"""Find the first fault of filed paths and say where it lies; nothing is repaired."""

import math
from collections.abc import Sequence

import numpy as np

from kethop.errors import Place, SiteError
from kethop.spatial.sites.filed import FiledPath, PathRole
from kethop.spatial.sites.shapes import SLACK, coordinates, fault_of, grouped

__all__ = ["MAX_VERTICES", "check_numbers", "check_paths"]

MAX_VERTICES = 200_000
_MIN_POINTS = {PathRole.POINT: 1, PathRole.LINE: 2, PathRole.OUTER: 3, PathRole.HOLE: 3}


def check_paths(paths: Sequence[FiledPath], *, source: str, may_cross: bool = False) -> None:
    """Raise the first fault of the filed paths, in filed coordinates.

    Parameters
    ----------
    paths : sequence of FiledPath
        At least one; all of one dimension.
    source : str
        File name, for messages.
    may_cross : bool
        Whether a boundary that crosses itself is let pass, to be mended.

    Raises
    ------
    SiteError
        ``site.too_many_vertices`` (``count``, ``limit``), ``site.mixed_dimensions``, ``site.not_finite`` (``ring``,
        ``point``), ``site.duplicate_points`` (``ring``, ``first``, ``second``), ``site.too_few_corners`` or
        ``site.too_few_points`` (``ring``, ``count``), ``site.zero_area`` (``ring``), ``site.self_intersection``,
        ``site.hole_outside``, ``site.holes_overlap``, ``site.interior_disconnected``, ``site.parts_overlap`` (each with
        ``ring``, ``edges`` such as ``3-4, 1-2``, ``east``, ``north``: the place of the fault in the filed CRS).
    """
    check_numbers(paths, source=source)
    if len({_dimension(path) for path in paths}) > 1:
        raise SiteError("site.mixed_dimensions", place=Place(source))
    for path in paths:
        _check_path(path, source)
    for polygon, own_paths in grouped(paths):
        fault = fault_of(polygon, own_paths, source)
        if fault is not None and not (may_cross and fault.code == "site.self_intersection"):
            raise fault


def check_numbers(paths: Sequence[FiledPath], *, source: str) -> None:
    """Raise when there are too many points, or one whose coordinates are no numbers.

    Raises
    ------
    SiteError
        ``site.too_many_vertices``, ``site.not_finite``, as for ``check_paths``.
    """
    count = sum(len(path.points) for path in paths)
    if count > MAX_VERTICES:
        raise SiteError("site.too_many_vertices", place=Place(source), count=count, limit=MAX_VERTICES)
    for path in paths:
        for point in path.points:
            if not (math.isfinite(point.easting) and math.isfinite(point.northing)):
                place = Place(source, point.row, path.name)
                raise SiteError("site.not_finite", place=place, ring=path.name, point=point.name)


def _dimension(path: FiledPath) -> int:
    return {PathRole.POINT: 0, PathRole.LINE: 1}.get(path.role, 2)


def _check_path(path: FiledPath, source: str) -> None:
    pairs = list(zip(path.points, path.points[1:], strict=False))
    if path.role in {PathRole.OUTER, PathRole.HOLE}:
        pairs.append((path.points[-1], path.points[0]))
    distinct = {(point.easting, point.northing) for point in path.points}
    if len(path.points) < _MIN_POINTS[path.role]:
        code = "site.too_few_points" if path.role is PathRole.LINE else "site.too_few_corners"
        place = Place(source, path.points[0].row, path.name)
        raise SiteError(code, place=place, ring=path.name, count=len(distinct))
    for first, second in pairs if len(path.points) > 1 else ():
        if (first.easting, first.northing) == (second.easting, second.northing):
            place = Place(source, second.row, path.name)
            raise SiteError("site.duplicate_points", place=place, ring=path.name, first=first.name, second=second.name)
    if path.role in {PathRole.OUTER, PathRole.HOLE} and _is_flat(path):
        raise SiteError("site.zero_area", place=Place(source, path.points[0].row, path.name), ring=path.name)


def _is_flat(path: FiledPath) -> bool:
    """Whether all corners lie on one line, to the precision of the numbers."""
    rows = coordinates(path)
    offsets = rows - rows[0]
    lengths = np.hypot(offsets[:, 0], offsets[:, 1])
    far = offsets[int(np.argmax(lengths))]
    across = np.abs(offsets[:, 0] * far[1] - offsets[:, 1] * far[0]) / np.hypot(*far)
    return bool(across.max() <= SLACK * np.abs(rows).max())
