"""The strip and the sloping surfaces of one runway as planar pieces: polygons in the runway's frame, each with its plane."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry import Polygon

from kethop.spatial.surfaces.dimensions import ApproachDimensions, TakeOffDimensions

__all__ = ["End", "PlanePiece", "Surface", "approach_pieces", "strip_pieces", "take_off_pieces"]


class Surface(StrEnum):
    """Obstacle limitation surfaces, the strictest first."""

    STRIP = "strip"
    """The runway strip, at the elevation of the runway: nothing may stand there."""
    APPROACH = "approach"
    TAKE_OFF_CLIMB = "take_off_climb"
    TRANSITIONAL = "transitional"
    INNER_HORIZONTAL = "inner_horizontal"
    CONICAL = "conical"


@dataclass(frozen=True, slots=True)
class End:
    """A place on the centre line where surfaces begin.

    Parameters
    ----------
    x : float
        Its place along the runway, in metres of the frame.
    outward : float
        +1 or -1: the direction of x that leads away from the runway.
    elevation_m : float
        Elevation above mean sea level, in metres.
    """

    x: float
    outward: float
    elevation_m: float


@dataclass(frozen=True, slots=True)
class PlanePiece:
    """A polygon in the runway's frame and the elevation over it, ``z0 + zx x + zy y`` in metres above mean sea level."""

    surface: Surface
    direction: str
    polygon: Polygon
    z0: float
    zx: float
    zy: float


@dataclass(frozen=True, slots=True)
class _Slope:
    """Elevation and half width at the distance s from an inner edge, for s from ``start`` to ``stop``."""

    start: float
    stop: float
    base_m: float  # elevation continued to s = 0
    slope: float
    half_m: float  # half width continued to s = 0
    divergence: float

    def elevation(self, s: float) -> float:
        return self.base_m + self.slope * s

    def half_width(self, s: float) -> float:
        return self.half_m + self.divergence * s


def approach_pieces(end: End, table: ApproachDimensions, *, top_m: float, direction: str) -> Iterator[PlanePiece]:
    """Yield the sections of an approach surface and the transitional surfaces beside them.

    Parameters
    ----------
    end : End
        The threshold.
    table : ApproachDimensions
        Column of Table 4-1.
    top_m : float
        Elevation of the inner horizontal surface, where a transitional surface ends.
    direction : str
        Designator of the runway direction that lands over this threshold.

    References
    ----------
    .. [1] ICAO Annex 14, Vol. I, 4.1.7-4.1.16; the transitional slope is measured at right angles to the centre line.
    """
    inner = float(table.distance_m)
    start, base = 0.0, end.elevation_m
    for section in table.sections:
        slope, stop = float(section.slope), start + float(section.length_m)
        part = _Slope(start, stop, base - slope * start, slope, float(table.inner_edge_m) / 2, float(table.divergence))
        yield _sloping(end, inner, part, Surface.APPROACH, direction)
        yield from _beside(end, inner, part, float(table.transitional_slope), top_m, direction)
        start, base = stop, part.elevation(stop)


def take_off_pieces(end: End, table: TakeOffDimensions, *, clearway_m: float, direction: str) -> Iterator[PlanePiece]:
    """Yield the widening and the parallel part of a take-off climb surface.

    Parameters
    ----------
    end : End
        The runway's end.
    table : TakeOffDimensions
        Column of Table 4-2; the wider of its final widths is taken.
    clearway_m : float
        Clearway beyond the end; the surface begins at its end when that lies further out.
    direction : str
        Designator of the runway direction that departs over this end.
    """
    inner = max(float(table.distance_m), clearway_m)
    slope, half, widest = float(table.slope), float(table.inner_edge_m) / 2, table.widest_m / 2
    turn = min((widest - half) / float(table.divergence), float(table.length_m))
    parts = (
        _Slope(0.0, turn, end.elevation_m, slope, half, float(table.divergence)),
        _Slope(turn, float(table.length_m), end.elevation_m, slope, widest, 0.0),
    )
    for part in parts:
        if part.stop > part.start:
            yield _sloping(end, inner, part, Surface.TAKE_OFF_CLIMB, direction)


def strip_pieces(ends: Sequence[End], table: ApproachDimensions, *, top_m: float) -> Iterator[PlanePiece]:
    """Yield the strip and the transitional surfaces beside it.

    The strip lies at the elevation of the centre line, which runs straight between the two ends and stays level beyond
    them; the transitional surfaces start from there (Annex 14, Vol. I, 4.1.15).

    Parameters
    ----------
    ends : sequence of End, shape (2,)
        Ends of the runway, in the order of x.
    table : ApproachDimensions
        Column of Table 4-1.
    top_m : float
        Elevation of the inner horizontal surface.
    """
    low, high = ends
    origin = End(0.0, 1.0, 0.0)
    beyond = float(table.distance_m)
    rise = (high.elevation_m - low.elevation_m) / (high.x - low.x)
    spans = (
        (low.x - beyond, low.x, low.elevation_m, 0.0),
        (low.x, high.x, low.elevation_m, rise),
        (high.x, high.x + beyond, high.elevation_m, 0.0),
    )
    for start, stop, elevation, slope in spans:
        part = _Slope(start, stop, elevation - slope * start, slope, float(table.inner_edge_m) / 2, 0.0)
        yield _sloping(origin, 0.0, part, Surface.STRIP, "")
        yield from _beside(origin, 0.0, part, float(table.transitional_slope), top_m, "")


def _sloping(end: End, inner: float, part: _Slope, surface: Surface, direction: str) -> PlanePiece:
    near, far = part.half_width(part.start), part.half_width(part.stop)
    corners = ((part.start, -near), (part.stop, -far), (part.stop, far), (part.start, near))
    return _placed(end, inner, corners, surface, direction, (part.base_m, part.slope, 0.0))


def _beside(end: End, inner: float, part: _Slope, across: float, top_m: float, direction: str) -> Iterator[PlanePiece]:
    """Yield the transitional surface on both sides of a strip or an approach section, up to ``top_m``."""
    start, stop = _below(part, top_m)
    if stop <= start:
        return
    near, far = part.half_width(start), part.half_width(stop)
    rise_near, rise_far = (max(0.0, top_m - part.elevation(s)) / across for s in (start, stop))
    plane = (part.base_m - across * part.half_m, part.slope - across * part.divergence, across)
    for side in (1.0, -1.0):
        corners = ((start, near), (stop, far), (stop, far + rise_far), (start, near + rise_near))
        mirrored = tuple((s, side * t) for s, t in corners)
        yield _placed(end, inner, mirrored, Surface.TRANSITIONAL, direction, (plane[0], plane[1], side * plane[2]))


def _below(part: _Slope, top_m: float) -> tuple[float, float]:
    """Return the part of the span where the surface lies below ``top_m``."""
    start, stop = part.start, part.stop
    if part.slope == 0.0:
        return (start, stop) if part.base_m < top_m else (start, start)
    meets = (top_m - part.base_m) / part.slope
    return (start, min(stop, meets)) if part.slope > 0 else (max(start, meets), stop)


def _placed(
    end: End,
    inner: float,
    corners: Sequence[tuple[float, float]],
    surface: Surface,
    direction: str,
    plane: tuple[float, float, float],
) -> PlanePiece:
    """Turn a polygon and a plane in (s, t) of an end into the frame: s = outward (x - end.x) - inner, t = y."""
    polygon = Polygon([(end.x + end.outward * (inner + s), t) for s, t in corners])
    base, along, across = plane
    z0 = base - along * (end.outward * end.x + inner)
    return PlanePiece(surface, direction, polygon, z0, along * end.outward, across)
