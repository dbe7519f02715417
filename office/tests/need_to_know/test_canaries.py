"""The searcher finds a token in everything that an office gives out, and nothing where there is none."""

import base64
import gzip
import io
import json
import sqlite3
import unicodedata
import zipfile
from urllib.parse import quote

import pypdf
import pytest
import xlsxwriter
from need_to_know.canaries import Searcher
from need_to_know.hidden import Hidden
from need_to_know.tokens import KINDS, Tokens

from kethop_office.appraisal.bridge.tiles import Shape, cut

KIND = KINDS[1]
TOKENS = Tokens(KIND)
WORD = TOKENS.word("appraisal.Case", "title")
TEXT = f"Khu ẩn {WORD}"
OTHER = f"Khu ẩn {Tokens(KINDS[2]).word('appraisal.Case', 'title')}"
KEY = str(TOKENS.key())
SAME = {"KH-2026-00012": TOKENS.reference("KH-2026-00012"), "0" * 32: KEY}


def workbook(text):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("A").hide()
        book.add_worksheet("B").write(0, 0, text)
    return buffer.getvalue()


def archive(name, data):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, data)
    return buffer.getvalue()


def paper(text):
    writer, buffer = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": text})
    writer.write(buffer)
    return buffer.getvalue()


def geopackage(text, folder):
    held = sqlite3.connect(folder / "a.gpkg")
    held.execute("CREATE TABLE parks (name text)")
    held.execute("INSERT INTO parks VALUES (?)", [text])
    held.commit()
    held.close()
    return (folder / "a.gpkg").read_bytes()


def tile(text):
    import shapely  # noqa: PLC0415 - only here

    shape = shapely.to_wkb(shapely.box(105.4, 21.0, 105.6, 21.2))
    return cut("parks", [Shape(shape, {"name": text})], (8, 202, 112))


def packings(folder):
    return {
        "as it is": lambda text: text.encode(),
        "upper case": lambda text: text.upper().encode(),
        "workbook": workbook,
        "archive in an archive": lambda text: archive("x.zip", archive("y.txt", text)),
        "file name": lambda text: archive(f"{text}.txt", ""),
        "paper": paper,
        "GeoPackage": lambda text: geopackage(text, folder),
        "gzip": lambda text: gzip.compress(text.encode()),
        "tile": tile,
        "calendar": lambda text: f"SUMMARY:{text[:12]}\r\n {text[12:]}".encode(),
        "mail": lambda text: f"x={text[:9]}=\r\n{text[9:]}".encode(),
        "URL": lambda text: quote(text).encode(),
        "every letter in a URL": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
        "JSON": lambda text: json.dumps(text).encode(),
        "NFD": lambda text: unicodedata.normalize("NFD", text).encode(),
        "hexadecimal": lambda text: text.encode().hex().encode(),
        **{f"base64 {n}": lambda text, n=n: base64.b64encode(b"x" * n + text.encode()) for n in range(3)},
        "HTML": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    }


@pytest.mark.parametrize("name", packings(None))
def test_a_planted_token_is_found_however_it_is_packed(name, tmp_path):
    searcher = Searcher([Hidden(KIND, TOKENS, dict(SAME))])
    pack = packings(tmp_path)[name]
    assert searcher.found(pack(TEXT))
    (tmp_path / "a.gpkg").unlink(missing_ok=True)
    assert not searcher.found(pack(OTHER)), "that of another kind, which the reader may see"


@pytest.mark.parametrize(
    "said",
    [
        SAME["KH-2026-00012"],
        KEY,
        KEY.replace("-", ""),
        str(KIND.area),
        f"{KIND.area:,.2f}",
        f"{KIND.area:,.2f}".translate(str.maketrans(",.", ".,")),
        f"[{105.5 + KIND.shift:.6f}, 21.1]",
    ],
)
def test_references_keys_and_numbers_are_found(said):
    assert Searcher([Hidden(KIND, TOKENS, dict(SAME))]).found(f"<td>{said}</td>")


def test_the_field_is_named_and_nobody_hidden_is_nothing_found():
    assert Searcher([Hidden(KIND, TOKENS)]).found(TEXT) == ["appraisal.Case.title"]
    assert Searcher([]).found(TEXT) == []
