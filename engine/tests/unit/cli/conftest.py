"""Builders of broken files that text cannot say: each writes into a folder, or at a path."""

import base64
import json
import shutil
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import xlsxwriter
from pyproj import CRS

REPOSITORY = Path(__file__).resolve().parents[4]
RULES = REPOSITORY / "engine/tests/conformance/own/old-namespace/dmn13.dmn"
SQUARE = shapely.box(562559.81, 2357270.61, 562659.81, 2357370.61)
HEADS = ["X", "Y", "Điểm"]
CORNERS = [[2357270.0, 562559.0, "1"], [2357370.0, 562559.0, "2"], [2357370.0, 562659.0, "3"]]

Build = Callable[[Path], object]


def in_place_of_proposal(make: Build) -> Build:
    def build(folder: Path) -> None:
        path = folder / "p.yaml"
        path.unlink()
        make(path)

    return build


def not_utf8(path: Path) -> None:
    path.write_bytes(b'proposal: 1\npack: template\ntitle: "Kho h\xb5ng"\n')


def too_large(path: Path) -> None:
    path.write_bytes(b"#" * (1024 * 1024 + 1))


def run_without_site(folder: Path) -> None:
    proposal = base64.b64encode((folder / "p.yaml").read_bytes()).decode()
    stored = {"proposal": {"name": "p.yaml", "base64": proposal}}
    run = {"format": "kethop-run/1", "law_date": "2026-11-22", "input": stored}
    (folder / "run.json").write_text(json.dumps(run))


def run_of_proposal(folder: Path) -> None:
    stored = {
        name: {"name": path, "base64": base64.b64encode((folder / path).read_bytes()).decode()}
        for name, path in (("proposal", "p.yaml"), ("site", "site.geojson"))
    }
    run = {"format": "kethop-run/1", "law_date": "2026-11-22", "input": stored}
    (folder / "run.json").write_text(json.dumps(run))


def linked_folder(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    shutil.copy(folder / "site.geojson", outside)
    (folder / "linked").symlink_to(outside, target_is_directory=True)


def book(*sheets: Sequence[Sequence[Any]], formula: bool = False) -> Build:
    def build(path: Path) -> None:
        workbook = xlsxwriter.Workbook(path)
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for row_number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(row_number, column, cell, day)
                    else:
                        sheet.write(row_number, column, cell)
            if formula:
                sheet.write_formula("B2", "=A2*2", value="")
        workbook.close()

    return build


def with_part(name: str, content: bytes) -> Build:
    """A sound workbook with a part added, or put in place of one."""

    def build(path: Path) -> None:
        book([HEADS, *CORNERS])(path)
        with zipfile.ZipFile(path) as old:
            parts = {entry: old.read(entry) for entry in old.namelist()} | {name: content}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for entry, data in parts.items():
                new.writestr(entry, data)

    return build


def cut(make: Build) -> Build:
    def build(path: Path) -> None:
        make(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return build


def geopackage(*extra: str, srs_id: int = 5897, tables: Sequence[str] = ("parcels",), blank: bool = False) -> Build:
    def build(path: Path) -> None:
        blob = b"GP\x00\x01" + struct.pack("<i", srs_id) + shapely.to_wkb(SQUARE, byte_order=1)
        database = sqlite3.connect(path)
        with database:
            database.execute(f"PRAGMA application_id = {0x47504B47}")
            for statement in (
                (
                    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT,"
                    " organization_coordsys_id INTEGER, definition TEXT)"
                ),
                "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)",
                "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)",
            ):
                database.execute(statement)
            database.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, 'EPSG', ?, '')", (srs_id, srs_id))
            for table in tables:
                database.execute(f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, geom BLOB)")
                database.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?)", (table, srs_id))
                database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?)", (table, srs_id))
                database.execute(f"INSERT INTO {table} (geom) VALUES (?)", (None if blank else blob,))  # noqa: S608 - a test file
            for statement in extra:
                database.execute(statement)
        database.close()

    return build


def plain_sqlite(path: Path) -> None:
    database = sqlite3.connect(path)
    with database:
        database.execute("CREATE TABLE a (b)")
    database.close()


def text(content: str) -> Build:
    return lambda path: path.write_text(content, encoding="utf-8")


def pack(name: str, content: str | None) -> Build:
    """A copy of the template pack with one file changed, or a folder of it removed."""

    def build(folder: Path) -> None:
        shutil.copytree(REPOSITORY / "packs/template", folder / "mine")
        if content is None:
            shutil.rmtree(folder / "mine" / name)
            (folder / "mine" / name).mkdir()
        else:
            (folder / "mine" / name).write_text(content, encoding="utf-8")

    return build


def climbing_zip(folder: Path) -> None:
    with zipfile.ZipFile(folder / "cases.zip", "w") as archive:
        archive.writestr("../a.xml", b"<a/>")


def example(submitted: str) -> Build:
    """A proposal under the law of Việt Nam, where periods are counted."""

    def build(folder: Path) -> None:
        shutil.copytree(REPOSITORY / "examples/sites", folder / "sites")
        sound = (REPOSITORY / "examples/stack.yaml").read_text(encoding="utf-8")
        (folder / "stack.yaml").write_text(sound.replace("2026-11-22", submitted), encoding="utf-8")

    return build


def cadastre(folder: Path) -> None:
    """Two parcels and one zone in a grid, without sidecar; a folder of two cadastres; a folder with something in it."""
    for name, crs, shapes in (
        ("c.parquet", "EPSG:5897", [SQUARE, SQUARE]),
        ("z.parquet", "EPSG:5897", [SQUARE]),
        ("y.parquet", "EPSG:3405", [SQUARE]),
        ("two/a.parquet", "EPSG:5897", [SQUARE]),
        ("two/b.parquet", "EPSG:3405", [SQUARE]),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        column = {"encoding": "WKB", "geometry_types": [], "crs": CRS.from_user_input(crs).to_json_dict()}
        geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
        table = pa.table({"id": [str(row) for row in range(len(shapes))], "geometry": shapely.to_wkb(shapes)})
        pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), folder / name)
    (folder / "taken").mkdir()
    (folder / "taken" / "notes.txt").write_text("mine")
    shutil.copy(RULES, folder / "a.dmn")


def hostile_cases(folder: Path) -> None:
    (folder / "cases").mkdir()
    (folder / "cases" / "a.xml").write_text("<!DOCTYPE a><testCases/>")


SHAPES = {"Point": [105.7, 21.1], "LineString": [[105, 21], [106, 21]]}
MIXED = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": where}}
        for kind, where in SHAPES.items()
    ],
}
BUILDERS: Mapping[str, Build] = MappingProxyType(
    {
        # in the folder of the proposal
        "not_utf8": in_place_of_proposal(not_utf8),
        "empty": in_place_of_proposal(lambda path: path.touch()),
        "absent": in_place_of_proposal(lambda _: None),
        "folder": in_place_of_proposal(lambda path: path.mkdir()),
        "too_large": in_place_of_proposal(too_large),
        "linked_folder": linked_folder,
        "endless_number": in_place_of_proposal(lambda path: path.write_text("proposal: 1\nheights: " + "9" * 5_000)),
        "endless_run": lambda folder: (folder / "run.json").write_text('{"findings": ' + "9" * 5_000 + "}"),
        "run_of_proposal": run_of_proposal,
        "run_without_site": run_without_site,
        "link": lambda folder: (folder / "link.geojson").symlink_to(folder / "site.geojson"),
        "site_folder": lambda folder: (folder / "shapes.geojson").mkdir(),
        "broken_pack": pack("facts.yaml", "a: b: c\n"),
        "lawless_pack": pack("law", None),
        "hostile_pack": pack("decisions/works.dmn", "<!DOCTYPE a><definitions/>"),
        "rules": lambda folder: shutil.copy(RULES, folder / "a.dmn"),
        "example": example("2026-11-22"),
        "late_example": example("2031-05-05"),
        "hostile_cases": hostile_cases,
        "climbing_zip": climbing_zip,
        "cadastre": cadastre,
        "no_cases": lambda folder: (folder / "cases").mkdir(),
        # at the path of the site file
        "tcvn3": lambda path: path.write_bytes(b"X;Y;Ten\n2357270;562559;\xae\xcbu\n"),
        "formula": book([HEADS, *CORNERS], formula=True),
        "date_cell": book([HEADS, [2357270.0, date(2026, 11, 5), "1"]]),
        "two_sheets": book([HEADS, *CORNERS], [HEADS, *CORNERS]),
        "bomb": with_part("xl/media/image1.png", b"\0" * 30_000_000),
        "climbing": with_part("../../evil.xml", b"<a/>"),
        "external": with_part("xl/externalLinks/externalLink1.xml", b"<a/>"),
        "macros": with_part("xl/vbaProject.bin", b"x"),
        "embedded": with_part("xl/embeddings/oleObject1.bin", b"x"),
        "doctype": with_part("xl/sharedStrings.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><sst/>"),
        "cut_workbook": cut(book([HEADS, *CORNERS])),
        "deep": text('{"a":' * 10_000 + "1" + "}" * 10_000),
        "mixed": text(json.dumps(MIXED)),
        "plain_sqlite": plain_sqlite,
        "cut_geopackage": cut(geopackage()),
        "trigger": geopackage("CREATE TRIGGER evil AFTER INSERT ON parcels BEGIN DELETE FROM parcels; END"),
        "view": geopackage("CREATE VIEW shadow AS SELECT * FROM parcels"),
        "two_tables": geopackage(tables=("parcels", "roads")),
        "undefined_crs": geopackage(srs_id=-1),
        "no_geometry": geopackage(blank=True),
    }
)


@pytest.fixture(scope="session")
def builders() -> Mapping[str, Build]:
    """Return the builders by the name that the tables of kinds use."""
    return BUILDERS
