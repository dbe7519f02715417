"""In which commune a position lies."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["Gazetteer"]


class Gazetteer:
    """Units by position.

    Parameters
    ----------
    keys : sequence of str
        Code of each unit.
    geometries : sequence of BaseGeometry
        Its area in WGS 84, longitude first; valid.
    """

    def __init__(self, keys: Sequence[str], geometries: Sequence[BaseGeometry]) -> None:
        self._keys = tuple(keys)
        self._tree = shapely.STRtree(geometries)

    def at(self, longitude: float, latitude: float) -> str | None:
        """Return the unit at a position; None at sea, abroad or in a gap. On a shared edge the first in order is named."""
        hits = self._tree.query(shapely.Point(longitude, latitude), predicate="intersects")
        return self._keys[min(hits)] if len(hits) else None
