"""The unit of a drawing: read, divided, refused, or overruled by the filer with a note; hidden objects are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ezdxf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kethop.errors import SiteError
from kethop.spatial.intake.delivering import packed
from kethop.spatial.intake.units import DXF_UNITS, settled_unit

ZONE = "EPSG:5897"
CORNERS = [(562559.81, 2357270.61), (562659.81, 2357270.61), (562659.81, 2357370.61)]


def plan(unit: str, factor: float = 1.0, bounds: str = "") -> bytes:
    rows = "".join(f"{x * factor:.2f} {y * factor:.2f}\n" for x, y in CORNERS)
    head = f'Version 300\nCoordSys NonEarth Units "{unit}"{bounds}\nData\n\n'
    return packed({"a.mif": f"{head}Region 1\n 3\n{rows}".encode()})


def corners(reading: Any) -> list[tuple[float, float]]:
    return [(point.easting, point.northing) for point in reading.paths[0].points]


def codes(reading: Any) -> list[str]:
    return [note.code for note in reading.notes]


@pytest.fixture
def drawn(tmp_path: Path, read: Callable[..., Any]) -> Callable[..., Any]:
    def act(units: int, *, factor: float = 1, draw: Callable[[Any], None] = lambda _: None, **wanted: Any) -> Any:
        drawing = ezdxf.new()
        drawing.header["$INSUNITS"] = units
        drawing.layers.add("RANH")
        shape = [(x * factor, y * factor) for x, y in CORNERS]
        drawing.modelspace().add_lwpolyline(shape, close=True, dxfattribs={"layer": "RANH"})
        draw(drawing)
        drawing.saveas(tmp_path / "site.dxf")
        return read((tmp_path / "site.dxf").read_bytes(), "site.dxf", **{"crs": ZONE} | wanted)

    return act


def refused(act: Callable[[], object]) -> SiteError:
    with pytest.raises(SiteError) as caught:
        act()
    return caught.value


def test_a_plan_of_mapinfo_says_its_unit(read: Callable[..., Any]) -> None:
    assert corners(read(plan("m", bounds=" Bounds (0, 0) (1e7, 1e7)"), "a.mif", crs=ZONE)) == CORNERS
    divided = read(plan("MM", 1000), "a.mif", crs=ZONE)
    assert corners(divided) == CORNERS
    assert "intake.millimetres" in codes(divided)
    for unit in ("km", "ft", "survey ft", "in", "cm", "degree"):
        fault = refused(lambda unit=unit: read(plan(unit), "a.mif", crs=ZONE))
        assert (fault.code, fault.fields["unit"]) == ("intake.unit_unknown", unit)
    assert refused(lambda: read(plan("mm"), "a.mif", crs=ZONE)).code == "intake.unit_doubtful"
    given = read(plan("ft"), "a.mif", crs=ZONE, unit="m")
    assert corners(given) == CORNERS
    assert "intake.unit_given" in codes(given)
    assert corners(read(plan("degree", 4e-5), "a.mif", crs="EPSG:4326"))[0] == (22.5, 94.29)
    assert refused(lambda: read(plan("mm"), "a.mif", crs="EPSG:4326")).code == "intake.unit_unknown"
    assert refused(lambda: read(plan("m"), "a.mif", crs="EPSG:4326", unit="m")).code == "intake.option_not_used"


@pytest.mark.parametrize("clause", ["NonEarth", 'NonEarth Affine Units "m", 1, 2, 3, 4, 5, 6 Units "m"', "Window 1", 'Layout Units "mm"', "Table x", 'NonEarth Units "m" x'])  # fmt: skip
def test_other_plans_are_not_known(clause: str, read: Callable[..., Any]) -> None:
    data = packed({"a.mif": f"Version 300\nCoordSys {clause}\nData\n\nPoint 562559 2357270\n".encode()})
    assert refused(lambda: read(data, "a.mif", crs=ZONE)).code == "intake.crs_unidentified"


def test_the_filer_overrules_the_header_of_a_drawing(drawn: Callable[..., Any]) -> None:
    doubtful = refused(lambda: drawn(4))
    assert (doubtful.code, doubtful.fields["unit"]) == ("intake.unit_doubtful", "mm")
    inches = refused(lambda: drawn(1))
    assert (inches.code, inches.fields["unit"]) == ("intake.unit_unknown", "inch")
    for units, filed in ((4, "mm"), (1, "inch"), (99, "$INSUNITS 99")):
        reading = drawn(units, unit="m")
        assert corners(reading) == CORNERS
        assert [(note.code, note.fields["filed"]) for note in reading.notes] == [("intake.unit_given", filed)]
    assert codes(drawn(6, factor=1000, unit="mm")) == ["intake.unit_given", "intake.millimetres"]
    assert codes(drawn(6, unit="m")) == []
    assert refused(lambda: drawn(6, unit="m", crs="EPSG:4326")).code == "intake.option_not_used"


def test_layers_of_a_drawing_have_no_capitals(drawn: Callable[..., Any]) -> None:
    def second(drawing: Any) -> None:
        for layer in ("ranh", "KHÁC"):
            drawing.modelspace().add_lwpolyline(CORNERS, close=True, dxfattribs={"layer": layer})

    assert len(drawn(6, draw=second, layer="Ranh").paths) == 2
    assert len(drawn(6, draw=second, layer="khác").paths) == 1


def test_hidden_objects_of_a_drawing_are_told(drawn: Callable[..., Any]) -> None:
    def unseen(drawing: Any) -> None:
        drawing.modelspace()[0].dxf.invisible = 1

    for draw in (unseen, lambda d: d.layers.get("RANH").off(), lambda d: d.layers.get("RANH").freeze()):
        reading = drawn(6, draw=draw)
        assert [(note.code, note.fields["count"]) for note in reading.notes] == [("intake.hidden_read", 1)]


@given(st.sampled_from([None, *DXF_UNITS.values()]), st.sampled_from([None, "m", "mm"]))
def test_no_unit_but_metres_and_millimetres_is_read(stated: str | None, given_unit: str | None) -> None:
    if (given_unit or stated) not in {"m", "mm"}:
        fault = refused(lambda: settled_unit(stated, given_unit, source="a.dxf"))
        assert fault.code == ("intake.unit_missing" if stated is None else "intake.unit_unknown")
        return
    unit = settled_unit(stated, given_unit, source="a.dxf")
    assert unit.name == (given_unit or stated)
    assert unit.per_metre == {"m": 1, "mm": 1000}[unit.name]
    contradicts = stated is not None and given_unit not in {None, stated}
    assert ("intake.unit_given" in [note.code for note in unit.notes]) is contradicts
