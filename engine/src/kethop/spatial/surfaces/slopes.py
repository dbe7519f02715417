"""Planar pieces of surfaces: polygons in a runway's frame, each with its plane, made from what slopes away from an edge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shapely.geometry import Polygon

from kethop.spatial.surfaces.surface import Surface

__all__ = ["End", "PlanePiece", "Slope", "beside", "sloping"]


@dataclass(frozen=True, slots=True)
class End:
    """A place on the centre line where surfaces begin.

    Parameters
    ----------
    x : float
        Its place along the runway, in metres of the frame.
    outward : float
        +1 or -1: the direction of x in which they lead.
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
class Slope:
    """Elevation and half width at the distance s from an inner edge, for s from ``start`` to ``stop``, all in metres.

    Parameters
    ----------
    start, stop : float
        Where it begins and ends.
    base_m : float
        Elevation, continued to s = 0.
    slope : float
        Rise per metre.
    half_m : float
        Half width, continued to s = 0.
    divergence : float
        Widening on each side per metre.
    """

    start: float
    stop: float
    base_m: float
    slope: float
    half_m: float
    divergence: float

    def elevation(self, s: float) -> float:
        """Return the elevation at s."""
        return self.base_m + self.slope * s

    def half_width(self, s: float) -> float:
        """Return the half width at s."""
        return self.half_m + self.divergence * s


def sloping(end: End, inner: float, part: Slope, surface: Surface, direction: str) -> PlanePiece:
    """Return a part as a piece; ``inner`` is the distance of s = 0 from the end, in metres."""
    near, far = part.half_width(part.start), part.half_width(part.stop)
    corners = ((part.start, -near), (part.stop, -far), (part.stop, far), (part.start, near))
    return _placed(end, inner, corners, _Plane(surface, direction, part.base_m, part.slope, 0.0))


def beside(
    end: End, inner: float, part: Slope, *, across: float, top_m: float, whose: tuple[Surface, str]
) -> Iterator[PlanePiece]:
    """Yield the surface that rises from both sides of a part, up to an elevation.

    Parameters
    ----------
    end, inner, part : End, float, Slope
        As for ``sloping``.
    across : float
        Slope at right angles to the centre line.
    top_m : float
        Elevation at which it ends.
    whose : tuple of (Surface, str)
        What the pieces are, and of which runway direction.
    """
    start, stop = _below(part, top_m)
    if stop <= start:
        return
    near, far = part.half_width(start), part.half_width(stop)
    rise_near, rise_far = (max(0.0, top_m - part.elevation(s)) / across for s in (start, stop))
    base, along = part.base_m - across * part.half_m, part.slope - across * part.divergence
    for side in (1.0, -1.0):
        corners = ((start, near), (stop, far), (stop, far + rise_far), (start, near + rise_near))
        mirrored = tuple((s, side * t) for s, t in corners)
        yield _placed(end, inner, mirrored, _Plane(*whose, base, along, side * across))


@dataclass(frozen=True, slots=True)
class _Plane:
    """A plane in (s, t) of an end, ``base + along s + across t``, and the surface that it belongs to."""

    surface: Surface
    direction: str
    base: float
    along: float
    across: float


def _below(part: Slope, top_m: float) -> tuple[float, float]:
    """Return the part of the span where the surface lies below ``top_m``."""
    start, stop = part.start, part.stop
    if part.slope == 0.0:
        return (start, stop) if part.base_m < top_m else (start, start)
    meets = (top_m - part.base_m) / part.slope
    return (start, min(stop, meets)) if part.slope > 0 else (max(start, meets), stop)


def _placed(end: End, inner: float, corners: Sequence[tuple[float, float]], plane: _Plane) -> PlanePiece:
    """Turn a polygon and a plane in (s, t) of an end into the frame: s = outward (x - end.x) - inner, t = y."""
    polygon = Polygon([(end.x + end.outward * (inner + s), t) for s, t in corners])
    z0 = plane.base - plane.along * (end.outward * end.x + inner)
    return PlanePiece(plane.surface, plane.direction, polygon, z0, plane.along * end.outward, plane.across)
