"""The computed surfaces as files for maps: GeoPackage in any CRS that is read, GeoJSON in WGS 84, a profile as CSV."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.reporting.surface_drawing import DrawnTable, SurfaceDrawing
from kethop.spatial import Floats, SurfaceProfile, from_wgs84

__all__ = ["geojson_bytes", "geopackage_bytes", "profile_csv"]


def geopackage_bytes(drawing: SurfaceDrawing, *, crs: str) -> bytes:
    """Return a GeoPackage with a layer a kind and the table ``metadata``.

    Parameters
    ----------
    drawing : SurfaceDrawing
        What is written.
    crs : str
        One of ``SUPPORTED_CRS``; z stays in metres above mean sea level.
    """
    # GDAL takes half a second to load and is needed here only; pyogrio has no types
    from pyogrio import raw  # noqa: PLC0415 - GDAL loads only when a file of it is written

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "surfaces.gpkg"
        for table in drawing.tables():
            raw.write(
                path,
                shapely.to_wkb(_in(crs, table), output_dimension=3),
                [_array(column) for column in table.columns.values()],
                np.array(list(table.columns), dtype=object),
                layer=table.name,
                driver="GPKG",
                geometry_type=table.kind,
                crs=crs,
            )
        pairs = [np.array(list(side), dtype=object) for side in (drawing.metadata, drawing.metadata.values())]
        raw.write(path, None, pairs, np.array(["name", "value"], dtype=object), layer="metadata", driver="GPKG")
        return path.read_bytes()


def geojson_bytes(drawing: SurfaceDrawing) -> bytes:
    """Return a GeoJSON collection of every layer; ``layer`` tells them apart, ``metadata`` is a member of the whole."""
    features = [
        {
            "type": "Feature",
            "properties": {"layer": table.name, **dict(zip(table.columns, row, strict=True))},
            "geometry": json.loads(shapely.to_geojson(geometry)),
        }
        for table in drawing.tables()
        for geometry, row in zip(table.geometries, zip(*table.columns.values(), strict=True), strict=True)
    ]
    whole = {"type": "FeatureCollection", "metadata": dict(drawing.metadata), "features": features}
    return json.dumps(whole, ensure_ascii=False).encode()


def profile_csv(*profiles: SurfaceProfile) -> str:
    """Return profiles, one a set of rules, as CSV: one row a point; an empty elevation lies under no surface."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["distance_m", "lon", "lat", "permitted_m", "surface", "aerodrome", "runway", "direction", "regime"]
    )
    for profile in profiles:
        writer.writerows(_profile_rows(profile))
    return out.getvalue()


def _profile_rows(profile: SurfaceProfile) -> Iterator[Sequence[str]]:
    regime = str(profile.surface_set.regime)
    names = zip(profile.surface, profile.aerodrome, profile.runway, profile.direction, strict=True)
    for distance, (lon, lat), permitted, name in zip(
        profile.distances_m.tolist(), profile.lonlat.tolist(), profile.permitted_m.tolist(), names, strict=True
    ):
        elevation = "" if np.isnan(permitted) else f"{permitted:.3f}"
        yield f"{distance:.3f}", f"{lon:.8f}", f"{lat:.8f}", elevation, *name, regime


def _array(column: Sequence[str | float | None]) -> NDArray[Any]:
    """Return a column as GDAL takes it: text, or numbers in which nan is written as no value."""
    if any(isinstance(item, str) for item in column):
        return np.array(column, dtype=object)
    return np.array([np.nan if item is None else item for item in column], dtype=np.float64)


def _in(crs: str, table: DrawnTable) -> NDArray[Any]:
    def transform(rows: Floats) -> Floats:
        return np.column_stack((*from_wgs84(crs, rows[:, 0], rows[:, 1]), rows[:, 2:]))

    has_z = table.kind.endswith("Z")
    return np.array([shapely.transform(item, transform, include_z=has_z) for item in table.geometries], dtype=object)
