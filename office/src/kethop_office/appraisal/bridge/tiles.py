"""Cut vector tiles from shapes. The libraries are loaded with the first tile, not with the office."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Shape", "cut", "extent"]

_GRID = 4096
_BUFFER = 200
_MARGIN = 0.05  # of a tile, beyond its edge
_LATITUDE_END = 85.05112878


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as well-known binary in WGS 84 degrees, with what is written of it in the tile."""

    wkb: bytes
    properties: dict[str, str]


def extent(zoom: int, column: int, row: int) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a tile with its margin, in degrees."""
    tiles = 2**zoom
    west, east = ((column + edge) / tiles * 360 - 180 for edge in (-_MARGIN, 1 + _MARGIN))
    north, south = (_latitude((row + edge) / tiles) for edge in (-_MARGIN, 1 + _MARGIN))
    return west, south, east, north


def cut(layer: str, shapes: Sequence[Shape], at: tuple[int, int, int]) -> bytes:
    """Return the tile of zoom, column and row with one layer; empty bytes where nothing lies in it."""
    import mapbox_vector_tile  # noqa: PLC0415 - loaded with the first tile
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    zoom, column, row = at
    tiles = 2**zoom

    def to_grid(
        places: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        latitude = np.radians(np.clip(places[:, 1], -_LATITUDE_END, _LATITUDE_END))
        x = (places[:, 0] + 180) / 360 * tiles - column
        y = 1 - ((1 - np.log(np.tan(latitude) + 1 / np.cos(latitude)) / np.pi) / 2 * tiles - row)
        return np.column_stack([x, y]) * _GRID

    if not shapes:
        return b""
    drawn = shapely.transform(shapely.from_wkb([shape.wkb for shape in shapes]), to_grid)
    clipped = shapely.clip_by_rect(drawn, -_BUFFER, -_BUFFER, _GRID + _BUFFER, _GRID + _BUFFER)
    features = [
        {"geometry": geometry, "properties": shape.properties}
        for geometry, shape in zip(clipped, shapes, strict=True)
        if not geometry.is_empty
    ]
    if not features:
        return b""
    data: bytes = mapbox_vector_tile.encode([{"name": layer, "features": features}], default_options={"extents": _GRID})
    return data


def _latitude(part: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * part))))
