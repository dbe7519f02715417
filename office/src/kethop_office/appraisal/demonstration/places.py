"""Invented sites on real communes of one province. No real site of any kind is meant."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from random import Random

import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from kethop_office.appraisal.models import MapShape
from kethop_office.territory.models import Unit

__all__ = ["Place", "site_file", "take_places"]

METRES = 111_320  # of a degree of latitude
NEAR_THE_AERODROME = (105.72, 21.24)  # between Phúc Yên and Nội Bài
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with its shape in degrees."""

    code: str
    name: str
    shape: BaseGeometry


def take_places(province: str) -> list[Place]:
    """Return the present communes of a province, those beside Nội Bài first."""
    communes = Unit.objects.filter(level="commune", valid_to=None, parent__code=province, parent__level="province")
    names = {unit.code: unit.full_name for unit in communes.order_by("code")}
    shapes = MapShape.objects.filter(layer="communes", code__in=names).order_by("code")
    found = [Place(row.code, names[row.code], shapely.from_wkb(bytes(row.shape))) for row in shapes]
    east, north = NEAR_THE_AERODROME
    middle = shapely.Point(east, north)
    return sorted(found, key=lambda place: (round(place.shape.distance(middle), 6), place.code))


def site_file(place: Place, kind: str, hectares: float, random: Random) -> bytes:
    """Return an invented site inside a commune as GeoJSON: ``area``, ``line`` or ``point``."""
    shape = _drawn(place.shape, kind, hectares, random)
    geometry = json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-7)))
    feature = {"type": "Feature", "properties": {"illustrative": True}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def _drawn(commune: BaseGeometry, kind: str, hectares: float, random: Random) -> BaseGeometry:
    west, south, east, north = commune.bounds
    side = sqrt(hectares * 10_000)
    for turn in range(_TRIES):
        x, y = random.uniform(west, east), random.uniform(south, north)
        if kind == "point":
            shape: BaseGeometry = shapely.Point(x, y)
        else:
            shape = _block(x, y, side * 0.97 ** max(0, turn - 20), random)
        if commune.contains(shape):
            return shape if kind != "line" else _line(shape)
    inner = commune.representative_point()
    return inner if kind == "point" else _line(inner.buffer(0.0005)) if kind == "line" else inner.buffer(0.0005, 2)


def _block(x: float, y: float, side: float, random: Random) -> BaseGeometry:
    """Return a turned block with one corner cut, such as a lot along a road."""
    long = side * random.uniform(1.0, 1.6)
    wide = side * side / long
    across, up = long / (METRES * cos(radians(y))), wide / METRES
    cut = random.uniform(0.1, 0.3)
    corners: Sequence[tuple[float, float]] = [
        (x, y), (x + across, y), (x + across, y + up * (1 - cut)), (x + across * (1 - cut), y + up), (x, y + up)
    ]  # fmt: skip
    return affinity.rotate(shapely.Polygon(corners), random.uniform(0, 90))


def _line(block: BaseGeometry) -> BaseGeometry:
    return shapely.LineString(shapely.get_coordinates(shapely.get_exterior_ring(block))[:3])
