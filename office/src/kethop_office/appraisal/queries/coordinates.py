"""Coordinates as people type and read them: VN-2000 as X north and Y east, WGS 84 in degrees."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext

from kethop_office.appraisal.bridge.desk import EngineEnded, ask
from kethop_office.common.figures import angle_text, number_text

__all__ = ["Place", "converted", "line_of", "typed_place"]

_SIGNS = "BNSĐDETWbnsđdetw"
_DMS = re.compile(rf"(\d+)\s*°\s*(?:(\d+)\s*[′'’]\s*)?(?:([\d.,]+)\s*[″\"”]\s*)?([{_SIGNS}]?)")
_NUMBER = re.compile(r"-?\d[\d.,]*")
_DEGREES_TO = 180
_MERIDIANS = {
    3405: "105°00′", 3406: "111°00′", 5896: "102°00′", 5897: "105°00′", 5898: "108°00′", 5899: "107°45′",
    9205: "103°00′", 9206: "104°00′", 9207: "104°30′", 9208: "104°45′", 9209: "105°30′", 9210: "105°45′",
    9211: "106°00′", 9212: "106°15′", 9213: "106°30′", 9214: "107°00′", 9215: "107°15′", 9216: "107°30′",
    9217: "108°15′", 9218: "108°30′",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A typed place: ``degrees`` (latitude, longitude of WGS 84) or ``grid`` (north, east in metres)."""

    kind: str
    first: float
    second: float


def typed_place(text: str) -> Place | None:
    """Return what a typed coordinate means; None where it cannot be read in one way only."""
    angles = _DMS.findall(text)
    if len(angles) == 2 and "°" in text:
        values = [float(d) + float(m or 0) / 60 + float((s or "0").replace(",", ".")) / 3600 for d, m, s, _ in angles]
        is_turned = angles[0][3].upper() in {"Đ", "D", "E", "T", "W"}
        lat, lon = reversed(values) if is_turned else values
        return Place("degrees", lat, lon)
    numbers = [_number(item) for item in _NUMBER.findall(text.replace(";", " ").replace(", ", " "))]
    if len(numbers) == 1 and text.count(",") == 1:
        numbers = [_number(item) for item in text.split(",")]
    if len(numbers) != 2 or None in numbers:
        return None
    first, second = (float(item) for item in numbers if item is not None)
    if abs(first) <= _DEGREES_TO and abs(second) <= _DEGREES_TO:
        return Place("degrees", first, second) if abs(first) <= 90 else Place("degrees", second, first)
    return Place("grid", max(first, second), min(first, second)) if min(first, second) > _DEGREES_TO else None


def converted(crs: int, to: str, points: list[list[float]]) -> list[list[str]] | None:
    """Return points in the other system; None where the engine does not know the grid or gives no answer."""
    try:
        found = ask("points", crs=f"EPSG:{crs}", to=to, points=points).get("points")
    except EngineEnded:
        return None
    return [[str(item) for item in pair] for pair in found] if found is not None else None


def line_of(crs: int, lon: float, lat: float) -> str:
    """Return the coordinate line of a place: VN-2000 in the grid of the case, and WGS 84."""
    pairs = converted(crs, "crs", [[lon, lat]])
    degrees = gettext("WGS 84 %(latitude)s %(longitude)s") % {
        "latitude": angle_text(lat, "lat"),
        "longitude": angle_text(lon, "lon"),
    }
    if not pairs or crs not in _MERIDIANS:
        return degrees
    north, east = (number_text(float(item), 2) for item in pairs[0])
    grid = gettext("VN-2000 %(meridian)s X %(north)s Y %(east)s") % {
        "meridian": _MERIDIANS[crs],
        "north": north,
        "east": east,
    }
    return f"{grid} · {degrees}"


def _number(text: str) -> float | None:
    """Return a number with either decimal sign: the last sign parts the decimals where it stands once."""
    signs = [sign for sign in text if sign in ".,"]
    if len(set(signs)) == 2:
        last = signs[-1]
        other = "," if last == "." else "."
        plain = text.replace(other, "").replace(last, ".")
    elif len(signs) > 1:
        plain = text.replace(signs[0], "")
    else:
        plain = text.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None
