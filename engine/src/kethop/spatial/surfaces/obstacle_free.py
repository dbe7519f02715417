"""The obstacle free zone of a precision approach: inner approach, inner transitional and balked landing surface."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kethop.spatial.surfaces.dimensions import ApproachDimensions, BalkedLanding, InnerApproach
from kethop.spatial.surfaces.slopes import End, PlanePiece, Slope, beside, sloping
from kethop.spatial.surfaces.surface import Surface

__all__ = ["obstacle_free_pieces"]


def obstacle_free_pieces(
    threshold: End, ends: Sequence[End], column: ApproachDimensions, *, wide: bool, top_m: float, direction: str
) -> Iterator[PlanePiece]:
    """Yield the surfaces of the obstacle free zone of landings over a threshold; none where the column has none.

    The inner transitional surface rises from the sides of the inner approach, from lines along the strip between both
    inner edges at the elevation of the centre line, and from the sides of the balked landing surface, to ``top_m``.

    Parameters
    ----------
    threshold : End
        Where landings begin; its ``outward`` leads away from the runway.
    ends : sequence of End, shape (2,)
        Ends of the runway, in the order of x.
    column : ApproachDimensions
        Column of Table 4-1.
    wide : bool
        Whether the widths of code letter F are taken, where there are such.
    top_m : float
        Elevation of the inner horizontal surface, where all of them end.
    direction : str
        Designator of the runway direction that lands over this threshold.

    References
    ----------
    .. [1] ICAO Annex 14, Vol. I, 4.1.11-4.1.12, 4.1.17-4.1.24.
    """
    inner, balked = column.inner_approach, column.balked_landing
    if inner is None or balked is None:
        return
    half = _width(inner, wide=wide) / 2
    across = float(inner.transitional_slope)
    distance = float(inner.distance_m)
    slope = float(inner.slope)
    begins = _balked_edge(threshold, ends, column, balked)
    travel = End(begins, -threshold.outward, _centre_line(ends, begins))
    rising = Slope(
        0.0,
        max(0.0, top_m - travel.elevation_m) / float(balked.slope),
        travel.elevation_m,
        float(balked.slope),
        _width(balked, wide=wide) / 2,
        float(balked.divergence),
    )
    approach = Slope(0.0, float(inner.length_m), threshold.elevation_m, slope, half, 0.0)
    yield sloping(threshold, distance, approach, Surface.INNER_APPROACH, direction)
    if rising.stop > 0:
        yield sloping(travel, 0.0, rising, Surface.BALKED_LANDING, direction)
    foot = threshold.x + threshold.outward * distance
    bases = [
        (threshold, distance, approach),
        (travel, 0.0, rising),
        *((End(0.0, 1.0, 0.0), 0.0, part) for part in _along(ends, min(foot, begins), max(foot, begins), half)),
    ]
    for end, offset, part in bases:
        yield from beside(end, offset, part, across=across, top_m=top_m, whose=(Surface.INNER_TRANSITIONAL, direction))


def _width(row: InnerApproach | BalkedLanding, *, wide: bool) -> float:
    return float(row.width_f_m if wide and row.width_f_m is not None else row.width_m)


def _balked_edge(threshold: End, ends: Sequence[End], column: ApproachDimensions, balked: BalkedLanding) -> float:
    """Return the place of the inner edge: so far after the threshold, or the runway's end, or the strip's end."""
    other = ends[1] if threshold.outward < 0 else ends[0]
    if balked.after_threshold_m is None:
        return other.x + other.outward * float(column.distance_m)
    room = abs(other.x - threshold.x)
    return threshold.x - threshold.outward * min(float(balked.after_threshold_m), room)


def _centre_line(ends: Sequence[End], x: float) -> float:
    """Return the elevation of the centre line, level beyond the ends."""
    low, high = ends
    share = min(1.0, max(0.0, (x - low.x) / (high.x - low.x)))
    return low.elevation_m + share * (high.elevation_m - low.elevation_m)


def _along(ends: Sequence[End], start: float, stop: float, half_m: float) -> Iterator[Slope]:
    """Yield the centre line between two places as parts of one slope each."""
    low, high = ends
    places = sorted({start, stop, *(x for x in (low.x, high.x) if start < x < stop)})
    for first, second in pairwise(places):
        base, top = _centre_line(ends, first), _centre_line(ends, second)
        slope = (top - base) / (second - first)
        yield Slope(first, second, base - slope * first, slope, half_m, 0.0)
