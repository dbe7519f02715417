"""The table of corners: numbers as filed, in the grid, and the length of each edge."""

import math
from collections.abc import Iterator

from kethop.reporting.report.blocks import Block, Cell, Paragraph, Table, line
from kethop.reporting.report.case import Case
from kethop.spatial import FiledPath, FiledPoint, PathRole, Site
from kethop.spatial.crs import Floats, to_wgs84
from kethop.spatial.map_grid import MapGrid
from kethop.vocabulary import Language

__all__ = ["MOST_CORNERS", "corner_blocks", "grid_metres", "meridian_words"]

MOST_CORNERS = 600
_IN_METRES = (33, 48, 48, 36)
_IN_DEGREES = (14, 30, 31, 30, 27, 33)
_PLACES = 2


def meridian_words(case: Case, grid: MapGrid) -> str:
    """Return the grid in words: central meridian in degrees and minutes, width of the zone, and why it was taken."""
    degrees, minutes = divmod(round(grid.meridian * 60), 60)
    meridian = f"{degrees}°{minutes:02d}′"
    word = "grid_filed" if grid.is_filed else "grid_nearest"
    return case.label(word, meridian=meridian, width=grid.zone_width, code=grid.code)


def grid_metres(site: Site, grid: MapGrid) -> list[tuple[float, float]]:
    """Return east and north in metres of the grid of every filed point, in the order of the file."""
    points = [point for path in site.filed.paths for point in path.points]
    if grid.is_filed:
        return [(point.easting, point.northing) for point in points]
    lon, lat = _wgs84(site, points)
    east, north = grid.metres(lon, lat)
    return list(zip(east.tolist(), north.tolist(), strict=True))


def _wgs84(site: Site, points: list[FiledPoint]) -> tuple[Floats, Floats]:
    return to_wgs84(site.filed.crs, [point.easting for point in points], [point.northing for point in points])


def corner_blocks(case: Case, site: Site, grid: MapGrid) -> Iterator[Block]:
    """Yield the table of each path of the site, or the sentence that says why it is not printed."""
    yield Paragraph(line(f"{meridian_words(case, grid)}."))
    count = sum(len(path.points) for path in site.filed.paths)
    if count > MOST_CORNERS:
        yield Paragraph(line(case.label("corners_too_many", count=case.number(count))))
        return
    places = grid_metres(site, grid)
    start = 0
    for index, path in enumerate(site.filed.paths, start=1):
        own = places[start : start + len(path.points)]
        start += len(path.points)
        if len(site.filed.paths) > 1:
            yield Paragraph(line(f"{case.label(f'path_{path.role.name.lower()}')} {index}", bold=True))
        yield _table(case, path, own, is_in_grid=grid.is_filed)


def _table(case: Case, path: FiledPath, places: list[tuple[float, float]], *, is_in_grid: bool) -> Table:
    edges = list(_edges(case, path, places))
    rows = []
    for point, (east, north), edge in zip(path.points, places, edges, strict=True):
        filed = [point.north, point.east]
        computed = [] if is_in_grid else [_metres(case, north), _metres(case, east)]
        rows.append(tuple(_cell(text) for text in (point.name, *filed, *computed, edge)))
    names = (
        ("corner", "x_north", "y_east", "edge")
        if is_in_grid
        else ("corner", "latitude", "longitude", "x_north", "y_east", "edge")
    )
    header = tuple(case.label(name) for name in names)
    widths = _IN_METRES if is_in_grid else _IN_DEGREES
    return Table(case.label("a_corners"), widths, header, tuple(rows), right=tuple(range(1, len(widths))))


def _cell(text: str) -> Cell:
    return (line(text),)


def _metres(case: Case, value: float) -> str:
    text = f"{value:,.{_PLACES}f}"
    return text.translate(str.maketrans(",.", ".,")) if case.language is Language.VI else text


def _edges(case: Case, path: FiledPath, places: list[tuple[float, float]]) -> Iterator[str]:
    """Yield for each point the edge from it to the next one, on the grid; a ring goes back to its first point."""
    is_ring = path.role in {PathRole.OUTER, PathRole.HOLE}
    for index, (east, north) in enumerate(places):
        following = index + 1 if index + 1 < len(places) else (0 if is_ring else -1)
        if following < 0:
            yield "–"
            continue
        other_east, other_north = places[following]
        names = f"{path.points[index].name}–{path.points[following].name}"
        yield f"{names}: {_metres(case, math.hypot(other_east - east, other_north - north))}"
