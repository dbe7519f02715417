"""What a program does not show and we read all the same is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

ZONE = "EPSG:5897"
ROWS = [("Điểm", "X", "Y"), (1, 2357270, 562559), (2, 2357370, 562559), (3, 2357370, 562659), (4, 2357270, 562659)]
RING = "<LinearRing><coordinates>105,21 105.1,21 105.1,21.1 105,21</coordinates></LinearRing>"


def workbook(path: Path, hide: Callable[[Any, Any, Any], None]) -> bytes:
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("Tọa độ"), book.add_worksheet("Ghi chú")
    for index, row in enumerate(ROWS):
        sheet.write_row(index, 0, row)
    other.write(0, 0, "Thuyết minh")
    hide(book, sheet, other)
    book.close()
    return path.read_bytes()


def told(reading: Any) -> list[tuple[str, Any]]:
    return [
        (note.code, note.fields.get("count", note.fields.get("names")))
        for note in reading.notes
        if "hidden" in note.code
    ]


@pytest.mark.parametrize(
    ("hide", "wanted"),
    [
        (lambda _book, _sheet, _other: None, []),
        (lambda _book, sheet, _other: sheet.set_row(3, None, None, {"hidden": True}), [("intake.hidden_rows", 1)]),
        (lambda _book, sheet, _other: sheet.set_column(0, 0, None, None, {"hidden": True}), [("intake.hidden_rows", 1)]),
        (lambda _book, _sheet, other: other.hide(), [("intake.hidden_sheets", "Ghi chú")]),
        (lambda _book, _sheet, other: other.very_hidden(), [("intake.hidden_sheets", "Ghi chú")]),
        (lambda _book, sheet, other: (other.activate(), other.set_first_sheet(), sheet.hide()),
         [("intake.hidden_sheets", "Tọa độ")]),
    ],
)  # fmt: skip
def test_hidden_cells(hide: Any, wanted: Any, tmp_path: Path, read: Callable[..., Any]) -> None:
    reading = read(workbook(tmp_path / "a.xlsx", hide), "a.xlsx", crs=ZONE)
    assert told(reading) == wanted
    assert len(reading.paths[0].points) == 4


def test_the_sheet_that_is_not_chosen_is_not_told(tmp_path: Path, read: Callable[..., Any]) -> None:
    data = workbook(tmp_path / "a.xlsx", lambda _book, _sheet, other: other.hide())
    assert told(read(data, "a.xlsx", crs=ZONE, layer="Tọa độ")) == []


def kml(folder: str, placemarks: str) -> bytes:
    head = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    return f"{head}<Folder><name>Ranh</name>{folder}{placemarks}</Folder></Document></kml>".encode()


@pytest.mark.parametrize(
    ("folder", "first", "second", "count"),
    [("", "", "", None), ("", "0", "1", 1), ("0", "1", "1", 2), ("1", "0", "false", 2)],
)
def test_placemarks_that_are_not_shown(
    folder: str, first: str, second: str, count: int | None, read: Callable[..., Any]
) -> None:
    def seen(value: str) -> str:
        return f"<visibility>{value}</visibility>" if value else ""

    marks = "".join(f"<Placemark>{seen(value)}{RING}</Placemark>" for value in (first, second))
    reading = read(kml(seen(folder), marks), "a.kml")
    assert told(reading) == ([("intake.hidden_read", count)] if count else [])
