"""Find the first fault of filed paths and say where it lies; nothing is repaired."""

import math
import re
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.crs import Floats
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, PathRole
from kethop.spatial.sites.repairing import Area, mended

__all__ = ["MAX_VERTICES", "check_numbers", "check_paths", "crossings_resolved", "grouped"]

MAX_VERTICES = 200_000
_MIN_POINTS = {PathRole.POINT: 1, PathRole.LINE: 2, PathRole.OUTER: 3, PathRole.HOLE: 3}
_FAULTS = {
    "Self-intersection": "site.self_intersection",
    "Ring Self-intersection": "site.self_intersection",
    "Hole lies outside shell": "site.hole_outside",
    "Nested shells": "site.parts_overlap",
    "Holes are nested": "site.holes_overlap",
    "Interior is disconnected": "site.interior_disconnected",
    "Duplicate Rings": "site.parts_overlap",
}
_REASON = re.compile(r"([A-Za-z -]+)(?:\[(\S+) (\S+)\])?")
_SLACK = 1e-9  # of the larger coordinate: how near an edge must pass to a crossing


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
        fault = _fault_of(polygon, own_paths, source)
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


def crossings_resolved(
    groups: Sequence[tuple[BaseGeometry, Sequence[FiledPath]]], *, source: str, area: Area
) -> tuple[Note, ...]:
    """Return a note for each area that crosses itself and is mended.

    Returns
    -------
    tuple of Note
        ``repair.crossing_resolved`` (``ring``, ``crossed``, ``parts``, ``before_m2``: of the boundary as it runs,
        ``after_m2``: of what it encloses).
    """
    found = []
    for shape, paths in groups:
        fault = _fault_of(shape, paths, source)
        if fault is not None:
            now = mended(shape)
            found.append(
                note(
                    "repair.crossing_resolved",
                    ring=fault.fields["ring"],
                    crossed=fault.fields["edges"],
                    parts=int(shapely.get_num_geometries(now)),
                    before_m2=area(shape),
                    after_m2=area(now),
                )
            )
    return tuple(found)


def grouped(paths: Sequence[FiledPath], *, mend: bool = False) -> list[tuple[BaseGeometry, list[FiledPath]]]:
    """Return each simple geometry, in filed coordinates, with the paths it is made of; untangled when ``mend``."""
    groups: list[list[FiledPath]] = []
    for path in paths:
        if path.role is PathRole.HOLE:
            groups[-1].append(path)
        else:
            groups.append([path])
    shapes = [_geometry(group) for group in groups]
    if mend:
        shapes = [shape if shapely.is_valid(shape) else mended(shape) for shape in shapes]
    return list(zip(shapes, groups, strict=True))


def _dimension(path: FiledPath) -> int:
    return {PathRole.POINT: 0, PathRole.LINE: 1}.get(path.role, 2)


def _coordinates(path: FiledPath) -> Floats:
    return np.array([(point.easting, point.northing) for point in path.points], dtype=np.float64)


def _geometry(group: Sequence[FiledPath]) -> BaseGeometry:
    rings = [_coordinates(path) for path in group]
    if group[0].role is PathRole.POINT:
        return Point(rings[0][0])
    if group[0].role is PathRole.LINE:
        return LineString(rings[0])
    return Polygon(rings[0], rings[1:])


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
    rows = _coordinates(path)
    offsets = rows - rows[0]
    lengths = np.hypot(offsets[:, 0], offsets[:, 1])
    far = offsets[int(np.argmax(lengths))]
    across = np.abs(offsets[:, 0] * far[1] - offsets[:, 1] * far[0]) / np.hypot(*far)
    return bool(across.max() <= _SLACK * np.abs(rows).max())


def _fault_of(geometry: BaseGeometry, paths: Sequence[FiledPath], source: str) -> SiteError | None:
    """Return what is wrong with an area made of some paths; None when it is valid, or no area."""
    if shapely.get_dimensions(geometry) < 2 or shapely.is_valid(geometry):
        return None
    match = _REASON.match(shapely.is_valid_reason(geometry))
    reason, east, north = (match[1].strip(), match[2], match[3]) if match else ("", None, None)
    at = Point(float(east), float(north)) if east and north else Point(paths[0].points[0].easting, 0.0)
    ring, edges, row = _edges_at(at, paths)
    return SiteError(
        _FAULTS.get(reason, "site.geometry_invalid"),
        place=Place(source, row, ring),
        ring=ring,
        edges=edges,
        east=at.x,
        north=at.y,
    )


def _edges_at(at: Point, paths: Sequence[FiledPath]) -> tuple[str, str, int | None]:
    """Name the ring and the edges (by their points) that pass through a place."""
    found: list[tuple[str, str, int | None]] = []
    for path in paths:
        start = _coordinates(path)
        segments = shapely.linestrings(np.stack((start, np.roll(start, -1, axis=0)), axis=1))
        distances = shapely.distance(segments, at)
        for index in np.flatnonzero(distances <= _SLACK * max(1.0, float(np.abs(start).max()))):
            first, second = path.points[index], path.points[(index + 1) % len(path.points)]
            found.append((path.name, f"{first.name}-{second.name}", first.row))
    if not found:
        return paths[0].name, "", paths[0].points[0].row
    return found[0][0], ", ".join(edges for _, edges, _ in found[:6]), found[0][2]
