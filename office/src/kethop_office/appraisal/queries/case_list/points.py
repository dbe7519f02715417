"""Where the sites of a list lie."""

from django.db.models import QuerySet

from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.shell import case_path, title_of
from kethop_office.appraisal.queries.standing import Reader

__all__ = ["MOST_POINTS", "case_points"]

MOST_POINTS = 2_000


def case_points(_reader: Reader, cases: QuerySet[Case]) -> dict[str, object]:
    """Return the inner points of the sites as GeoJSON, and of how many cases no site is known.

    Parameters
    ----------
    cases : QuerySet
        From ``selected_cases``, at most ``MOST_POINTS``.
    """
    rows = list(cases.order_by("reference")[:MOST_POINTS])
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [case.lon, case.lat]},
            "properties": {"name": f"{case.reference} {title_of(case)}", "stage": case.stage, "path": case_path(case)},
        }
        for case in rows
        if case.lon is not None and case.lat is not None
    ]
    return {"type": "FeatureCollection", "features": features, "without_site": len(rows) - len(features)}
