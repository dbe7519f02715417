"""Whether the filed numbers lie in the declared communes, and what is most likely wrong where they do not."""

from collections.abc import Sequence

import numpy as np

from kethop.appraisal.trial import Trial
from kethop.errors import Place, SiteError
from kethop.spatial import Candidate, ColumnOrder, FiledPoint, Verdict, positions_of, system_of
from kethop.spatial.measures import GEOD

__all__ = ["misplacement", "zones_of"]


def misplacement(trial: Trial) -> SiteError | None:
    """Return why a site cannot stand as filed; None when some part of it lies in the declared communes.

    Returns
    -------
    SiteError or None
        Without a CRS: ``site.crs_proposed``, ``site.crs_proposed_swapped``, ``site.crs_ambiguous``, ``site.crs_partial``,
        ``site.crs_not_found``. With one: ``site.columns_swapped``, ``site.zone_differs``, ``site.meridian_differs``,
        ``site.meridian_and_columns``, ``site.several_fit``, ``site.outside_communes``,
        ``site.outside_communes_unplaced``.
    """
    if trial.outline.crs is None:
        return _without_crs(trial)
    return _with_crs(trial) if trial.as_filed is None else None


def _without_crs(trial: Trial) -> SiteError:
    placement, place = trial.placement, Place(trial.outline.source)
    best = placement.candidates[0] if placement.candidates else None
    if best is None:
        return SiteError("site.crs_not_found", place=place, communes=trial.names)
    if placement.verdict is Verdict.AMBIGUOUS:
        return SiteError(
            "site.crs_ambiguous",
            place=place,
            system=_systems(placement.fitting),
            communes=trial.names,
            zones=zones_of(placement.fitting),
            distance_m=placement.separation_m,
            columns=_columns(placement.fitting),
        )
    if placement.verdict is Verdict.PARTIAL:
        return SiteError(
            "site.crs_partial",
            place=place,
            system=best.system.crs,
            crs=best.system.crs,
            share=best.share_inside,
            communes=trial.names,
        )
    known: dict[str, str | int] = {
        "system": best.system.crs,
        "crs": best.system.crs,
        "points": best.points,
        "communes": trial.names,
    }
    if best.is_swapped:
        return SiteError("site.crs_proposed_swapped", place=place, turned_order=_turned_order(trial), **known)
    return SiteError("site.crs_proposed", place=place, **known)


def _with_crs(trial: Trial) -> SiteError:
    point, landing, distance = _landing(trial)
    place = Place(trial.outline.source, point.row)
    stated = system_of(trial.outline.crs or "")
    fitting = trial.placement.fitting
    best = next((item for item in fitting if item.system == stated), trial.placement.proposed)
    if best is None and fitting:
        return SiteError(
            "site.several_fit",
            place=place,
            system=stated.crs,
            point=point.name,
            landing=landing,
            communes=trial.names,
            other=_systems(fitting),
            zones=zones_of(fitting),
            distance_m=trial.placement.separation_m,
            columns=_columns(fitting),
        )
    if best is None:
        return _outside(trial)
    if best.system == stated:
        code = "site.columns_swapped"
    elif best.is_swapped:
        code = "site.meridian_and_columns"
    else:
        code = "site.meridian_differs" if best.system.zone == stated.zone else "site.zone_differs"
    return SiteError(
        code,
        place=place,
        system=stated.crs,
        point=point.name,
        landing=landing,
        distance_m=distance,
        communes=trial.names,
        other=best.system.crs,
        crs=best.system.crs,
        points=best.points,
        turned_order=_turned_order(trial),
    )


def _outside(trial: Trial) -> SiteError:
    point, landing, distance = _landing(trial)
    where: dict[str, str | None] = {
        "system": system_of(trial.outline.crs or "").crs,
        "point": point.name,
        "landing": landing,
        "communes": trial.names,
    }
    place = Place(trial.outline.source, point.row)
    if distance is None:
        return SiteError("site.outside_communes_unplaced", place=place, **where)
    return SiteError("site.outside_communes", place=place, distance_m=distance, **where)


def zones_of(fitting: Sequence[Candidate]) -> str | None:
    """Return ``both`` where zones of 3° and of 6° are among the systems: the drawing must then say which; else None."""
    return "both" if {3, 6} <= {item.system.zone for item in fitting} else None


def _turned_order(trial: Trial) -> str | None:
    """Return the column order that exchanges the columns; None where their headings, or the format, say what they are."""
    order = trial.outline.column_order
    if order is None:
        return None
    return str(ColumnOrder.X_IS_EAST if order is ColumnOrder.X_IS_NORTH else ColumnOrder.X_IS_NORTH)


def _systems(fitting: Sequence[Candidate]) -> str:
    return ", ".join(dict.fromkeys(item.system.crs for item in fitting))


def _columns(fitting: Sequence[Candidate]) -> str | None:
    """Return whether the columns must be exchanged: in every system that fits, in some, or (None) in none."""
    count = sum(item.is_swapped for item in fitting)
    return None if not count else "swapped" if count == len(fitting) else "some_swapped"


def _landing(trial: Trial) -> tuple[FiledPoint, str | None, float | None]:
    """Return the first point that the CRS places at all, the commune where it lands, and how far off that is in metres."""
    points = [point for path in trial.outline.paths for point in path.points]
    numbers = np.array([(point.easting, point.northing) for point in points])
    positions = positions_of(numbers, trial.outline.crs or "", is_swapped=False)
    finite = np.asarray(np.isfinite(positions).all(axis=1) & (np.abs(positions) <= (180.0, 90.0)).all(axis=1))
    index = int(np.argmax(finite))
    lon, lat = (float(value) for value in positions[index])
    if not finite[index]:
        return points[0], None, None
    name = trial.communes.atlas.name_at(lon, lat)
    best = trial.placement.proposed
    distance = trial.area.distance_m(lon, lat)
    if best is not None:
        own = positions_of(numbers[index : index + 1], best.system.crs, is_swapped=best.is_swapped)[0]
        distance = float(GEOD.inv(lon, lat, float(own[0]), float(own[1]))[2])
    return points[index], name.vi if name else None, distance
