"""Where a layer speaks, in the parcels' grid."""

from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from kethop.cadastre.degrees import in_grid, way_of
from kethop.spatial import LayerExtent
from kethop.spatial.layout.sources import load_source

__all__ = ["file_of_extent", "reach_of"]


def file_of_extent(path: Path, extent: LayerExtent | None) -> Path | None:
    """Return the file of the other layer that serves as extent."""
    if extent is None or extent.of_layer is None or extent.of_layer == path.stem:
        return None
    return path.with_name(f"{extent.of_layer}.parquet")


def reach_of(path: Path, extent: LayerExtent | None, crs: str) -> BaseGeometry | None:
    """Return where a layer speaks, in the grid."""
    if extent is None:
        return None
    if extent.bbox is not None:
        west, south, east, north = map(float, extent.bbox)
        way = way_of(crs)
        area = way.project(shapely.box(west, south, east, north)) if way else None
        return area if area is not None and shapely.is_valid(area) else None
    other = file_of_extent(path, extent)
    if other is None:
        return None
    loaded = load_source(other)
    moved = in_grid(loaded.geometries, loaded.crs, crs, source=other.name)
    return shapely.union_all(moved)
