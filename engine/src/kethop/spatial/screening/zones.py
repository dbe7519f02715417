"""The zones that parcels are screened against."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import ArrayLike, NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.geo_header import geo_header
from kethop.spatial.screening.metres import metre_crs

__all__ = ["ZoneSet", "read_zones", "zone_set"]

_AREAS = (3, 6)  # polygon, multipolygon


@dataclass(frozen=True)
class ZoneSet:
    """Zones of one CRS in metres; made by ``zone_set`` and ``read_zones``, which check them.

    Parameters
    ----------
    keys : pyarrow.Array, shape (z,)
        What names them.
    geometries : ndarray of object, shape (z,)
        Valid polygons and multipolygons.
    crs : str
        As ``metre_crs`` returns it.
    """

    keys: pa.Array
    geometries: NDArray[np.object_]
    crs: str

    def __len__(self) -> int:
        return len(self.geometries)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The tree of their envelopes."""
        return shapely.STRtree(self.geometries)


def zone_set(
    keys: pa.Array, geometries: NDArray[np.object_], crs: object, *, source: str, check: bool = True
) -> ZoneSet:
    """Return zones after looking at each.

    Parameters
    ----------
    keys : pyarrow.Array
    geometries : ndarray of object
    crs : object
        See ``metre_crs``.
    source : str
        File or layer, for messages.
    check : bool
        Whether validity is looked at; a caller that made the geometries, or checked them before, may leave it out.

    Raises
    ------
    LayerError
        ``layer.geometry_invalid`` (``key``, ``problem``): not an area, empty, or crossing itself; those of ``metre_crs``.
    """
    text = metre_crs(crs, source=source)
    kinds = shapely.get_type_id(geometries)
    _refuse(~np.isin(kinds, _AREAS) | shapely.is_empty(geometries), keys, geometries, source)
    flat = np.asarray(shapely.force_2d(geometries) if shapely.has_z(geometries).any() else geometries, dtype=np.object_)
    _refuse(~np.isfinite(shapely.bounds(flat)).all(axis=1), keys, flat, source)
    if check:
        _refuse(~shapely.is_valid(flat), keys, flat, source)
    return ZoneSet(keys, flat, text)


def read_zones(path: Path, *, key: str, check: bool = True) -> ZoneSet:
    """Return the zones of a GeoParquet file.

    Parameters
    ----------
    path : Path
    key : str
        Column that names a zone.
    check : bool
        See ``zone_set``.

    Raises
    ------
    LayerError
        ``layer.unreadable`` (``problem``), and those of ``zone_set``.
    """
    place = Place(str(path))
    try:
        file = pq.ParquetFile(path)
        header = geo_header(file.schema_arrow, source=str(path))
        keys = file.read(columns=[key])[key].combine_chunks()
        geometries = shapely.from_wkb(file.read(columns=[header.geometry])[header.geometry].to_pylist())
    except (pa.ArrowException, shapely.errors.GEOSException, ValueError, KeyError, TypeError, OSError) as error:
        raise LayerError("layer.unreadable", place=place, problem=str(error)[:120]) from error
    return zone_set(keys, np.asarray(geometries, dtype=np.object_), header.crs, source=str(path), check=check)


def _refuse(wrong: ArrayLike, keys: pa.Array, geometries: NDArray[np.object_], source: str) -> None:
    """Refuse the first zone that is wrong, by name."""
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return
    row = int(rows[0])
    geometry = geometries[row]
    problem = "no geometry" if geometry is None else geometry.geom_type
    if geometry is not None and not shapely.is_valid(geometry):
        problem = shapely.is_valid_reason(geometry)
    if geometry is not None and shapely.is_empty(geometry):
        problem = f"{geometry.geom_type} EMPTY"
    raise LayerError("layer.geometry_invalid", place=Place(source), key=str(keys[row].as_py()), problem=problem)
