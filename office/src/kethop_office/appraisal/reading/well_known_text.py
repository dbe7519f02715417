"""Well-known text of one geometry, as map programs export it, turned into GeoJSON with every digit as it stands."""

import json
import re

__all__ = ["WktError", "is_wkt", "to_geojson"]

_NAMES = {
    name.upper(): name for name in ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
}
_OTHERS = ("GEOMETRYCOLLECTION", "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE")
_HEAD = re.compile(
    rf"\s*(?:SRID\s*=\s*([0-9]{{1,6}})\s*;)?\s*({'|'.join((*_NAMES, *_OTHERS))})\s*(ZM|Z|M)?\s*(?=\(|EMPTY)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\s*([(),]|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z.]))")


class WktError(ValueError):
    """The text is none that can be read: of another kind, empty, with measures, or not well formed."""


def is_wkt(text: str) -> bool:
    """Return whether a text begins as well-known text does."""
    return _HEAD.match(text) is not None


def to_geojson(text: str) -> tuple[str, str]:
    """Return a geometry as GeoJSON, and the code that the text itself states for its coordinate system.

    Parameters
    ----------
    text : str
        Well-known text, with ``SRID=…;`` before it or without; east or longitude comes first. Heights stay.

    Returns
    -------
    geojson : str
        One geometry object. Whether it is a shape is for the engine to say.
    crs : str
        Such as ``EPSG:9209``; empty without ``SRID``.

    Raises
    ------
    WktError
        See there.

    Examples
    --------
    >>> to_geojson("SRID=4326;POINT (105.50 21)")
    ('{"type": "Point", "coordinates": [105.50,21]}', 'EPSG:4326')
    """
    head = _HEAD.match(text)
    if head is None or head[2].upper() not in _NAMES or (head[3] or "").upper() in {"M", "ZM"}:
        raise WktError
    kind, body = _NAMES[head[2].upper()], text[head.end() :]
    if kind == "MultiPoint":  # its points may stand in brackets of their own
        body = f"({body.replace('(', ' ').replace(')', ' ')})"
    coordinates = _arrays(body)
    if kind == "Point":
        coordinates = coordinates[1:-1]
    try:
        json.loads(coordinates)
    except ValueError as error:
        raise WktError from error
    return f'{{"type": "{kind}", "coordinates": {coordinates}}}', f"EPSG:{head[1]}" if head[1] else ""


def _arrays(body: str) -> str:
    """Return brackets and points as arrays of JSON."""
    written: list[str] = []
    point: list[str] = []
    place, body = 0, body.rstrip()
    while place < len(body):
        found = _TOKEN.match(body, place)
        if found is None:
            raise WktError
        place, token = found.end(), found[1]
        if token not in {"(", ")", ","}:
            point.append(token)
            continue
        if point:
            written.append(_point(point))
            point = []
        written.append({"(": "[", ")": "]", ",": ","}[token])
    if point:
        raise WktError
    return "".join(written)


def _point(numbers: list[str]) -> str:
    if len(numbers) not in {2, 3}:
        raise WktError
    return f"[{','.join(numbers)}]"
