"""Points between VN-2000 and WGS 84, as plain values. The child of the engine calls it."""

from kethop.spatial.crs import from_wgs84, to_wgs84
from kethop.spatial.crs_names import PROJECTED
from kethop_office.appraisal.bridge.plain import Plain

__all__ = ["plain_points"]

MOST_POINTS = 5_000
_METRES, _DEGREES = 3, 8


def plain_points(*, crs: str, to: str, points: list[list[float]]) -> dict[str, Plain]:
    """Return points in the other system.

    Parameters
    ----------
    crs : str
        A grid of VN-2000, such as ``EPSG:9209``.
    to : str
        ``wgs84``: pairs of north and east in metres become longitude and latitude; ``crs``: the other way.
    points : list of pairs
        At most 5,000.

    Returns
    -------
    dict
        ``points`` as text with a fixed number of decimals; None where the system is not one of the grids.
    """
    if crs not in PROJECTED or len(points) > MOST_POINTS:
        return {"points": None}
    if not points:
        return {"points": []}
    first, second = zip(*points, strict=True)
    if to == "wgs84":
        lon, lat = to_wgs84(crs, list(second), list(first))
        pairs = zip(lon.tolist(), lat.tolist(), strict=True)
        return {"points": [[f"{x:.{_DEGREES}f}", f"{y:.{_DEGREES}f}"] for x, y in pairs]}
    east, north = from_wgs84(crs, list(first), list(second))
    return {
        "points": [[f"{n:.{_METRES}f}", f"{e:.{_METRES}f}"] for n, e in zip(north.tolist(), east.tolist(), strict=True)]
    }
