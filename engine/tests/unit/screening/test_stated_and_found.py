"""What a file of parcels states and what is found in it must agree: else it is refused, and no parcel is clear."""

import struct

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from screening_scene import COVERING, zones_of
from test_layout import geoparquet

from kethop.errors import LayerError
from kethop.spatial.layout import Compression, prepare_layer
from kethop.spatial.screening import ParcelFile, ScreeningOptions, screen_file

WEST, SOUTH = 585_000, 2_324_000
ZONES = zones_of(shapely.box(WEST, SOUTH, WEST + 200, SOUTH + 200))


def laid(path, *, turned=False, compression=Compression.NONE):
    """A prepared file of 400 parcels that all lie in the zone, named by texts; in another order where turned."""
    x, y = (part.ravel() * 10.0 for part in np.meshgrid(np.arange(20), np.arange(20)))
    shapes = shapely.box(WEST + x, SOUTH + y, WEST + x + 9, SOUTH + y + 9)
    names = [f"{'new' if turned else 'old'}{number}" for number in range(400)]
    source = path.with_name(f"source-{path.name}")
    geoparquet(source, shapes[::-1] if turned else shapes, crs="EPSG:32648", id=names)
    prepare_layer(source, path, compression=compression)
    return path


def pairs(file) -> int:
    return sum(len(found.hits) for found in screen_file(file, ZONES, COVERING))


@pytest.mark.parametrize("compression", [Compression.NONE, Compression.ZSTD])
def test_a_file_that_takes_its_place_is_not_mixed_with_it(tmp_path, compression) -> None:
    file = ParcelFile(laid(tmp_path / "p.parquet", compression=compression), key="id")
    laid(tmp_path / "q.parquet", turned=True).replace(tmp_path / "p.parquet")
    with pytest.raises(LayerError, match="input_changed"):
        list(screen_file(file, ZONES, ScreeningOptions(workers=1, covering=True)))


def test_bounds_that_are_too_small_are_refused(tmp_path) -> None:
    path = laid(tmp_path / "p.parquet")
    assert pairs(ParcelFile(path)) == 400
    footer = path.read_bytes()
    east = struct.pack("<d", WEST + 199.0)
    at = footer.rindex(east)
    path.write_bytes(footer[:at] + struct.pack("<d", WEST + 9.0) + footer[at + 8 :])
    with pytest.raises(LayerError, match="unreadable"):
        pairs(ParcelFile(path))


def test_a_column_of_another_type_than_its_schema_is_refused(tmp_path) -> None:
    """pyarrow ends the process where it is asked for the statistics of such a column."""
    path = laid(tmp_path / "p.parquet")
    before = path.read_bytes()
    # ColumnMetaData: type (field 1, I32) of DOUBLE, then encodings (field 2, a list)
    at = before.rindex(b"\x15\x0a\x19")  # of bbox.ymax: the area comes before, the outlines are bytes
    path.write_bytes(before[: at + 1] + b"\x04" + before[at + 2 :])
    with pytest.raises(LayerError, match="unreadable"):
        pairs(ParcelFile(path))


def test_a_covering_that_names_no_corner_is_refused(tmp_path) -> None:
    path = laid(tmp_path / "p.parquet")
    table = pq.read_table(path)
    geo = table.schema.metadata[b"geo"].replace(b'["bbox", "ymin"]', b'["bbox", "nope"]')
    assert geo != table.schema.metadata[b"geo"]
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"geo": geo}), path)
    with pytest.raises(LayerError, match="unreadable"):
        pairs(ParcelFile(path))


def test_other_columns_may_share_a_name(tmp_path) -> None:
    path = laid(tmp_path / "p.parquet")
    table = pq.read_table(path)
    for name in ("one", "other"):
        inner = pa.field(name, pa.int64(), nullable=False)
        notes = pa.StructArray.from_arrays([pa.array(range(len(table)))], fields=[inner])
        table = table.append_column(pa.field("note", notes.type, nullable=False), notes)
    pq.write_table(table, path)
    assert pairs(ParcelFile(path)) == 400
