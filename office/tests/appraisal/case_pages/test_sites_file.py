"""The same rows at the same moment are the same file, whatever the machine's clock says."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
import shapely

from kethop_office.appraisal.bridge.sites_file import FileLayer, geopackage

AT = datetime(2026, 3, 4, 12, 6, 7, tzinfo=timezone(timedelta(hours=7)))
SITES = FileLayer("khu_dat", "Point", [shapely.to_wkb(shapely.Point(105.5, 21.1))], {"ten": ["Khu ví dụ"]})


def made(at: datetime) -> bytes:
    return geopackage([SITES], notes={"source": "ví dụ"}, at=at)


def test_a_file_is_dated_as_it_is_told_and_never_otherwise(tmp_path) -> None:
    first = made(AT)
    assert made(AT.astimezone(UTC)) == first != made(AT + timedelta(seconds=1))
    (tmp_path / "a.gpkg").write_bytes(first)
    with sqlite3.connect(tmp_path / "a.gpkg") as file:
        assert file.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall() == [
            ("2026-03-04T05:06:07.000Z",)
        ]


@pytest.mark.parametrize("layers", [[], [FileLayer("khu_dat", "Point", [], {"ten": []})]])
def test_without_a_row_there_is_no_file(layers) -> None:
    assert geopackage(layers, notes={}, at=AT) == b""
