"""Whether filed numbers lie where their CRS may be used."""

from collections.abc import Sequence

import numpy as np

from kethop.errors import Place, SiteError
from kethop.spatial.crs import Floats, area_of_use, is_geographic, to_wgs84
from kethop.spatial.sites.filed import FiledPath

__all__ = ["check_area_of_use"]


def check_area_of_use(crs: str, paths: Sequence[FiledPath], source: str) -> None:
    """Raise when a point lies outside the area of use of its CRS.

    Raises
    ------
    SiteError
        ``site.axes_swapped`` (``crs``, ``point``), ``site.outside_area_of_use`` (``crs``, ``point``, ``east``, ``north``,
        ``looks_like``: ``degrees``, ``metres`` or empty).
    """
    points = [(path, point) for path in paths for point in path.points]
    east = np.array([point.easting for _, point in points])
    north = np.array([point.northing for _, point in points])
    outside = np.flatnonzero(~_inside(crs, east, north))
    if not len(outside):
        return
    path, point = points[int(outside[0])]
    place = Place(source, point.row, path.name)
    if _inside(crs, north, east).all():
        raise SiteError("site.axes_swapped", place=place, crs=crs, point=point.name)
    small = bool((np.abs(east) <= 180).all() and (np.abs(north) <= 180).all())
    looks_like = "degrees" if small and not is_geographic(crs) else "metres" if not small and is_geographic(crs) else ""
    raise SiteError(
        "site.outside_area_of_use",
        place=place,
        crs=crs,
        point=point.name,
        east=point.easting,
        north=point.northing,
        looks_like=looks_like,
    )


def _inside(crs: str, east: Floats, north: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    lon, lat = to_wgs84(crs, east, north)
    west, south, right, top = area_of_use(crs)
    return np.asarray((lon >= west) & (lon <= right) & (lat >= south) & (lat <= top))
