"""The list of buildings as files: an identifier out of a foreign file is never a formula."""

import csv
import io
import re
import zipfile

import numpy as np

from kethop.reporting.height_list import HeightRow, height_list_bytes
from kethop.spatial import HeightHit, HeightState

ABOUT = {"regime": "icao", "ground": "given", "complete": "yes", "warning": "not published"}
IDENTS = ["=1+1", "+84", "-x", "@A1", "\t=1", "plain", "'=1"]
ROWS = [
    HeightRow(number, ident, 10.0, np.nan, HeightHit(number, next(iter(HeightState)), None, None))
    for number, ident in enumerate(IDENTS)
]


def test_a_csv_holds_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(height_list_bytes(ROWS, ".csv", ABOUT).decode(), newline="")))
    assert [row["id"] for row in rows] == ["'=1+1", "'+84", "'-x", "'@A1", "'\t=1", "plain", "'=1"]


def test_a_sheet_holds_no_formula_and_no_author() -> None:
    with zipfile.ZipFile(io.BytesIO(height_list_bytes(ROWS, ".xlsx", ABOUT))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    assert [text for name, part in parts.items() if "sheet" in name for text in re.findall(r"<f[ >]", part)] == []
    assert [part for name, part in parts.items() if name.startswith("docProps/core") and "creator>" in part] == []
