"""The strip and the sloping surfaces of one runway, as planar pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kethop.spatial.surfaces.slopes import End, PlanePiece, Slope, beside, sloping
from kethop.spatial.surfaces.surface import Surface

__all__ = ["Climb", "Funnel", "approach_pieces", "strip_pieces", "take_off_pieces"]


@dataclass(frozen=True, slots=True)
class Funnel:
    """What an approach is made from: lengths in metres, slopes and divergence as ratios.

    Parameters
    ----------
    distance_m : float
        Distance of the inner edge from the threshold.
    inner_edge_m : float
        Width of the inner edge, which is also the strip's.
    divergence : float
        Widening on each side.
    sections : tuple of (float, float)
        Length and slope of each, from the inner edge outwards.
    across : float
        Slope of the transitional surface, at right angles to the centre line.
    """

    distance_m: float
    inner_edge_m: float
    divergence: float
    sections: tuple[tuple[float, float], ...]
    across: float

    @property
    def length_m(self) -> float:
        """Length of all sections, in metres."""
        return sum(length for length, _ in self.sections)


@dataclass(frozen=True, slots=True)
class Climb:
    """What a take-off climb surface is made from; the distance is from the runway's end."""

    distance_m: float
    inner_edge_m: float
    divergence: float
    widest_m: float
    length_m: float
    slope: float


def approach_pieces(
    end: End,
    funnel: Funnel,
    *,
    top_m: float,
    direction: str,
    surfaces: tuple[Surface, Surface] = (Surface.APPROACH, Surface.TRANSITIONAL),
) -> Iterator[PlanePiece]:
    """Yield the sections of an approach surface and the transitional surfaces beside them.

    Parameters
    ----------
    end : End
        The threshold.
    funnel : Funnel
        Dimensions.
    top_m : float
        Elevation at which a transitional surface ends.
    direction : str
        Designator of the runway direction that lands over this threshold.
    surfaces : tuple of Surface, shape (2,)
        What the sections and what lies beside them is called.

    References
    ----------
    .. [1] ICAO Annex 14, Vol. I, 4.1.7-4.1.16; the transitional slope is measured at right angles to the centre line.
    """
    inner = funnel.distance_m
    start, base = 0.0, end.elevation_m
    for length, slope in funnel.sections:
        stop = start + length
        part = Slope(start, stop, base - slope * start, slope, funnel.inner_edge_m / 2, funnel.divergence)
        yield sloping(end, inner, part, surfaces[0], direction)
        yield from beside(end, inner, part, across=funnel.across, top_m=top_m, whose=(surfaces[1], direction))
        start, base = stop, part.elevation(stop)


def take_off_pieces(end: End, climb: Climb, *, clearway_m: float, direction: str) -> Iterator[PlanePiece]:
    """Yield the widening and the parallel part of a take-off climb surface.

    Parameters
    ----------
    end : End
        The runway's end.
    climb : Climb
        Dimensions.
    clearway_m : float
        Clearway beyond the end; the surface begins at its end when that lies further out.
    direction : str
        Designator of the runway direction that departs over this end.
    """
    inner = max(climb.distance_m, clearway_m)
    half, widest = climb.inner_edge_m / 2, climb.widest_m / 2
    turn = min((widest - half) / climb.divergence, climb.length_m)
    parts = (
        Slope(0.0, turn, end.elevation_m, climb.slope, half, climb.divergence),
        Slope(turn, climb.length_m, end.elevation_m, climb.slope, widest, 0.0),
    )
    for part in parts:
        if part.stop > part.start:
            yield sloping(end, inner, part, Surface.TAKE_OFF_CLIMB, direction)


def strip_pieces(ends: Sequence[End], funnel: Funnel, *, top_m: float) -> Iterator[PlanePiece]:
    """Yield the strip and the transitional surfaces beside it.

    The strip lies at the elevation of the centre line, which runs straight between the two ends and stays level beyond
    them; the transitional surfaces start from there (Annex 14, Vol. I, 4.1.15).

    Parameters
    ----------
    ends : sequence of End, shape (2,)
        Ends of the runway, in the order of x.
    funnel : Funnel
        Dimensions of the approach; the strip is as wide as its inner edge and ends where that lies.
    top_m : float
        Elevation at which the transitional surfaces end.
    """
    low, high = ends
    origin = End(0.0, 1.0, 0.0)
    beyond = funnel.distance_m
    rise = (high.elevation_m - low.elevation_m) / (high.x - low.x)
    spans = (
        (low.x - beyond, low.x, low.elevation_m, 0.0),
        (low.x, high.x, low.elevation_m, rise),
        (high.x, high.x + beyond, high.elevation_m, 0.0),
    )
    for start, stop, elevation, slope in spans:
        part = Slope(start, stop, elevation - slope * start, slope, funnel.inner_edge_m / 2, 0.0)
        yield sloping(origin, 0.0, part, Surface.STRIP, "")
        yield from beside(origin, 0.0, part, across=funnel.across, top_m=top_m, whose=(Surface.TRANSITIONAL, ""))
