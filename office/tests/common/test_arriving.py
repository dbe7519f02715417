"""Files that come in are what their names say, once, and small enough; whatever else is refused with a sentence."""

import contextlib
import io
import stat
import struct
import zipfile
import zlib

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.common import arriving
from kethop_office.common.arriving.kinds import KINDS
from kethop_office.common.arriving.names import extension_of
from kethop_office.common.arriving.pictures import pixels_of
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def png(width=2, height=2) -> bytes:
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpeg(width=2, height=2) -> bytes:
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 8, 8, height, width, 0)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + b"\xff" + frame + b"\xff\xd9"


def tiff(*pages, order="<") -> bytes:
    data = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}I", 8)
    for number, (width, height) in enumerate(pages, 1):
        following = len(data) + 30 if number < len(pages) else 0
        rows = struct.pack(f"{order}HHII", 256, 4, 1, width) + struct.pack(f"{order}HHII", 257, 4, 1, height)
        data += struct.pack(f"{order}H", 2) + rows + struct.pack(f"{order}I", following)
    return data


def archive(*members, main="word/document.xml") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(main, "<document/>")
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


def linked() -> bytes:
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive((entry, "/etc/passwd"))


def lying() -> bytes:
    """An archive whose directory states a tenth of what a member unpacks to."""
    whole = archive(("word/media/a.bin", bytes(100_000)))
    return whole.replace(struct.pack("<I", 100_000), struct.pack("<I", 10_000))


def encrypted() -> bytes:
    whole = bytearray(archive())
    for place in (whole.find(b"PK\x01\x02") + 8, 6):
        whole[place] |= 1
    return bytes(whole)


GOOD = {
    "a.pdf": PDF,
    "a.docx": archive(),
    "a.xlsx": archive(main="xl/workbook.xml"),
    "a.odt": archive(main="content.xml"),
    "a.ods": archive(main="content.xml"),
    "a.doc": OLD,
    "a.xls": OLD,
    "a.png": png(),
    "a.jpg": jpeg(),
    "a.JPEG": jpeg(),
    "a.tif": tiff((2, 2)),
    "a.tiff": tiff((2, 2), order=">"),
    "a.dwg": b"AC1032" + bytes(100),
    "a.dxf": b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n",
    "a.txt": "Thuyết minh".encode(),
    "a.csv": "a,b\n1,2\n".encode("utf-16"),
}
BAD = {
    "a program": ("a.exe", b"MZ" + bytes(100), "file.kind"),
    "a program named pdf": ("a.pdf", b"MZ" + bytes(100), "file.content"),
    "a program named txt": ("a.txt", b"#!/bin/sh\n", "file.content"),
    "a page named txt": ("a.txt", b" <!DOCTYPE html><script>", "file.content"),
    "a page named pdf": ("a.pdf", b"<html>", "file.content"),
    "a script in a picture": ("a.svg", b"<svg/>", "file.kind"),
    "no ending": ("a", PDF, "file.kind"),
    "two endings": ("a.pdf.exe", PDF, "file.kind"),
    "an ending turned around": ("a\u202efdp.exe", PDF, "file.kind"),
    "a pdf that is a zip too": ("a.pdf", PDF + archive(), "file.two_kinds"),
    "a picture that is a zip too": ("a.png", png() + archive(), "file.two_kinds"),
    "a picture that is a pdf too": ("a.jpg", jpeg()[:20] + PDF, "file.two_kinds"),
    "a picture that is a page too": ("a.png", png()[:40] + b"<ScRiPt>", "file.two_kinds"),
    "a zip behind a program": ("a.docx", b"MZ" + archive(), "file.content"),
    "a zip named docx": ("a.docx", archive(main="other.txt"), "file.content"),
    "a workbook named docx": ("a.docx", archive(main="xl/workbook.xml"), "file.content"),
    "a docx cut off": ("a.docx", archive()[:-30], "file.archive"),
    "a docx before a second one": ("a.docx", archive() + archive(), "file.archive"),
    "a link in an archive": ("a.docx", linked(), "file.archive"),
    "a name that climbs out": ("a.docx", archive(("../../etc/cron.d/a", "x")), "file.archive"),
    "an absolute name": ("a.docx", archive(("/etc/cron.d/a", "x")), "file.archive"),
    "a drive letter": ("a.docx", archive(("C:/a", "x")), "file.archive"),
    "names that differ in capitals": ("a.docx", archive(("Word/Document.xml", "x")), "file.archive"),
    "a size that lies": ("a.docx", lying(), "file.archive"),
    "a password": ("a.docx", encrypted(), "file.archive"),
    "a bomb": ("a.docx", archive(("word/a.xml", bytes(11_000_000))), "file.unpacked"),
    "macros": ("a.docx", archive(("word/vbaProject.bin", "x")), "file.macro"),
    "macros of LibreOffice": ("a.odt", archive(("Basic/Standard/a.xml", "x"), main="content.xml"), "file.macro"),
    "macros of an old file": ("a.doc", OLD + "_VBA_PROJECT".encode("utf-16-le"), "file.macro"),
    "a flood of pixels": ("a.png", png(60_000, 60_000), "file.pixels"),
    "a flood on a second page": ("a.tif", tiff((2, 2), (60_000, 60_000)), "file.pixels"),
    "a flood in a photograph": ("a.jpg", jpeg(60_000, 60_000), "file.pixels"),
    "a picture without a size": ("a.png", png()[:10], "file.content"),
}


@pytest.fixture(autouse=True)
def _room(settings):
    settings.KETHOP_UNPACKED_BYTES = 10_000_000
    settings.KETHOP_IMAGE_PIXELS = 50_000_000


@pytest.mark.parametrize("name", GOOD)
def test_a_document_of_each_kind_is_taken(name) -> None:
    got = arriving.arrived(GOOD[name], name, arriving.DOCUMENT)
    assert (got.name, got.media_type) == (name, KINDS[extension_of(name)].media_type)


def test_every_kind_of_document_was_tried() -> None:
    assert {extension_of(name) for name in GOOD} == set(arriving.DOCUMENT.extensions)


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_not_what_it_says_is_refused_with_a_sentence(case, language) -> None:
    name, data, code = BAD[case]
    with translation.override(language), pytest.raises(Refused) as caught:
        arriving.arrived(data, name, arriving.DOCUMENT)
    assert caught.value.code == code
    told = sentence(caught.value.code, caught.value.fields)
    assert arriving.safe_name(name) in told
    assert "%" not in told


@pytest.mark.parametrize(
    ("name", "declared", "fits"),
    [
        ("a.pdf", "application/pdf", True),
        ("a.pdf", "application/octet-stream", True),
        ("a.pdf", "", True),
        ("a.pdf", "image/png", False),
        ("a.png", "application/pdf; charset=x", False),
        ("a.csv", "application/vnd.ms-excel", True),
        ("a.txt", "application/pdf", False),
    ],
)
def test_the_declared_type_agrees_or_says_nothing(name, declared, fits) -> None:
    if fits:
        assert arriving.arrived(GOOD[name], name, arriving.DOCUMENT, declared=declared).media_type != "image/png"
        return
    with pytest.raises(Refused) as caught:
        arriving.arrived(GOOD[name], name, arriving.DOCUMENT, declared=declared)
    assert caught.value.code == "file.content"


def test_a_scan_is_a_picture_or_a_pdf() -> None:
    taken = {name for name in GOOD if extension_of(name) in arriving.SCAN.extensions}
    assert taken == {"a.pdf", "a.png", "a.jpg", "a.JPEG", "a.tif", "a.tiff"}
    with pytest.raises(Refused) as caught:
        arriving.arrived(GOOD["a.txt"], "a.txt", arriving.SCAN)
    assert caught.value.code == "file.kind"


@given(st.text(max_size=300))
def test_a_name_is_safe_everywhere(name) -> None:
    safe = arriving.safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert not set(safe) & set('<>:"/\\|?*%;\r\n\t\0\u202e\u200f')
    assert safe.isprintable()
    assert safe == safe.strip(" .")
    assert safe.partition(".")[0].lower() not in {"con", "nul", "prn", "aux", "com1", "lpt1"}
    assert arriving.safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Tờ trình số 12.pdf", "Tờ trình số 12.pdf"),
        ("C:\\Users\\a\\Tờ trình.pdf", "Tờ trình.pdf"),
        ("../../etc/passwd", "passwd"),
        ("con.pdf", "_con.pdf"),
        ('a"; filename="b.pdf', "a__ filename=_b.pdf"),
        ("a\r\nSet-Cookie_ x.pdf", "aSet-Cookie_ x.pdf"),
        ("", "tep"),
        (".pdf", "pdf"),
        ("đ" * 300 + ".docx", "đ" * 87 + ".docx"),
    ],
)
def test_names_as_they_become(name, safe) -> None:
    assert arriving.safe_name(name) == safe


@given(st.integers(1, 65_000), st.integers(1, 65_000))
def test_the_pixels_of_a_head_are_counted(width, height) -> None:
    assert pixels_of(png(width, height), "png") == width * height
    assert pixels_of(jpeg(width, height), "jpg") == width * height
    assert pixels_of(tiff((width, height), (1, 1), order=">"), "tif") == width * height


@given(st.sampled_from([png(), jpeg(), tiff((2, 2))]), st.binary(max_size=60), st.integers(0, 80))
def test_a_broken_head_ends_in_a_number_or_in_none(data, junk, place) -> None:
    for extension in ("png", "jpg", "tif"):
        found = pixels_of(data[:place] + junk + data[place:], extension)
        assert found is None or found > 0


@given(st.binary(max_size=300), st.sampled_from(sorted(arriving.DOCUMENT.extensions)))
def test_any_bytes_are_taken_or_refused(data, extension) -> None:
    head = (KINDS[extension].starts or (b"",))[0]
    for content in (data, head + data, archive()[: len(data)] + data):
        with contextlib.suppress(Refused):
            assert arriving.arrived(content, f"a.{extension}", arriving.DOCUMENT).name == f"a.{extension}"
