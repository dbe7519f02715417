"""Shapes of sites for the pages: from well-known binary to GeoJSON, and how two versions differ. Light enough for the web."""

import json
from dataclasses import dataclass

import shapely
from pyproj import Geod

__all__ = ["Difference", "difference", "geojson"]

_GEOD = Geod(ellps="WGS84")
_M2_OF_HA = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later version of a site adds and gives up, in hectares and as GeoJSON."""

    added_ha: float
    removed_ha: float
    common_ha: float
    added: dict[str, object]
    removed: dict[str, object]


def geojson(shape: bytes) -> dict[str, object]:
    """Return a shape as a GeoJSON geometry."""
    found: dict[str, object] = json.loads(shapely.to_geojson(shapely.from_wkb(shape)))
    return found


def difference(earlier: bytes, later: bytes) -> Difference:
    """Return what changed from one version to the next; points and lines have no area."""
    before, after = shapely.from_wkb(earlier), shapely.from_wkb(later)
    added, removed = after.difference(before), before.difference(after)
    return Difference(
        _hectares(added),
        _hectares(removed),
        _hectares(after.intersection(before)),
        json.loads(shapely.to_geojson(added)),
        json.loads(shapely.to_geojson(removed)),
    )


def _hectares(shape: "shapely.Geometry") -> float:
    area, _perimeter = (
        _GEOD.geometry_area_perimeter(shapely.orient_polygons(shape)) if not shapely.is_empty(shape) else (0.0, 0)
    )
    return abs(float(area)) / _M2_OF_HA
