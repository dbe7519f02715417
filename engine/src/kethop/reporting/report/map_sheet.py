"""The map of the annex: the site on units and runways, at a round scale that is true on paper."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from kethop.reporting.report.case import Case
from kethop.reporting.report.drawing import Drawing
from kethop.reporting.report.map_marks import draw_corners, draw_grid, draw_legend, draw_north, draw_point, draw_scale
from kethop.reporting.report.map_scale import Window, window_around
from kethop.reporting.report.map_styles import COMMUNE, PROVINCE, RUNWAY, SITE
from kethop.spatial import Feature, Site
from kethop.spatial.map_grid import MapGrid, map_grid
from kethop.vocabulary import Language

__all__ = ["MapSheet", "map_sheet"]

WIDTH, HEIGHT = 165.0, 159.0
_SHEET = (7.0, 6.0, 151.0, 130.0)
_SHARE_FILED, _SHARE_LARGE = 0.5, 0.9
_LEAST_AREA, _LEAST_POINT = 500, 25_000
_SMALL_MM = 2.0  # a site that takes less gets a ring around it
_LINE_STEP_MM = 1.0
_AREA_STEP_MM = 3.0
_LEGEND_OF_SITE = {0: "point", 1: "line", 2: "site"}
_HALF_LETTER_MM = 1.0
_ASIDE_MM = (0, -9, 9, -16, 16)  # where a name goes when its own place is taken
_WHOLE = 0.9999  # of the window: a unit that fills it shows no boundary
_NAMED_SHARE = 0.02  # of the window: a unit that shows less gets no name


@dataclass(frozen=True, slots=True)
class MapSheet:
    """A drawn map.

    Parameters
    ----------
    svg : str
        The drawing, ``WIDTH`` by ``HEIGHT`` millimetres.
    window : Window
        What it shows, at which scale.
    grid : MapGrid
        Its grid.
    drawn : tuple of str
        Layers of which something shows.
    """

    svg: str
    window: Window
    grid: MapGrid
    drawn: tuple[str, ...]


def map_sheet(case: Case, site: Site) -> MapSheet:
    """Return the map of a site.

    Only open layers that are, byte for byte, those of the run are drawn.

    Raises
    ------
    ValueError
        The site is larger than a map of 1:5,000,000 can show.
    """
    grid = map_grid(site.filed.crs, site.place[0])
    shape = grid.project(site.geometry)
    runways = [(name, grid.project(line)) for name, line in _runways(case)]
    window = _window(case, site, shape, [line for _, line in runways])
    drawing = Drawing(WIDTH, HEIGHT)
    legend = {_LEGEND_OF_SITE[site.dimension]}
    drawing.clip(*_SHEET)
    drawing.box(*_SHEET, fill="#ffffff")
    names: list[tuple[float, float, str]] = []
    drawn: set[str] = set()
    for kind, style in (("communes", COMMUNE), ("provinces", PROVINCE)):
        found = list(_units(case, kind, window, grid))
        has_boundary = any(part.area < _WHOLE * window.box().area for _, part in found)
        drawn |= {kind} if found and (has_boundary or kind == "communes") else set()  # of communes the name shows too
        legend |= {kind} if has_boundary else set()
        for _, part in found:
            drawing.shape(window.on_paper(part), **style)
        names = names or _names(found, window, case.language)
    for _, line in runways:
        drawing.shape(window.on_paper(line), **RUNWAY)
        _keep_free(drawing, window.on_paper(line))
    if any(line.intersects(window.box()) for _, line in runways):
        drawn.add("runways")
        legend.add("runways")
    _draw_site(drawing, site, shape, window)
    drawing.unclip()
    draw_grid(drawing, window, case.language)
    draw_north(drawing, window, case.label("north_letter"))
    draw_corners(drawing, site, grid, window)
    if case.filing.intake is not None:  # a site of whole units is named by them
        _keep_site_free(drawing, window.on_paper(shape), site.dimension)
    _write_names(drawing, [*_runway_names(runways, window), *names], window)
    draw_scale(drawing, window, case.language, y=HEIGHT - 15)
    draw_legend(drawing, case, legend, y=HEIGHT - 4)
    return MapSheet(drawing.svg(), window, grid, tuple(sorted(drawn)))


def _window(case: Case, site: Site, shape: BaseGeometry, runways: list[BaseGeometry]) -> Window:
    """Return the window: a place under surfaces is shown with its runways, what is large anyway is not."""
    is_large = site.dimension == 1 or case.filing.intake is None
    is_inside = case.run.surfaces is not None and case.run.surfaces.is_inside
    shown = shapely.union_all([shape, *runways]) if is_inside and runways and not is_large else shape
    is_large = is_large or shown is not shape
    least = _LEAST_AREA if site.dimension == 2 else _LEAST_POINT
    return window_around(shown, _SHEET, share=_SHARE_LARGE if is_large else _SHARE_FILED, least=least)


def _draw_site(drawing: Drawing, site: Site, shape: BaseGeometry, window: Window) -> None:
    paper = window.on_paper(shape)
    fill = {"fill": "#b3005e", "fill_opacity": "0.15"} if site.dimension == 2 else {}
    drawing.shape(paper, stroke="#ffffff", stroke_width="1.6")
    drawing.shape(paper, **SITE, **fill)
    west, north, east, south = paper.bounds
    if max(east - west, south - north) < _SMALL_MM:
        x, y = (west + east) / 2, (north + south) / 2
        draw_point(drawing, x, y)
        drawing.keep_free(x - 4, y - 4, x + 4, y + 4)


def _keep_free(drawing: Drawing, line: BaseGeometry) -> None:
    """Let no name hide a line."""
    for x, y in shapely.get_coordinates(shapely.segmentize(line, _LINE_STEP_MM)).tolist():
        drawing.keep_free(x - 0.8, y - 0.8, x + 0.8, y + 0.8)


def _keep_site_free(drawing: Drawing, paper: BaseGeometry, dimension: int) -> None:
    """Let no name hide the site."""
    _keep_free(drawing, paper)
    west, north, east, south = paper.bounds
    if dimension == 2 and east - west >= _SMALL_MM:
        columns, rows = np.arange(west, east, _AREA_STEP_MM), np.arange(north, south, _AREA_STEP_MM)
        for x, y in ((float(x), float(y)) for x in columns for y in rows):
            if paper.intersects(shapely.box(x, y, x + _AREA_STEP_MM, y + _AREA_STEP_MM)):
                drawing.keep_free(x, y, x + _AREA_STEP_MM, y + _AREA_STEP_MM)


def _units(case: Case, kind: str, window: Window, grid: MapGrid) -> Iterator[tuple[Feature, BaseGeometry]]:
    """Yield the units of a layer that show in the window, in metres of the grid."""
    if case.pack is None or case.layers is None:
        return
    layer = case.pack.manifest.map.communes if kind == "communes" else case.pack.manifest.map.provinces
    if not case.may_be_drawn(layer):
        return
    box = window.box()
    lon, lat = grid.degrees(*shapely.get_coordinates(shapely.segmentize(box, box.length / 40)).T)
    near = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
    for feature in case.layers.features(layer, on=case.run.law_date, near=near)[1]:
        part = grid.project(feature.geometry).intersection(box)
        if not part.is_empty:
            yield feature, part


def _names(
    found: list[tuple[Feature, BaseGeometry]], window: Window, language: Language
) -> list[tuple[float, float, str]]:
    large = [(feature, part) for feature, part in found if part.area > _NAMED_SHARE * window.box().area]
    large.sort(key=lambda item: -item[1].area)
    column = "name_vi" if language is Language.VI else "name_en"
    centres = [(feature, part.representative_point()) for feature, part in large]
    return [(*window.place(at.x, at.y), str(one.attributes.get(column) or one.key)) for one, at in centres]


def _runways(case: Case) -> list[tuple[str, LineString]]:
    """Return the runways of the nearest aerodrome, in WGS 84."""
    surfaces, settings = case.run.surfaces, case.pack.manifest.surfaces if case.pack else None
    if surfaces is None or settings is None or case.layers is None or not case.may_be_drawn(settings.layer):
        return []
    features = case.layers.features(settings.layer, on=case.run.law_date)[1]
    near = [item for item in features if item.attributes.get("ident") == surfaces.aerodrome]
    return [(item.key, item.geometry) for item in near if isinstance(item.geometry, LineString)]


def _runway_names(runways: list[tuple[str, BaseGeometry]], window: Window) -> list[tuple[float, float, str]]:
    ends = [(name, line.coords[-(index % 2)]) for index, (name, line) in enumerate(runways)]
    places = [(*window.place(x, y), name) for name, (x, y, *_) in ends]
    return [(x, y + (5 if index % 2 else -2.5), name) for index, (x, y, name) in enumerate(places)]


def _write_names(drawing: Drawing, names: list[tuple[float, float, str]], window: Window) -> None:
    """Write each name inside the frame, near its place where that is taken; one that finds no room is left out."""
    lowest, highest = window.top + window.height - 2, window.top + 5
    for x, y, name in names:
        margin = len(name) * _HALF_LETTER_MM + 1
        if not (window.left < x < window.left + window.width and window.top < y < window.top + window.height):
            continue
        at = min(max(x, window.left + margin), window.left + window.width - margin)
        any(drawing.label(at, min(max(y + aside, highest), lowest), name) for aside in _ASIDE_MM)
