"""What the metadata of a GeoParquet file say of its primary column."""

import json
from typing import Any, NamedTuple

import pyarrow as pa

from kethop.errors import LayerError, Place
from kethop.spatial.crs import CRS84

__all__ = ["AREAS_MARK", "CORNERS", "GeoHeader", "geo_header"]

CORNERS = ("xmin", "ymin", "xmax", "ymax")
"""Names of the ends of an envelope in a covering."""

AREAS_MARK = "kethop:areas"
"""Key in the metadata of a file; its value names a column of areas that was written together with the outlines."""


class GeoHeader(NamedTuple):
    """The primary column.

    Parameters
    ----------
    geometry : str
        Its name; it holds well-known binary.
    crs : object
        PROJJSON; CRS84 where the file says nothing, as GeoParquet 1.1 has it; None where it says that it does not know.
    corners : tuple of tuple of str, or None
        Paths of west, south, east and north in the column of envelopes, where there is one.
    areas : str or None
        Column of areas in the plane of the CRS, null for an outline that is not valid; only where the file is marked as one
        that ``prepare_layer`` wrote, for a column of that name alone may hold anything.
    """

    geometry: str
    crs: object
    corners: tuple[tuple[str, ...], ...] | None
    areas: str | None


def geo_header(schema: pa.Schema, *, source: str) -> GeoHeader:
    """Return what a schema says.

    Raises
    ------
    LayerError
        ``layer.unreadable`` (``problem``): no GeoParquet at all, or not well-known binary.
    KeyError, TypeError, ValueError
        Broken GeoParquet; whoever reads the file says so together with what else can be wrong with it.
    """
    stated = (schema.metadata or {}).get(b"geo")
    if stated is None:
        raise LayerError("layer.unreadable", place=Place(source), problem="no geo metadata")
    geo = json.loads(stated)
    name = str(geo["primary_column"])
    column: dict[str, Any] = dict(geo["columns"][name])
    if column["encoding"] != "WKB":
        raise LayerError("layer.unreadable", place=Place(source), problem=f"encoding {column['encoding']}")
    covering = dict(column.get("covering") or {}).get("bbox")
    corners = tuple(tuple(map(str, covering[corner])) for corner in CORNERS) if covering else None
    areas = schema.metadata.get(AREAS_MARK.encode(), b"").decode()
    return GeoHeader(name, column.get("crs", CRS84), corners, areas if areas in schema.names else None)
