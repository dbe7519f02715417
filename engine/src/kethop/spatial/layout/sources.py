"""Features of a file of any kind that is read, with the CRS of its numbers."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.file_faults import not_read
from kethop.spatial.geo_header import geo_header
from kethop.spatial.intake import deliver, read_outside
from kethop.spatial.screening.metres import crs_text, same_crs
from kethop.spatial.sites.filed import RING_FORMATS
from kethop.spatial.sites.holes import with_holes
from kethop.spatial.sites.reach import check_area_of_use
from kethop.spatial.sites.shapes import grouped
from kethop.spatial.sites.validity import check_paths

__all__ = ["Loaded", "load_source"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file holds.

    Parameters
    ----------
    geometries : ndarray of object, shape (n,)
        None where a row has none.
    attributes : pyarrow.Table
        The other columns, without envelopes and areas of an earlier layout.
    crs : object
        PROJJSON of GeoParquet, a code such as ``EPSG:9208``, or None.
    """

    geometries: NDArray[np.object_]
    attributes: pa.Table
    crs: object


def load_source(path: Path, *, crs: str | None = None) -> Loaded:
    """Return the features of a file.

    GeoParquet is read whole, with its columns. Every other format goes through the confined reader, within its limits; its
    features then have one column, ``feature``: their number in the file.

    Parameters
    ----------
    path : Path
    crs : str, optional
        CRS of the numbers, where the file does not say it.

    Raises
    ------
    LayerError
        ``layer.file_missing``, ``layer.unreadable`` (``problem``), ``screening.crs_conflict`` (``crs``): the file states another one;
        ``screening.crs_missing``: a file of another format than GeoParquet states none.
    SiteError
        Those of ``read_outside`` and of the checks of a site's paths.
    """
    if path.suffix.lower() in {".parquet", ".geoparquet"}:
        return _of_parquet(path, crs)
    return _of_filed(path, crs)


def _of_parquet(path: Path, crs: str | None) -> Loaded:
    place = Place(str(path))
    try:
        table = pq.ParquetFile(path).read()
        name, stated, corners, _ = geo_header(table.schema, source=str(path))
        binary = np.asarray(table[name].to_pylist(), dtype=np.object_)
        geometries = np.asarray(shapely.from_wkb(binary), dtype=np.object_)
        earlier = {corner[0] for corner in corners or ()}
    except (pa.ArrowException, shapely.errors.GEOSException, ValueError, KeyError, TypeError, OSError) as error:
        raise not_read(path, error) from error
    dropped = {name, "area_m2", "bbox"} | earlier
    kept = [item for item in table.column_names if item not in dropped]
    if stated is not None and crs is not None and not same_crs(crs_text(stated), crs):
        raise LayerError("screening.crs_conflict", place=place, crs=crs[:80])
    return Loaded(geometries, table.select(kept).replace_schema_metadata(None), stated or crs)


def _of_filed(path: Path, crs: str | None) -> Loaded:
    source = path.name
    filed = read_outside(deliver(path), name=source, crs=crs).outline
    if filed.crs is None:
        raise LayerError("screening.crs_missing", place=Place(str(path)))
    paths = filed.paths
    check_paths(paths, source=source)
    if filed.format in RING_FORMATS:
        paths = with_holes(paths, [], source)
    check_area_of_use(str(filed.crs), paths, source)
    parts = grouped(paths)
    numbers = [group[0].feature for _, group in parts]
    features = list(dict.fromkeys(numbers))
    geometries = np.empty(len(features), dtype=np.object_)
    for at, feature in enumerate(features):
        own = [shape for (shape, _), number in zip(parts, numbers, strict=True) if number == feature]
        geometries[at] = own[0] if len(own) == 1 else shapely.union_all(own)
    return Loaded(geometries, pa.table({"feature": pa.array(features, pa.int64())}), filed.crs)
