"""Turn checked paths into one geometry in WGS 84 with its measures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import CrsOperation, is_geographic, operation_to_wgs84, to_wgs84
from kethop.spatial.measures import area_m2, length_m, local_grid
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import RING_FORMATS, FiledSite, SiteDraft, SiteFormat
from kethop.spatial.sites.holes import with_holes
from kethop.spatial.sites.mending import crossings_resolved, refuse_scribbles
from kethop.spatial.sites.reach import check_area_of_use
from kethop.spatial.sites.repairing import Area, repaired_paths
from kethop.spatial.sites.shapes import grouped
from kethop.spatial.sites.validity import check_numbers, check_paths

__all__ = ["Site", "build_site"]

_OVERLAP_DECIMALS = 2  # of a square metre: corners of a shared side differ by their rounding


@dataclass(frozen=True, slots=True)
class Site:
    """A place that a proposal is about.

    Parameters
    ----------
    filed : FiledSite
        File name, hash, CRS and the numbers as filed.
    geometry : BaseGeometry
        One valid geometry in WGS 84, longitude before latitude, two-dimensional: (Multi)Point, (Multi)LineString or
        (Multi)Polygon.
    operation : CrsOperation
        How the numbers became WGS 84, with its stated accuracy.
    grid : str
        PROJ string of the equal-area grid of ``area_m2``.
    area_m2 : float
        Area in m²; 0 for points and lines.
    perimeter_m : float
        Geodesic perimeter of an area, holes included, in metres; else 0.
    length_m : float
        Geodesic length of lines in metres; else 0.
    notes : tuple of Note
        ``site.points_out_of_order`` (``ring``, ``first``), ``site.rings_closed`` (``count``),
        ``site.ring_is_hole``, ``site.ring_is_island`` (``ring``, ``inside``), ``site.parts_joined`` (``count``),
        ``site.parts_overlap_once`` (``area_m2``), ``site.height_dropped``, and those of ``Corners``.
    repairs : tuple of Note
        What was repaired because it was asked for, in order: those of ``repaired_paths`` and ``crossings_resolved``. The
        filed paths are kept as filed.
    """

    filed: FiledSite
    geometry: BaseGeometry
    operation: CrsOperation
    grid: str
    area_m2: float
    perimeter_m: float
    length_m: float
    notes: tuple[Note, ...]
    repairs: tuple[Note, ...] = ()

    @property
    def dimension(self) -> int:
        """0 for points, 1 for lines, 2 for areas."""
        return int(shapely.get_dimensions(self.geometry))

    @property
    def place(self) -> tuple[float, float]:
        """Longitude and latitude of a point that lies on the site."""
        point = self.geometry.representative_point()
        return float(point.x), float(point.y)


def build_site(draft: SiteDraft, *, source: str, sha256: str, file_format: SiteFormat, repair: bool = False) -> Site:
    """Return the site of a draft.

    Parameters
    ----------
    draft : SiteDraft
        What the file says.
    source, sha256, file_format : str, str, SiteFormat
        Where it comes from.
    repair : bool
        Whether the small set of repairs may be made; without it a broken boundary is refused.

    Raises
    ------
    SiteError
        Those of ``check_paths``; ``site.axes_swapped`` (``crs``, ``point``), ``site.outside_area_of_use`` (``crs``,
        ``point``, ``east``, ``north``, ``looks_like``: ``degrees``, ``metres`` or empty), ``site.parts_overlap``,
        ``site.too_many_repairs`` (``ring``, ``limit``).
    """
    notes, repairs = list(draft.notes), list[Note]()
    paths = draft.paths
    if repair:
        check_numbers(paths, source=source)
        check_area_of_use(draft.crs, paths, source)
        paths, dropped = repaired_paths(
            paths, are_degrees=is_geographic(draft.crs), area=_measure(draft.crs), source=source
        )
        repairs += dropped
        refuse_scribbles(paths, source=source)
    check_paths(paths, source=source, may_cross=repair)
    if file_format in RING_FORMATS:
        paths = with_holes(paths, notes, source)
    check_area_of_use(draft.crs, paths, source)
    if repair:
        repairs += crossings_resolved(grouped(paths), source=source, area=_measure(draft.crs))
    parts = [_in_wgs84(part, draft.crs) for part, _ in grouped(paths, mend=repair)]
    geometry = parts[0] if len(parts) == 1 else _joined(parts, notes)
    grid = local_grid(geometry)
    overlap = round(area_m2(_shared(parts), grid), _OVERLAP_DECIMALS)
    if overlap > 0:
        notes.append(note("site.parts_overlap_once", area_m2=overlap))
    dimension = shapely.get_dimensions(geometry)
    length = length_m(geometry) if dimension else 0.0
    return Site(
        filed=FiledSite(source, sha256, file_format, draft.crs, draft.paths if repairs else paths),
        geometry=geometry,
        operation=operation_to_wgs84(draft.crs),
        grid=grid.name,
        area_m2=area_m2(geometry, grid),
        perimeter_m=length if dimension == 2 else 0.0,
        length_m=length if dimension == 1 else 0.0,
        notes=tuple(notes),
        repairs=tuple(repairs),
    )


def _measure(crs: str) -> Area:
    """Return the measure of a polygon in filed coordinates, in m² of the equal-area grid at its place."""

    def area(shape: BaseGeometry) -> float:
        placed = _in_wgs84(shape, crs)
        grid = local_grid(placed)
        if shapely.is_valid(placed) or not isinstance(placed, Polygon):
            return round(area_m2(placed, grid), 2)
        # of a boundary that crosses itself, what the corners in their order enclose: parts run the other way count less
        rings = (shapely.get_coordinates(grid.project(ring)) for ring in (placed.exterior, *placed.interiors))
        outer, *holes = (float(shapely.area(Polygon(ring))) for ring in rings)
        return round(outer - sum(holes), 2)

    return area


def _in_wgs84(geometry: BaseGeometry, crs: str) -> BaseGeometry:
    return shapely.transform(geometry, lambda rows: np.column_stack(to_wgs84(crs, rows[:, 0], rows[:, 1])))


def _shared(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return what lies in more than one part, as far as it has an area."""
    areas = np.array([part for part in parts if shapely.get_dimensions(part) == 2], dtype=object)
    first, second = shapely.STRtree(areas).query(areas, predicate="intersects")
    both = shapely.intersection(areas[first[first < second]], areas[second[first < second]])
    pieces = shapely.get_parts(both)
    return shapely.union_all(pieces[shapely.get_dimensions(pieces) == 2])


def _joined(parts: Sequence[BaseGeometry], notes: list[Note]) -> BaseGeometry:
    notes.append(note("site.parts_joined", count=len(parts)))
    return shapely.union_all(parts)
