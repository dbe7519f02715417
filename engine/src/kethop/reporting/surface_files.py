"""The computed surfaces as files for maps: GeoPackage in any CRS that is read, GeoJSON in WGS 84, a profile as CSV."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial import DrawnShape, Floats, SurfaceProfile, from_wgs84

__all__ = ["SurfaceDrawing", "geojson_bytes", "geopackage_bytes", "profile_csv"]

_FIELDS = ("surface", "aerodrome", "runway", "direction", "group", "regime", "low_m", "high_m")
_KINDS = {"facets": "Polygon Z", "contours": "LineString Z", "runways": "LineString Z"}


@dataclass(frozen=True, slots=True)
class SurfaceDrawing:
    """What is written.

    Parameters
    ----------
    layers : Mapping of str to sequence of DrawnShape
        By name: ``facets``, ``contours``, ``runways``; an empty one is left out.
    metadata : Mapping of str to str
        What the reader must know: rules, day of publication, sources, trust, what was not computed.
    """

    layers: Mapping[str, Sequence[DrawnShape]]
    metadata: Mapping[str, str]


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
        for name, shapes in drawing.layers.items():
            if shapes:
                geometries = np.array([shapely.transform(item.geometry, _to(crs), include_z=True) for item in shapes])
                columns = _arrays(shapes)
                raw.write(
                    path,
                    shapely.to_wkb(geometries, output_dimension=3),
                    columns,
                    np.array(_FIELDS, dtype=object),
                    layer=name,
                    driver="GPKG",
                    geometry_type=_KINDS[name],
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
            "properties": {"layer": name, **dict(zip(_FIELDS, row, strict=True))},
            "geometry": json.loads(shapely.to_geojson(item.geometry)),
        }
        for name, shapes in drawing.layers.items()
        for item, row in zip(shapes, zip(*_columns(shapes), strict=True), strict=True)
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


def _columns(shapes: Sequence[DrawnShape]) -> list[Sequence[str | float]]:
    sources = [item.source for item in shapes]
    return [
        [str(source.surface) for source in sources],
        [source.aerodrome for source in sources],
        [source.runway for source in sources],
        [source.direction for source in sources],
        [item.group for item in shapes],
        [str(item.regime) for item in shapes],
        [round(item.low_m, 3) for item in shapes],
        [round(item.high_m, 3) for item in shapes],
    ]


def _arrays(shapes: Sequence[DrawnShape]) -> list[NDArray[Any]]:
    return [np.array(column, dtype=object if isinstance(column[0], str) else np.float64) for column in _columns(shapes)]


def _to(crs: str) -> Callable[[Floats], Floats]:
    def transform(rows: Floats) -> Floats:
        return np.column_stack((*from_wgs84(crs, rows[:, 0], rows[:, 1]), rows[:, 2]))

    return transform
