"""The geometry of a site for lists, maps and the comparison with other sites."""

from collections.abc import Iterator

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from kethop.spatial import Site
from kethop_office.appraisal.bridge.plain import Plain

__all__ = ["plain_shape"]

MAX_POINTS = 20_000
_DIGITS = 7  # of a degree: about a centimetre
_TOLERANCE = 1e-6


def plain_shape(site: Site) -> dict[str, Plain]:
    """Return extent, inner point and GeoJSON geometry of a site in WGS 84 degrees.

    Returns
    -------
    dict
        ``extent`` (west, south, east, north), ``inner`` (longitude, latitude), ``geometry``, and ``is_simplified``: whether
        the geometry has fewer points than the filed one, which then only serves to look at.
    """
    full: BaseGeometry = site.geometry
    is_large = bool(shapely.get_num_coordinates(full) > MAX_POINTS)
    drawn = shapely.simplify(full, _TOLERANCE) if is_large else full
    inner = full.representative_point()
    return {
        "extent": [round(number, _DIGITS) for number in full.bounds],
        "inner": [round(inner.x, _DIGITS), round(inner.y, _DIGITS)],
        "geometry": {"type": drawn.geom_type, "coordinates": _rounded(mapping(drawn)["coordinates"])}
        if drawn.geom_type != "GeometryCollection"
        else None,
        "is_simplified": is_large,
    }


def _rounded(value: object) -> Plain:
    if isinstance(value, list | tuple):
        return list(_each(value))
    return round(float(str(value)), _DIGITS)


def _each(values: list[object] | tuple[object, ...]) -> Iterator[Plain]:
    for value in values:
        yield _rounded(value)
