"""Write a layer as an office delivers it: sidecar and GeoParquet, with invented zones."""

import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS

from kethop.documents import sha256_hex

__all__ = ["layer_files"]

_CORNERS = ["xmin", "ymin", "xmax", "ymax"]


def layer_files(name: str, boxes, *, level: str = "open", **changes: str) -> tuple[bytes, bytes]:
    """Return sidecar and file of a layer of boxes (west, south, east, north in degrees) that speaks for the whole country."""
    shapes = np.array([shapely.box(*box) for box in boxes], dtype=object)
    bounds = shapely.bounds(shapes)
    columns = {
        "code": [f"z{number}" for number in range(len(shapes))],
        "bbox": pa.StructArray.from_arrays([pa.array(bounds[:, side]) for side in range(4)], _CORNERS),
        "geometry": pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()),
    }
    column = {
        "encoding": "WKB",
        "geometry_types": [],
        "crs": CRS.from_user_input("OGC:CRS84").to_json_dict(),
        "covering": {"bbox": {corner: ["bbox", corner] for corner in _CORNERS}},
    }
    metadata = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(metadata)})
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    data = buffer.getvalue()
    said = {
        "id": name,
        "kind": "zone",
        "label": "{vi: Vùng ví dụ, en: Example zones}",
        "classification": level,
        "source": "minh họa · invented",
        "licence": "CC0",
        "attribution": "minh họa · invented",
        "as_of": "2026-10-31",
        "life_months": "24",
        "crs": "OGC:CRS84",
        "extent": "{bbox: [102, 8, 110, 24]}",
        "key": "code",
        "sha256": sha256_hex(data),
        **changes,
    }
    return "\n".join(f"{key}: {value}" for key, value in said.items()).encode(), data
