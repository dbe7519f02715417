"""What stands on every map beside its content: grid, north, scale bar, corner numbers, legend."""

import math
from collections.abc import Collection
from decimal import Decimal

from kethop.reporting.report.case import Case
from kethop.reporting.report.corners import grid_metres
from kethop.reporting.report.drawing import Drawing
from kethop.reporting.report.map_scale import Window
from kethop.reporting.report.map_styles import COMMUNE, PROVINCE, RUNWAY, SITE
from kethop.spatial import Site
from kethop.spatial.map_grid import MapGrid
from kethop.vocabulary import Language, format_number

__all__ = ["NUMBERED_CORNERS", "draw_corners", "draw_grid", "draw_legend", "draw_north", "draw_point", "draw_scale"]

NUMBERED_CORNERS = 40
_CROSS = 1.6  # millimetres from the middle of a cross to its end
_TICK = 1.5
_PARTS = 4
_LABEL_HALF = 8  # millimetres
_KILOMETRE = 1000
_GRID = {"stroke": "#4c6272", "stroke_width": "0.18"}
_BLACK = {"stroke": "#000000", "stroke_width": "0.3"}


def draw_grid(drawing: Drawing, window: Window, language: Language) -> None:
    """Draw frame, crosses at the round numbers of the grid, ticks and their labels in metres."""
    step = window.grid_step()
    right, bottom = window.left + window.width, window.top + window.height
    east = window.west + window.width * window.metres_per_mm
    south = window.north - window.height * window.metres_per_mm
    columns = range(math.ceil(window.west / step) * step, math.floor(east) + 1, step)
    rows = range(math.ceil(south / step) * step, math.floor(window.north) + 1, step)
    for value in columns:
        x = window.place(value, window.north)[0]
        drawing.lines([(x, window.top), (x, window.top + _TICK)], **_BLACK)
        drawing.lines([(x, bottom - _TICK), (x, bottom)], **_BLACK)
        drawing.text(x, window.top - 1.4, format_number(value, language), size_pt=8, anchor="middle")
    for value in rows:
        is_by_corner = window.place(window.west, value)[1] < window.top + _LABEL_HALF
        y = window.place(window.west, value)[1]
        drawing.lines([(window.left, y), (window.left + _TICK, y)], **_BLACK)
        drawing.lines([(right - _TICK, y), (right, y)], **_BLACK)
        if is_by_corner:  # its label would run into those of the upper edge
            continue
        drawing.text(window.left - 1.4, y, format_number(value, language), size_pt=8, anchor="middle", turned=-90)
    for x, y in (window.place(column, row) for column in columns for row in rows):
        drawing.lines([(x - _CROSS, y), (x + _CROSS, y)], **_GRID)
        drawing.lines([(x, y - _CROSS), (x, y + _CROSS)], **_GRID)
    drawing.box(window.left, window.top, window.width, window.height, fill="none", stroke="#000000", stroke_width="0.4")


def draw_north(drawing: Drawing, window: Window, letter: str) -> None:
    """Draw the arrow of grid north in the upper right corner."""
    x, y = window.left + window.width - 9, window.top + 15
    drawing.box(x - 4.5, window.top + 2, 9, 18, fill="#ffffff", fill_opacity="0.85")
    drawing.area([(x, y - 11), (x + 2.6, y), (x, y - 2.2), (x - 2.6, y)], fill="#000000")
    drawing.text(x, y + 4, letter, size_pt=10, anchor="middle", bold=True)
    drawing.keep_free(x - 4.5, window.top + 2, x + 4.5, window.top + 20)


def draw_scale(drawing: Drawing, window: Window, language: Language, y: float) -> None:
    """Draw the scale in figures and as a bar in four parts, of a round length of 30 to 80 millimetres."""
    longest = 80 * window.metres_per_mm / _PARTS
    part = max(factor * 10**power for power in range(7) for factor in (1, 2, 5) if factor * 10**power <= longest)
    in_kilometres = part * _PARTS >= 5 * _KILOMETRE
    left = window.left + 45
    word = "Tỷ lệ" if language is Language.VI else "Scale"
    drawing.text(window.left, y + 1, f"{word} 1:{format_number(window.scale, language)}", size_pt=11, bold=True)
    for index in range(_PARTS):
        width = part / window.metres_per_mm
        fill = "#000000" if index % 2 == 0 else "#ffffff"
        drawing.box(left + index * width, y - 1, width, 1.6, fill=fill, stroke="#000000", stroke_width="0.2")
    for index in range(0, _PARTS + 1, 2):
        metres = Decimal(part * index)
        value = metres / _KILOMETRE if in_kilometres else metres
        unit = (" km" if in_kilometres else " m") if index == _PARTS else ""
        x = left + index * part / window.metres_per_mm
        drawing.text(x, y - 2.2, format_number(value, language) + unit, size_pt=9, anchor="middle")


def draw_corners(drawing: Drawing, site: Site, grid: MapGrid, window: Window) -> None:
    """Write the numbers of the filed corners beside them, outside the site, where there are few enough to be read."""
    points = [point for path in site.filed.paths for point in path.points]
    if site.dimension == 0 or not points or len(points) > NUMBERED_CORNERS:
        return
    from_filed = _paper_places(site, grid, window)
    middle_x = sum(x for x, _ in from_filed) / len(from_filed)
    middle_y = sum(y for _, y in from_filed) / len(from_filed)
    for point, (x, y) in zip(points, from_filed, strict=True):
        drawing.circle(x, y, 0.5, fill="#b3005e")
        away = math.hypot(x - middle_x, y - middle_y) or 1.0
        drawing.label(x + 3 * (x - middle_x) / away, y + 1.1 + 3 * (y - middle_y) / away, point.name, bold=True)


def _paper_places(site: Site, grid: MapGrid, window: Window) -> list[tuple[float, float]]:
    return [window.place(east, north) for east, north in grid_metres(site, grid)]


def draw_point(drawing: Drawing, x: float, y: float) -> None:
    """Draw what stands for a site too small to be drawn: a ring with a cross."""
    drawing.circle(x, y, 2.2, fill="none", stroke="#ffffff", stroke_width="1.4")
    drawing.circle(x, y, 2.2, fill="none", **SITE)
    drawing.lines([(x - 3.6, y), (x + 3.6, y)], **SITE)
    drawing.lines([(x, y - 3.6), (x, y + 3.6)], **SITE)


def draw_legend(drawing: Drawing, case: Case, shown: Collection[str], y: float) -> None:
    """Draw a sample and the name of each kind of thing that the map shows."""
    x = 7.0
    for name in ("site", "point", "line", "communes", "provinces", "runways"):
        if name not in shown:
            continue
        _sample(drawing, name, x, y)
        words = case.label(f"legend_{name}")
        drawing.text(x + 9, y + 1, words, size_pt=9)
        x += 12 + len(words) * 1.55


def _sample(drawing: Drawing, name: str, x: float, y: float) -> None:
    styles = {"line": SITE, "provinces": PROVINCE, "runways": RUNWAY}
    if name in styles:
        drawing.lines([(x, y), (x + 7, y)], **styles[name])
    elif name == "point":
        draw_point(drawing, x + 3.6, y)
    elif name == "site":
        drawing.box(x, y - 2, 7, 4, fill="#b3005e", fill_opacity="0.15", **SITE)
    else:
        drawing.box(x, y - 2, 7, 4, fill="#ffffff", **COMMUNE)
