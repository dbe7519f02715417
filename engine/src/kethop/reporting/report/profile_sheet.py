"""The height profile: surfaces from the runway to the site, and the top of the work."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from kethop.reporting.report.blocks import Cell, Table, line
from kethop.reporting.report.case import Case, upper_first
from kethop.reporting.report.drawing import Drawing
from kethop.reporting.words import SURFACES

__all__ = ["HEIGHT", "WIDTH", "Profile", "profile_sheet", "segment_table"]

WIDTH, HEIGHT = 165.0, 96.0
_LEFT, _TOP, _RIGHT, _BOTTOM = 18.0, 8.0, 161.0, 82.0
_STEPS = (1, 2, 5)
_KILOMETRE = 1000.0
_SEGMENT_WIDTHS = (57, 27, 27, 27, 27)
_NAME_WIDTH = 1.6  # millimetres a letter


@dataclass(frozen=True, slots=True)
class Profile:
    """What is drawn.

    Parameters
    ----------
    distances_m, permitted_m : ndarray of float64, shape (n,)
        Distance from the threshold in metres; elevation of the lowest surface above mean sea level, nan under none.
    surface : tuple of str
        The surface that governs at each distance; empty under none.
    threshold : str
        Where the line begins, such as ``VVNB 11R``.
    site_m : float
        Distance of the site's decisive point.
    ground_m, top_m : Decimal or None
        Elevations of ground and top at the site, metres above mean sea level.
    """

    distances_m: NDArray[np.float64]
    permitted_m: NDArray[np.float64]
    surface: tuple[str, ...]
    threshold: str
    site_m: float
    ground_m: Decimal | None
    top_m: Decimal | None


@dataclass(frozen=True, slots=True)
class _Axes:
    longest: float
    lowest: float
    highest: float

    def x(self, metres: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * metres / self.longest

    def y(self, metres: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (metres - self.lowest) / (self.highest - self.lowest)


def profile_sheet(case: Case, profile: Profile) -> str:
    """Return the drawing, ``WIDTH`` by ``HEIGHT`` millimetres; heights are drawn larger than distances, which it says."""
    drawing = Drawing(WIDTH, HEIGHT)
    axes = _axes(profile)
    _draw_axes(drawing, case, axes)
    _draw_surfaces(drawing, case, profile, axes)
    _draw_work(drawing, case, profile, axes)
    scale = (_BOTTOM - _TOP) / (axes.highest - axes.lowest) / ((_RIGHT - _LEFT) / axes.longest)
    drawing.text(
        _LEFT, HEIGHT - 2, case.label("profile_scale", times=case.number(Decimal(scale), 0)), size_pt=9, italic=True
    )
    return drawing.svg()


def _axes(profile: Profile) -> _Axes:
    heights = [float(item) for item in profile.permitted_m if np.isfinite(item)]
    heights += [float(item) for item in (profile.ground_m, profile.top_m) if item is not None]
    lowest, highest = min(0.0, *heights), max(heights)
    room = max(highest - lowest, 1.0) * 0.12
    return _Axes(float(profile.distances_m[-1]), lowest, highest + room)


def _step(span: float, most: int) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that gives no more than so many marks."""
    return min(
        factor * 10.0**power for power in range(-1, 7) for factor in _STEPS if span / (factor * 10.0**power) <= most
    )


def _draw_axes(drawing: Drawing, case: Case, axes: _Axes) -> None:
    step = _step(axes.highest - axes.lowest, 8)
    for value in np.arange(np.ceil(axes.lowest / step) * step, axes.highest, step).tolist():
        y = axes.y(value)
        drawing.lines([(_LEFT, y), (_RIGHT, y)], stroke="#c9ced1", stroke_width="0.15")
        drawing.text(_LEFT - 1.5, y + 1, case.number(Decimal(repr(value)), 1), size_pt=9, anchor="end")
    step = _step(axes.longest, 10)
    for value in np.arange(0, axes.longest + 1, step).tolist():
        x = axes.x(value)
        drawing.lines([(x, _BOTTOM), (x, _BOTTOM + 1.5)], stroke="#000000", stroke_width="0.3")
        drawing.text(x, _BOTTOM + 5, case.number(Decimal(repr(value / _KILOMETRE))), size_pt=9, anchor="middle")
    drawing.lines([(_LEFT, _TOP), (_LEFT, _BOTTOM), (_RIGHT, _BOTTOM)], stroke="#000000", stroke_width="0.3")
    drawing.text(_LEFT - 14, _TOP - 3.5, case.label("profile_heights"), size_pt=9)
    drawing.text(_RIGHT, _BOTTOM + 9.5, case.label("profile_distances"), size_pt=9, anchor="end")


def _draw_surfaces(drawing: Drawing, case: Case, profile: Profile, axes: _Axes) -> None:
    start = 0
    for name, group in groupby(profile.surface):
        stop = start + len(list(group))
        part = slice(start, stop)
        places = [
            (axes.x(float(at)), axes.y(float(height)))
            for at, height in zip(profile.distances_m[part], profile.permitted_m[part], strict=True)
            if np.isfinite(height)
        ]
        start = stop
        if not name or len(places) < 2:
            continue
        drawing.lines(places, stroke="#1d4f91", stroke_width="0.6")
        words = SURFACES[name].in_language(case.language)
        if places[-1][0] - places[0][0] > len(words) * _NAME_WIDTH:
            x = (places[0][0] + places[-1][0]) / 2
            half = len(words) * _NAME_WIDTH / 2
            along, heights = zip(*places, strict=True)
            y = min(float(np.interp(at, along, heights)) for at in (x - half, x, x + half))
            drawing.label(x, y - 2, words)


def _draw_work(drawing: Drawing, case: Case, profile: Profile, axes: _Axes) -> None:
    """Draw ground and top of the work at the site; without the ground the line begins at the foot of the drawing."""
    x = axes.x(profile.site_m)
    foot = float(profile.ground_m) if profile.ground_m is not None else axes.lowest
    if profile.top_m is None:
        drawing.lines([(x, _TOP), (x, _BOTTOM)], stroke="#b3005e", stroke_width="0.3", stroke_dasharray="1 1")
        drawing.label(x, _TOP + 4, case.label("profile_no_top"))
        return
    drawing.lines([(x, axes.y(foot)), (x, axes.y(float(profile.top_m)))], stroke="#b3005e", stroke_width="1.4")
    if profile.ground_m is None:
        drawing.lines(
            [(x, axes.y(foot)), (x, axes.y(foot) - 4)], stroke="#ffffff", stroke_width="0.6", stroke_dasharray="0.8 0.8"
        )
    else:
        drawing.lines([(x - 6, axes.y(foot)), (x + 6, axes.y(foot))], stroke="#5b4636", stroke_width="0.5")
    words = case.label("profile_top", metres=case.number(profile.top_m))
    drawing.label(x, axes.y(float(profile.top_m)) - 2, words, bold=True)


def segment_table(case: Case, profile: Profile) -> Table:
    """Return the profile as a table: each surface with its stretch and the elevations at both ends."""
    rows: list[tuple[Cell, ...]] = []
    start = 0
    for name, group in groupby(profile.surface):
        stop = start + len(list(group))
        words = SURFACES[name].in_language(case.language) if name else case.label("p_none")
        distances = [case.number(Decimal(float(profile.distances_m[at])), 0) for at in (start, stop - 1)]
        heights = [_height(case, float(profile.permitted_m[at])) for at in (start, stop - 1)]
        rows.append(tuple((line(text),) for text in (upper_first(words), *distances, *heights)))
        start = stop
    header = tuple(case.label(name) for name in ("p_surface", "p_from", "p_to", "p_start", "p_end"))
    return Table(case.label("a_profile"), _SEGMENT_WIDTHS, header, tuple(rows), right=(1, 2, 3, 4))


def _height(case: Case, metres: float) -> str:
    return case.number(Decimal(metres)) if np.isfinite(metres) else "–"
