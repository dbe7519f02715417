"""Files as offices file them, and broken ones."""

import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import xlsxwriter
from pyproj import CRS

from kethop.documents import sha256_hex
from kethop.spatial import LayerStore
from kethop.vocabulary import ClassificationLevel

_TWO_ZONES = (shapely.box(105.0, 21.0, 105.1, 21.1), shapely.box(105.1, 21.0, 105.2, 21.1))
REPOSITORY = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="session")
def layers_folder() -> Path:
    return REPOSITORY / "packs/vn/layers"


@pytest.fixture
def geojson(tmp_path: Path) -> Callable[..., Path]:
    def write(value: Any, name: str = "site.geojson") -> Path:
        path = tmp_path / name
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return path

    return write


@pytest.fixture
def text_table(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str | bytes, name: str = "corners.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write rows into sheets; a callable cell writes itself."""

    def write(*sheets: Sequence[Sequence[Any]], name: str = "corners.xlsx") -> Path:
        path = tmp_path / name
        book = xlsxwriter.Workbook(path)
        for rows in sheets:
            sheet = book.add_worksheet()
            for row_number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if callable(cell):
                        cell(book, sheet, row_number, column)
                    elif cell not in {None, ""}:
                        sheet.write(row_number, column, cell)
        book.close()
        return path

    return write


@pytest.fixture
def rezip(tmp_path: Path) -> Callable[..., Path]:
    """Write a copy of an archive with parts replaced or added."""

    def write(source: Path, parts: dict[str, bytes], name: str = "changed.xlsx") -> Path:
        buffer = BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.namelist():
                if entry not in parts:
                    new.writestr(entry, old.read(entry))
            for entry, content in parts.items():
                new.writestr(entry, content)
        path = tmp_path / name
        path.write_bytes(buffer.getvalue())
        return path

    return write


def gpkg_blob(geometry: shapely.Geometry | None, srs_id: int, *, flags: int = 1) -> bytes | None:
    if geometry is None:
        return None
    return b"GP\x00" + bytes([flags]) + struct.pack("<i", srs_id) + shapely.to_wkb(geometry, byte_order=1)


@pytest.fixture
def geopackage(tmp_path: Path) -> Callable[..., Path]:
    """Write a minimal GeoPackage; ``extra`` runs further SQL."""

    def write(
        *blobs: bytes | None,
        srs_id: int = 5897,
        organization: str = "EPSG",
        tables: Sequence[str] = ("parcels",),
        application_id: int = 0x47504B47,
        extra: Sequence[str] = (),
    ) -> Path:
        path = tmp_path / "site.gpkg"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.execute(f"PRAGMA application_id = {application_id}")
            database.execute(
                "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
                " organization_coordsys_id INTEGER, definition TEXT)"
            )
            database.execute("CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)")
            database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)")
            database.execute(
                "INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, ?, ?, '')", (srs_id, organization, srs_id)
            )
            for table in tables:
                quoted = table.replace('"', '""')
                database.execute(f'CREATE TABLE "{quoted}" (fid INTEGER PRIMARY KEY, geom BLOB)')
                database.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?)", (table, srs_id))
                database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (table, srs_id))
                database.executemany(f'INSERT INTO "{quoted}" (geom) VALUES (?)', [(blob,) for blob in blobs])  # noqa: S608 - a test file
            for statement in extra:
                database.execute(statement)
        database.close()
        return path

    return write


@pytest.fixture
def blob() -> Callable[..., bytes | None]:
    return gpkg_blob


@pytest.fixture
def layer(tmp_path: Path) -> Callable[..., LayerStore]:
    """Write one layer and return a store over its folder."""

    def write(
        geometries: Any = _TWO_ZONES,
        *,
        name: str = "zones",
        folder: Path = tmp_path,
        geo: dict[str, Any] | None = None,
        covering: bool = True,
        damage: Callable[[bytes], bytes] = lambda data: data,
        clearance: ClassificationLevel = ClassificationLevel.OPEN,
        **changes: str,
    ) -> LayerStore:
        folder.mkdir(exist_ok=True)
        shapes = np.array(geometries, dtype=object)
        bounds = shapely.bounds(shapes)
        corners = ["xmin", "ymin", "xmax", "ymax"]
        columns: dict[str, Any] = {"code": [f"z{i}" for i in range(len(shapes))], "name": ["tên"] * len(shapes)}
        column: dict[str, Any] = {
            "encoding": "WKB",
            "geometry_types": [],
            "crs": CRS.from_user_input("OGC:CRS84").to_json_dict(),
        }
        if covering:
            columns["bbox"] = pa.StructArray.from_arrays([pa.array(bounds[:, i]) for i in range(4)], corners)
            column["covering"] = {"bbox": {corner: ["bbox", corner] for corner in corners}}
        columns["geometry"] = pa.array(shapely.to_wkb(shapes).tolist(), pa.binary())
        column |= geo or {}
        column = {key: value for key, value in column.items() if value != "absent"}
        metadata = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
        table = pa.table(columns).replace_schema_metadata({"geo": json.dumps(metadata)})
        path = folder / f"{name}.parquet"
        pq.write_table(table, path, row_group_size=1)
        said = {
            "id": name,
            "kind": "zone",
            "label": "{vi: Vùng, en: Zones}",
            "classification": "open",
            "source": "test",
            "licence": "MIT",
            "attribution": "test",
            "as_of": "2026-01-31",
            "life_months": "12",
            "crs": "OGC:CRS84",
            "extent": "{bbox: [104, 20, 106, 22]}",
            "key": "code",
            "sha256": sha256_hex(path.read_bytes()),
            **changes,
        }
        (folder / f"{name}.yaml").write_text(
            "\n".join(f"{key}: {value}" for key, value in said.items()), encoding="utf-8"
        )
        path.write_bytes(damage(path.read_bytes()))
        return LayerStore([folder], clearance=clearance)

    return write
