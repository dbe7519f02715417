"""The geometries that filed paths make, in filed coordinates, and what is wrong with one."""

import re
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.errors import Place, SiteError
from kethop.spatial.crs import Floats
from kethop.spatial.sites.filed import FiledPath, PathRole
from kethop.spatial.sites.repairing import mended

__all__ = ["SLACK", "coordinates", "fault_of", "grouped"]

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
SLACK = 1e-9
"""Of the larger coordinate: how near an edge must pass to a crossing."""


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


def coordinates(path: FiledPath) -> Floats:
    """Return the points of a path as filed, easting first; shape (n, 2)."""
    return np.array([(point.easting, point.northing) for point in path.points], dtype=np.float64)


def _geometry(group: Sequence[FiledPath]) -> BaseGeometry:
    rings = [coordinates(path) for path in group]
    if group[0].role is PathRole.POINT:
        return Point(rings[0][0])
    if group[0].role is PathRole.LINE:
        return LineString(rings[0])
    return Polygon(rings[0], rings[1:])


def fault_of(geometry: BaseGeometry, paths: Sequence[FiledPath], source: str) -> SiteError | None:
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
        start = coordinates(path)
        segments = shapely.linestrings(np.stack((start, np.roll(start, -1, axis=0)), axis=1))
        distances = shapely.distance(segments, at)
        for index in np.flatnonzero(distances <= SLACK * max(1.0, float(np.abs(start).max()))):
            first, second = path.points[index], path.points[(index + 1) % len(path.points)]
            found.append((path.name, f"{first.name}-{second.name}", first.row))
    if not found:
        return paths[0].name, "", paths[0].points[0].row
    return found[0][0], ", ".join(edges for _, edges, _ in found[:6]), found[0][2]
