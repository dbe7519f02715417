"""Which files are read by the place of their pages, which are left to pyarrow, and what becomes of damaged ones."""

import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from page_scene import PLAIN, TIGHT, by_pyarrow, opened, some, table_of
from pyarrow.parquet import encryption
from pyproj import CRS
from screening_scene import COVERING, zones_of
from test_layout import geoparquet

from kethop.errors import LayerError
from kethop.spatial.file_faults import identity_of
from kethop.spatial.layout import Compression, prepare_layer
from kethop.spatial.layout import preparing as laying
from kethop.spatial.pages import PlainPages
from kethop.spatial.screening import HitFile, ParcelFile, screen_file

VALUES = [bytes([row % 251]) * (row % 17) for row in range(300)]
ROWS = np.array([0, 1, 7, 120, 121, 299])
LOOSE = pa.schema([field.with_nullable(True) for field in TIGHT])
SMALL = {"data_page_size": 512, "write_batch_size": 16}


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.parquet"
    pq.write_table(table_of(VALUES), path, **PLAIN, **SMALL)
    return path


def test_only_the_pages_of_the_rows_are_read(plain, monkeypatch) -> None:
    pages = opened(plain)
    read = []
    system = os.preadv
    monkeypatch.setattr(os, "preadv", lambda file, into, at: read.append((at, into)) or system(file, into, at))
    assert some(pages, 0, ROWS) == [VALUES[row] for row in ROWS]
    size = pq.ParquetFile(plain).metadata.row_group(0).column(2).total_compressed_size
    assert len(read) == 3  # the first pages, those in the middle, the last
    assert sum(len(part) for _, into in read for part in into) < size / 2
    assert some(pages, 0, ROWS[:0]) == []


def test_large_binary_is_read_in_the_same_way(tmp_path) -> None:
    schema = pa.schema([*list(TIGHT)[:2], pa.field("geometry", pa.large_binary(), nullable=False)])
    pq.write_table(table_of(VALUES, schema), tmp_path / "p.parquet", **PLAIN)
    assert some(opened(tmp_path / "p.parquet"), 0, ROWS) == [VALUES[row] for row in ROWS]


@pytest.mark.parametrize(
    ("schema", "options"),
    [
        (LOOSE, {}),
        (TIGHT, {"compression": "zstd"}),
        (TIGHT, {"compression": "snappy"}),
        (TIGHT, {"use_dictionary": True}),
        (TIGHT, {"data_page_version": "2.0"}),
        (TIGHT, {"write_page_index": False}),
        (TIGHT, {"write_page_checksum": True}),
        (TIGHT, {"column_encoding": {"id": "BYTE_STREAM_SPLIT", "geometry": "DELTA_BYTE_ARRAY"}}),
        (TIGHT, {"column_encoding": {"id": "DELTA_BINARY_PACKED", "geometry": "DELTA_LENGTH_BYTE_ARRAY"}}),
    ],
)
def test_what_is_laid_out_otherwise_is_left_to_pyarrow(tmp_path, schema, options) -> None:
    path = tmp_path / "p.parquet"
    pq.write_table(table_of(VALUES, schema), path, **(PLAIN | SMALL | options))
    pages = opened(path)
    assert pages is not None
    assert pages.numbers(0, "id") is None
    assert some(pages, 0, ROWS) is None


@pytest.mark.parametrize("kind", [pa.timestamp("us"), pa.duration("s"), pa.time64("us"), pa.uint64(), pa.float32()])
def test_numbers_of_other_types_are_left_to_pyarrow(tmp_path, kind) -> None:
    column = pa.array(np.arange(9), pa.int64()).cast(pa.float32() if kind == pa.float32() else kind)
    table = pa.Table.from_arrays([column], schema=pa.schema([pa.field("id", kind, nullable=False)]))
    pq.write_table(table, tmp_path / "p.parquet", **PLAIN)
    assert opened(tmp_path / "p.parquet").numbers(0, "id") is None


def test_lists_and_names_that_come_twice_are_left_to_pyarrow(tmp_path) -> None:
    inner = pa.StructArray.from_arrays([pa.array([1.0])], fields=[pa.field("x", pa.float64(), nullable=False)])
    columns = {"box.x": pa.array([2.0]), "box": inner, "many": pa.array([[3.0]])}
    table = pa.table(columns)
    schema = pa.schema([field.with_nullable(False) for field in table.schema])
    pq.write_table(table.cast(schema), tmp_path / "p.parquet", **PLAIN)
    pages = opened(tmp_path / "p.parquet")
    assert [pages.numbers(0, path) for path in ("box.x", "many", "many.list.element", "none")] == [None] * 4


class _Keys(encryption.KmsClient):
    """Keys of a test, which lie beside the data: what is tested is that nobody takes locked bytes for numbers."""

    def wrap_key(self, key_bytes, master_key_identifier):
        return key_bytes.hex() + master_key_identifier

    def unwrap_key(self, wrapped_key, master_key_identifier):
        return bytes.fromhex(wrapped_key.removesuffix(master_key_identifier))


def test_locked_columns_are_left_to_pyarrow(tmp_path) -> None:
    path = tmp_path / "p.parquet"
    wanted = encryption.EncryptionConfiguration(
        footer_key="f", column_keys={"g": ["geometry"]}, plaintext_footer=True, double_wrapping=False
    )
    locked = encryption.CryptoFactory(lambda _: _Keys()).file_encryption_properties(
        encryption.KmsConnectionConfig(), wanted
    )
    table = table_of(VALUES).select(["id", "geometry"])
    with pq.ParquetWriter(path, table.schema, encryption_properties=locked, **PLAIN) as writer:
        writer.write_table(table)
    assert opened(path) is None


def test_an_empty_file_has_nothing_to_read(tmp_path) -> None:
    pq.write_table(table_of([]), tmp_path / "p.parquet", **PLAIN)
    assert opened(tmp_path / "p.parquet") is not None


def test_an_index_that_lies_is_not_believed(plain) -> None:
    """Each number of the index of pages is changed in turn: pages must follow each other, and say of themselves what the index says."""
    pages = opened(plain)
    at, size = pages._chunk(0, "geometry")[-3:-1]
    data = bytearray(plain.read_bytes())
    expected = by_pyarrow(plain, 0, "geometry")
    left = 0
    for place in range(at, at + size):
        changed = data.copy()
        changed[place] ^= 2
        plain.write_bytes(changed)
        found = some(opened(plain), 0, np.arange(300))
        left += found is None
        assert found is None or found == expected
    assert left > size / 2


def test_a_file_that_becomes_shorter_or_another_ends_nothing_but_the_reading(plain) -> None:
    file = pq.ParquetFile(plain)
    identity = identity_of(plain.stat())
    pages = PlainPages.opened(plain, identity, file)
    os.truncate(plain, 2_000)
    assert pages.numbers(0, "id") is None
    assert some(pages, 0, ROWS) is None
    assert PlainPages.opened(plain, identity, file) is None
    plain.unlink()
    assert PlainPages.opened(plain, identity, file) is None


@pytest.fixture
def parcels(tmp_path, monkeypatch):
    """A prepared file of two pages and more a column, and the shapes in its order."""
    monkeypatch.setattr(laying, "_PAGE_BYTES", 2_048)
    x, y = (part.ravel() * 20.0 for part in np.meshgrid(np.arange(30), np.arange(30)))
    shapes = shapely.transform(shapely.box(x, y, x + 18, y + 18), lambda xy: xy + np.array([585_000, 2_324_000]))
    source = geoparquet(tmp_path / "s.parquet", shapes, crs="EPSG:32648", id=np.arange(900))
    prepare_layer(source, tmp_path / "p.parquet")
    return tmp_path / "p.parquet"


ZONES = zones_of(shapely.box(585_105, 2_324_105, 585_495, 2_324_495))


def screened(path) -> pa.Table:
    file = ParcelFile(path, key="id")
    with HitFile(path.with_suffix(".hits"), ZONES, file) as hits:
        for found in screen_file(file, ZONES, COVERING):
            hits.write(found)
    return pq.ParquetFile(path.with_suffix(".hits")).read()


def test_a_prepared_file_is_screened_without_a_parquet_reader(parcels, monkeypatch) -> None:
    with monkeypatch.context() as without:
        without.setattr(PlainPages, "opened", lambda *_: None)
        expected = screened(parcels)
    with monkeypatch.context() as without:
        without.setattr(ParcelFile, "_read", None)
        assert screened(parcels).equals(expected)
    assert len(expected) > 300


@pytest.mark.parametrize("compression", [Compression.LZ4, Compression.ZSTD])
def test_a_compressed_one_says_the_same(parcels, compression) -> None:
    prepare_layer(parcels, parcels.with_name("c.parquet"), compression=compression)
    assert screened(parcels.with_name("c.parquet")).equals(screened(parcels))


def changed(path, column: str, array: pa.Array):
    """The prepared file with another column, in the same layout."""
    table = pq.read_table(path)
    at = table.column_names.index(column)
    table = table.set_column(at, table.schema.field(column), array)
    laying._write(table, path, Compression.NONE, ["id"])


def test_an_envelope_or_an_area_that_is_wrong_is_refused_on_this_way_too(parcels, monkeypatch) -> None:
    monkeypatch.setattr(ParcelFile, "_read", None)
    table = pq.read_table(parcels)
    shapes = shapely.from_wkb(table["geometry"].to_pylist())
    row = int(np.flatnonzero(shapely.overlaps(shapes, ZONES.geometries[0]))[0])
    areas, ends = table["area_m2"].to_numpy().copy(), shapely.bounds(shapes)
    areas[row] += 1
    changed(parcels, "area_m2", pa.array(areas))
    with pytest.raises(LayerError) as error:
        screened(parcels)
    assert (error.value.code, error.value.fields) == ("screening.area_wrong", {"row": row + 1})
    ends[row, 2] -= 5
    box = pa.StructArray.from_arrays([pa.array(end) for end in ends.T], fields=list(table.schema.field("bbox").type))
    changed(parcels, "bbox", box)
    with pytest.raises(LayerError) as error:
        screened(parcels)
    assert (error.value.code, error.value.fields) == ("screening.envelope_wrong", {"row": row + 1})


def test_outlines_that_are_none_are_refused_and_not_taken_for_clear(parcels) -> None:
    shapes = pq.read_table(parcels)["geometry"].to_pylist()
    changed(parcels, "geometry", pa.array([b"\x01no outline" for _ in shapes], pa.binary()))
    with pytest.raises(LayerError, match="unreadable"):
        screened(parcels)


def test_a_prepared_file_that_is_cut_off_while_it_is_read_is_refused(parcels) -> None:
    file = ParcelFile(parcels, key="id")
    file.envelopes(0)
    os.truncate(parcels, 3_000)
    with pytest.raises(LayerError, match="unreadable"):
        list(screen_file(file, ZONES, COVERING))


def test_other_programs_read_what_is_prepared(parcels) -> None:
    """The layout is Parquet as any reader knows it: its pages are indexed, its numbers stated."""
    file = pq.ParquetFile(parcels)
    columns = [file.metadata.row_group(0).column(at) for at in range(file.metadata.num_columns)]
    assert all(column.has_offset_index for column in columns)
    assert {column.compression for column in columns} == {"UNCOMPRESSED"}
    assert CRS.from_epsg(32648) == CRS.from_user_input(ParcelFile(parcels).crs)
    assert [field.nullable for field in file.schema_arrow] == [False] * 4
    assert file.read()["id"].to_numpy().sum() == sum(range(900))
