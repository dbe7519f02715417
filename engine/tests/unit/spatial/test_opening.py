"""Paths and containers that are refused before a parser sees them."""

import os
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from kethop.errors import SiteError
from kethop.spatial import read_site
from kethop.spatial.sites import opening
from kethop.spatial.sites.archive import parts_of_archive

Write = Callable[..., Path]
TABLE = [["STT", "X", "Y"], [1, 2357270, 562559], [2, 2357370, 562559], [3, 2357370, 562659]]


def fault(path: Path) -> SiteError:
    with pytest.raises(SiteError) as caught:
        read_site(path, crs="EPSG:5897")
    return caught.value


def test_what_is_no_file(tmp_path: Path, text_table: Write) -> None:
    assert fault(tmp_path / "absent.csv").code == "site.file_missing"
    (tmp_path / "folder.csv").mkdir()
    assert fault(tmp_path / "folder.csv").code in {"site.not_a_file", "site.not_readable"}
    (tmp_path / "link.csv").symlink_to(text_table("STT;X;Y\n"))
    assert fault(tmp_path / "link.csv").code == "site.symlink"
    os.mkfifo(tmp_path / "pipe.csv")
    assert fault(tmp_path / "pipe.csv").code == "site.not_a_file"
    assert fault(text_table(b"")).code == "site.file_empty"
    assert fault(tmp_path / ("x" * 300 + ".csv")).code == "site.not_readable"


@pytest.mark.parametrize("name", ["site.dwg", "site.gml", "site", "site.xlsm", "site.xls"])
def test_unknown_extensions(text_table: Write, name: str) -> None:
    found = fault(text_table("x", name))
    assert (found.code, found.fields["extension"]) == ("site.format_unknown", Path(name).suffix)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"STT;X;Y\n"),
        ("a.gpkg", b"PK\x03\x04"),
        ("a.gpkg", b"<OGRVRTDataSource>"),
        ("a.geojson", b"<OGRVRTDataSource>"),
        ("a.json", b"SQLite format 3\x00"),
        ("a.csv", b"PK\x03\x04"),
        ("a.csv", b"\xd0\xcf\x11\xe0"),
        ("a.csv", b"%PDF-1.7"),
    ],
)
def test_content_that_differs_from_the_extension(text_table: Write, name: str, content: bytes) -> None:
    assert fault(text_table(content, name)).code == "site.content_differs"


def test_size(text_table: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 10)
    found = fault(text_table("x" * 11))
    assert (found.code, found.fields["size"], found.fields["limit"]) == ("site.too_large", 11, 10)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("xl/vbaProject.bin", "site.macros"),
        ("xl/externalLinks/externalLink1.xml", "site.external_links"),
        ("xl/connections.xml", "site.external_links"),
        ("xl/embeddings/oleObject1.bin", "site.embedded_objects"),
        ("xl/activeX/activeX1.xml", "site.embedded_objects"),
    ],
)
def test_active_parts_of_a_workbook(workbook: Write, rezip: Write, part: str, code: str) -> None:
    found = fault(rezip(workbook(TABLE), {part: b"x"}))
    assert (found.code, found.fields["part"]) == (code, part)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_in_parts(workbook: Write, rezip: Write, encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert fault(rezip(workbook(TABLE), {"xl/sharedStrings.xml": text.encode(encoding)})).code == "site.hostile_xml"


def sheet(cells: str) -> dict[str, bytes]:
    text = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    return {"xl/worksheets/sheet1.xml": text.encode()}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "site.too_many_columns"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "site.too_many_rows"),
        ('<row r="9999"><c r="GA9999"><v>1</v></c></row>', "site.too_many_cells"),
        ('<row r="1"><c r="!!1"><v>1</v></c></row>', "site.workbook_broken"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "site.workbook_broken"),
    ],
)
def test_sheets_that_would_fill_the_memory(workbook: Write, rezip: Write, cells: str, code: str) -> None:
    assert fault(rezip(workbook(TABLE), sheet(cells))).code == code


def test_cells_without_references_are_counted(workbook: Write, rezip: Write) -> None:
    cells = "<row><c t='str'><v>X</v></c><c t='str'><v>Y</v></c></row>"
    cells += "<row><c><f>1+1</f><v>2357270</v></c><c><v>562559</v></c></row>"
    assert fault(rezip(workbook(TABLE), sheet(cells))).code in {"site.formula", "site.workbook_broken"}


def test_a_workbook_without_its_parts(workbook: Write, text_table: Write) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    assert fault(text_table(buffer.getvalue(), "a.xlsx")).code == "site.workbook_broken"
    assert fault(text_table(workbook(TABLE).read_bytes()[:-30], "b.xlsx")).code == "site.workbook_broken"


def archive_fault(data: bytes) -> SiteError:
    with pytest.raises(SiteError) as caught:
        parts_of_archive(data, source="a.xlsx")
    return caught.value


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_bombs() -> None:
    assert archive_fault(zipped(("a", b"0" * 30_000_000))).fields["limit"] == "100 times"
    many = zipped(*((f"a{i}", b"x") for i in range(101)))
    assert (archive_fault(many).code, archive_fault(many).fields["limit"]) == ("site.archive_bomb", "100 entries")
    noise = bytes(range(256)) * 400
    big = zipped(*((f"a{i}", noise * 100) for i in range(30)), method=zipfile.ZIP_STORED)
    assert archive_fault(big).fields["limit"] == "inflated size"


def test_sizes_that_lie() -> None:
    data = bytearray(zipped(("a", b"0" * 60_000)))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    assert archive_fault(bytes(data)).fields["problem"] == "size or checksum differs"


@pytest.mark.parametrize(
    ("name", "problem"),
    [("/a", "name leaves the archive"), ("../a", "name leaves the archive"), ("x/../../a", "name leaves the archive")],
)
def test_names_that_leave(name: str, problem: str) -> None:
    assert archive_fault(zipped((name, b"x"))).fields["problem"] == problem


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_other_hostile_entries() -> None:
    assert archive_fault(zipped(("a", b"x"), ("a", b"y"))).fields["problem"] == "duplicate name"
    assert archive_fault(zipped(("a", b"x" * 99), method=zipfile.ZIP_BZIP2)).fields["problem"] == "compression method"
    encrypted = bytearray(zipped(("a", b"x")))
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1
    assert archive_fault(bytes(encrypted)).fields["problem"] == "encrypted"
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert archive_fault(buffer.getvalue()).fields["problem"] == "symbolic link"
    damaged = bytearray(zipped(("a", bytes(range(256)) * 20)))
    damaged[40:60] = b"\xff" * 20
    assert archive_fault(bytes(damaged)).code in {"site.workbook_broken", "site.archive_hostile"}
