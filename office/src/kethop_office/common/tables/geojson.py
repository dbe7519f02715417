"""Features as rows: properties by name, the geometry as two columns and, where it is no point, as text."""

import json
from collections.abc import Mapping

from kethop_office.common.bridge import UnsafeFileError, json_value
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.limits import MAX_ROWS, MAX_TEXT, Cell

__all__ = ["GEOMETRY", "LAT", "LON", "geojson_rows"]

LON, LAT, GEOMETRY = "geometry.lon", "geometry.lat", "geometry"
_MAX_BYTES = 60_000_000
_WGS84 = ("CRS84", "4326")


def geojson_rows(data: bytes, name: str) -> list[list[Cell]]:
    """Return heads and one row for each feature.

    Raises
    ------
    Refused
        ``table.unsafe_file``, ``table.no_features``, ``table.wrong_crs``, ``table.too_many_rows``.
    """
    try:
        document = json_value(data, name, _MAX_BYTES)
    except UnsafeFileError as error:
        raise Refused("table.unsafe_file", vi=error.vi, en=error.en) from error
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(document, Mapping) or not isinstance(features, list | tuple):
        raise Refused("table.no_features", name=name)
    crs = json.dumps(document.get("crs"), default=str) if document.get("crs") else "CRS84"
    if not any(known in crs for known in _WGS84):
        raise Refused("table.wrong_crs", crs=crs[:120])
    if len(features) > MAX_ROWS:
        raise Refused("table.too_many_rows", sheet=name, rows=len(features), most=MAX_ROWS)
    heads: dict[str, None] = {}
    for feature in features:
        heads.update(dict.fromkeys(map(str, _properties(feature))))
    names = [*heads, LON, LAT, GEOMETRY]
    return [list(names), *[_row(feature, list(heads)) for feature in features]]


def _properties(feature: object) -> Mapping[str, object]:
    found = feature.get("properties") if isinstance(feature, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _row(feature: object, heads: list[str]) -> list[Cell]:
    properties = _properties(feature)
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    return [*[_cell(properties.get(head)) for head in heads], *_place(geometry)]


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list | tuple | Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)[:MAX_TEXT]
    number = float(str(value))  # the engine's reader keeps numbers exact
    return int(number) if number.is_integer() else number


def _place(geometry: object) -> list[Cell]:
    if not isinstance(geometry, Mapping):
        return [None, None, None]
    spots = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(spots, list | tuple) and len(spots) >= 2:
        return [_cell(spots[0]), _cell(spots[1]), None]
    text = json.dumps(geometry, ensure_ascii=False, default=_plain)
    return [None, None, text]


def _plain(value: object) -> float:
    return float(str(value))
