"""How two versions of a site differ, and what a shape holds. The libraries are loaded with the first question."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import Geometry

__all__ = ["Difference", "difference", "holds"]

_M2_OF_HA = 10_000
_REACH = 1e-4  # degrees, about ten metres: how near to a line or point is on it


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later version of a site adds and gives up, in hectares and as GeoJSON."""

    added_ha: float
    removed_ha: float
    common_ha: float
    added: dict[str, object]
    removed: dict[str, object]


def difference(earlier: bytes, later: bytes) -> Difference:
    """Return what changed from one version to the next; points and lines have no area."""
    import shapely  # noqa: PLC0415 - loaded with the first comparison

    before, after = shapely.from_wkb(earlier), shapely.from_wkb(later)
    added, removed = after.difference(before), before.difference(after)
    return Difference(
        _hectares(added),
        _hectares(removed),
        _hectares(after.intersection(before)),
        json.loads(shapely.to_geojson(added)),
        json.loads(shapely.to_geojson(removed)),
    )


def holds(shape: bytes, place: tuple[float, float]) -> bool:
    """Return whether a shape (well-known binary, WGS 84 degrees) holds a longitude and latitude; a line holds what is on it."""
    import shapely  # noqa: PLC0415

    read, point = shapely.from_wkb(shape), shapely.Point(*place)
    return bool(shapely.dwithin(read, point, _REACH if read.area == 0 else 0))


def _hectares(shape: "Geometry") -> float:
    import shapely  # noqa: PLC0415
    from pyproj import Geod  # noqa: PLC0415

    if shapely.is_empty(shape):
        return 0.0
    area, _perimeter = Geod(ellps="WGS84").geometry_area_perimeter(shapely.orient_polygons(shape))
    return abs(float(area)) / _M2_OF_HA
