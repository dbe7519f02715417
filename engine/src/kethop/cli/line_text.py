"""A line as the command line gives it."""

import re
from math import isfinite

from shapely.geometry import LineString

from kethop.errors import LayerError, Place

__all__ = ["line_from_text"]

_PAIR = re.compile(r"([^,\s]+),([^,\s]+)")


def line_from_text(text: str, *, option: str) -> LineString:
    """Return the line that ``lon,lat lon,lat`` names, in degrees of WGS 84.

    Raises
    ------
    LayerError
        ``runways.bad_line`` (``given``).
    """
    try:
        pairs = [_pair(word) for word in text.split()]
    except ValueError:
        pairs = []
    is_place = all(isfinite(lon) and abs(lon) <= 180 and isfinite(lat) and abs(lat) <= 90 for lon, lat in pairs)
    if len(set(pairs)) < 2 or not is_place:
        raise LayerError("runways.bad_line", place=Place(option), given=text[:80])
    return LineString(pairs)


def _pair(word: str) -> tuple[float, float]:
    match = _PAIR.fullmatch(word)
    if match is None:
        raise ValueError(word)
    return float(match[1]), float(match[2])
