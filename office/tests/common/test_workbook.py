"""No table that leaves the office holds a formula, whatever was typed into its rows."""

import csv
import io
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from taken_away import formulas, traces

from kethop_office.common.workbook import Sheet, csv_bytes, workbook_bytes
from kethop_office.territory.export import workbook

ROOT = Path(__file__).resolve().parents[3]
SIGNS = tuple("=+-@\t\r\n＝＋－＠")
HARMFUL = [
    "=1+1",
    "+84",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    '=HYPERLINK("http://x")',
    "{=1}",
    "'=1",
    "=cmd|' /C calc'!A0",
]
TEXTS = st.one_of(
    st.sampled_from(HARMFUL), st.builds("{}{}".format, st.sampled_from(SIGNS), st.text(max_size=5)), st.text(max_size=8)
)
CELLS = st.one_of(st.none(), st.integers(-9, 9), st.floats(-9, 9), TEXTS)
# Where tables are written: a new place must be held to these laws too.
WRITERS = {
    "office/src/kethop_office/common/workbook.py",
    "office/src/kethop_office/appraisal/actions/archiving.py",
    "office/src/kethop_office/territory/export.py",
    "engine/src/kethop/reporting/height_list.py",
    "engine/src/kethop/reporting/surface_files.py",
}


@settings(max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4), head=TEXTS)
def test_no_cell_of_a_csv_is_a_formula(rows, head) -> None:
    text = csv_bytes(Sheet("x", [head, "b"], rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == 1 + len(rows)
    for given_row, row in zip([[head, "b"], *rows], read, strict=True):
        for value, cell in zip(given_row, row, strict=True):
            assert not cell.startswith(SIGNS) or not isinstance(value, str)
            if isinstance(value, str):
                assert cell in {value, f"'{value}"}


@settings(max_examples=25)
@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4), head=TEXTS)
def test_no_cell_of_a_workbook_is_a_formula(rows, head) -> None:
    data = workbook_bytes([Sheet("x", [head, "b"], rows)], [("a", "=1"), ("=2", "b")])
    assert formulas(data) == []
    assert traces("x.xlsx", data) == []


def test_text_comes_back_as_it_was_typed() -> None:
    data = workbook_bytes([Sheet("x", ["a"], [[one] for one in HARMFUL])], [])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("x").to_python()
    assert [row[0].replace("_x000D_", "\r") for row in rows[1:]] == HARMFUL


def test_every_place_that_writes_a_table_is_known() -> None:
    writes = re.compile(r'csv\.writer\(|Workbook\(\n?|driver="XLSX"')
    files = [file for folder in ("office/src", "engine/src") for file in (ROOT / folder).rglob("*.py")]
    found = {file.relative_to(ROOT).as_posix() for file in files if writes.search(file.read_text(encoding="utf-8"))}
    assert found == WRITERS


def test_a_formula_and_a_trace_would_be_seen() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"author": "Someone"})
        book.add_worksheet().write_formula(0, 0, "=1+1")
    assert formulas(buffer.getvalue()) != []
    assert traces("x.xlsx", buffer.getvalue()) == ["docProps/core.xml: Someone", "docProps/core.xml: Someone"]
    assert traces("x.txt", f"made in {ROOT}".encode()) != []
    assert traces("x.png", b"\x89PNG\r\n\x1a\n....tEXtAuthor") == ["PNG chunk b'tEXt'"]


@pytest.mark.parametrize("name", ["=1+1", "@x", "-y"])
def test_the_table_of_units_holds_no_formula(name: str) -> None:
    unit = SimpleNamespace(code=name, full_name=name, parent=name)
    item = SimpleNamespace(
        named=SimpleNamespace(code=name, full_name=name, valid_to=date(2025, 7, 1)),
        units=[unit],
        is_part=False,
        doubts=[name],
    )
    data = workbook(SimpleNamespace(candidates=[item]), "vi")
    assert formulas(data) == []
    assert traces("units.xlsx", data) == []
