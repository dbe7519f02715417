"""Point numbers that do not run round their ring are said, never sorted."""

from pathlib import Path

import pytest

from kethop.appraisal.notes import note_texts
from kethop.spatial import Site, read_site
from kethop.spatial.sites.point_order import first_out_of_order

CORNERS = ["2357270.61;562559.81", "2357370.61;562559.81", "2357370.61;562659.81", "2357270.61;562659.81"]


@pytest.mark.parametrize(
    ("names", "first"),
    [
        ("1 2 3 4", None),
        ("1 3 2 4", "2"),
        ("2 1 4 3", None),  # falling, begun at 2
        ("2 1 3 4", "1"),
        ("4 3 2 1", None),
        ("3 4 1 2", None),
        ("2 1 4 5 6", "1"),
        ("6 5 3 4 2 1", "4"),
        ("1 2 5 9 12", None),
        ("9 10 11 12", None),
        ("M1 M3 M2 M4", "M2"),
        ("m1 M2 M3", None),
        ("1 A 2 3", None),
        ("A1 B3 A2 A4", None),
        ("1 1 1 1", None),
        ("1 2 1 2", "1"),
        ("7", None),
        ("", None),
    ],
)
def test_order(names: str, first: str | None) -> None:
    assert first_out_of_order(names.split()) == first


def site(tmp_path: Path, *numbers: str) -> Site:
    path = tmp_path / "corners.csv"
    rows = [f"{number};{corner}" for number, corner in zip(numbers, [*CORNERS, CORNERS[0]], strict=False)]
    path.write_text("\n".join(["STT;X;Y", *rows]), encoding="utf-8")
    return read_site(path, crs="EPSG:5897")


def test_it_is_said_and_nothing_is_sorted(tmp_path: Path) -> None:
    found = site(tmp_path, "1", "3", "2", "4")
    note = found.notes[0]
    assert (note.code, dict(note.fields)) == ("site.points_out_of_order", {"ring": "1", "first": "2"})
    assert [point.name for point in found.filed.paths[0].points] == ["1", "3", "2", "4"]
    assert found.area_m2 == pytest.approx(10_000, abs=5)
    assert "from point 2" in note_texts([note])[0].en


def test_a_repeated_first_corner_is_in_order(tmp_path: Path) -> None:
    for numbers in (("1", "2", "3", "4", "1"), ("1", "2", "3", "4", "5"), ("1", "2", "3", "4")):
        assert "site.points_out_of_order" not in {note.code for note in site(tmp_path, *numbers).notes}
