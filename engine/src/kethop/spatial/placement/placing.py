"""Try every system and both column orders, and say which put the filed numbers into the declared communes."""

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from kethop.spatial.crs import Floats, to_wgs84
from kethop.spatial.placement.candidate import Candidate, Placement, Verdict
from kethop.spatial.placement.declared_area import DeclaredArea
from kethop.spatial.placement.systems import SYSTEMS, TrialSystem, trial_positions
from kethop.spatial.sites import FiledPath, PathRole

__all__ = ["place_paths", "positions_of"]

_SLACK = 0.1  # of the extent: how much a box of numbers may bend when it becomes a box of degrees


def place_paths(paths: Sequence[FiledPath], declared: DeclaredArea) -> Placement:
    """Return which systems put filed paths into the declared communes.

    Parameters
    ----------
    paths : sequence of FiledPath
        The numbers as filed; finite.
    declared : DeclaredArea
        The declared communes with their tolerance.
    """
    east, north = _numbers(paths)
    found = []
    for is_swapped, index, centre in _in_reach(east, north, declared):
        candidate = _tried(paths, SYSTEMS[index], declared, centre, is_swapped=is_swapped)
        if candidate.points_inside or candidate.share_inside > 0.0:
            found.append(candidate)
    found.sort(key=lambda item: (not item.fits, -item.points_inside, -round(item.share_inside, 9), item.is_swapped))
    fitting = [item for item in found if item.fits]
    if fitting:
        verdict = Verdict.UNIQUE if len(fitting) == 1 else Verdict.AMBIGUOUS
    else:
        verdict = Verdict.PARTIAL if found else Verdict.NONE
    return Placement(verdict, tuple(found), _separation(fitting))


def positions_of(points: Floats, crs: str, *, is_swapped: bool) -> Floats:
    """Return longitudes and latitudes in WGS 84, shape (n, 2), of filed eastings and northings, shape (n, 2)."""
    columns = (1, 0) if is_swapped else (0, 1)
    return np.column_stack(to_wgs84(crs, points[:, columns[0]], points[:, columns[1]]))


def _numbers(paths: Sequence[FiledPath]) -> tuple[Floats, Floats]:
    rows = [(point.easting, point.northing) for path in paths for point in path.points]
    numbers = np.asarray(rows, dtype=np.float64)
    return numbers[:, 0], numbers[:, 1]


def _in_reach(east: Floats, north: Floats, declared: DeclaredArea) -> list[tuple[bool, int, tuple[float, float]]]:
    """Return the systems whose picture of the numbers' envelope, widened, meets that of the declared communes."""
    (left, right), (low, high) = ((float(numbers.min()), float(numbers.max())) for numbers in (east, north))
    columns = np.array(
        [left, left, left, (left + right) / 2, (left + right) / 2, (left + right) / 2, right, right, right]
    )
    rows = np.array([low, (low + high) / 2, high] * 3)
    both = trial_positions(np.concatenate((columns, rows)), np.concatenate((rows, columns)))
    west, south, far_east, far_north = declared.plane.bounds
    hits = []
    for is_swapped in (False, True):
        own = both[:, 9:] if is_swapped else both[:, :9]
        places = declared.metres(own)
        least, most = places.min(axis=1), places.max(axis=1)
        with np.errstate(invalid="ignore"):
            slack = _SLACK * (most - least) + declared.tolerance_m
            meets = ((least - slack) <= (far_east, far_north)).all(axis=1)
            meets &= ((most + slack) >= (west, south)).all(axis=1)
        hits += [
            (is_swapped, int(index), (float(own[index, 4, 0]), float(own[index, 4, 1])))
            for index in np.flatnonzero(meets & np.isfinite(places).all(axis=(1, 2)))
        ]
    return hits


def _tried(
    paths: Sequence[FiledPath],
    system: TrialSystem,
    declared: DeclaredArea,
    centre: tuple[float, float],
    *,
    is_swapped: bool,
) -> Candidate:
    numbers = np.column_stack(_numbers(paths))
    positions = positions_of(numbers, system.crs, is_swapped=is_swapped)
    near = declared.near(positions)
    shape = _shape(paths, declared.metres(positions))
    return Candidate(
        system=system,
        is_swapped=is_swapped,
        points=len(near),
        points_inside=int(near.sum()),
        share_inside=declared.share(shape),
        fits=bool(near.all()) and declared.covers(shape),
        centre=centre,
    )


def _shape(paths: Sequence[FiledPath], places: Floats) -> BaseGeometry:
    """Return the paths as one valid shape; a boundary that crosses itself, which no site can have, as its corners."""
    parts: list[BaseGeometry] = []
    start = 0
    for path in paths:
        own = places[start : start + len(path.points)]
        start += len(path.points)
        if path.role is PathRole.POINT or len(own) == 1:
            parts.append(shapely.Point(own[0]))
        elif path.role is PathRole.LINE or len(own) == 2:
            parts.append(shapely.LineString(own))
        else:
            ring = shapely.Polygon(own)
            is_sound = shapely.is_valid(ring)
            if path.role is PathRole.HOLE and parts:
                parts[-1] = shapely.difference(parts[-1], ring) if is_sound else parts[-1]
            else:
                parts.append(ring if is_sound else shapely.MultiPoint(own))
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _separation(fitting: Sequence[Candidate]) -> float:
    distances = (one.distance_m(other) for at, one in enumerate(fitting) for other in fitting[at + 1 :])
    return max(distances, default=0.0)
