"""VN-2000 is told by its parameters, in the words of ESRI, of GDAL and of MapInfo; nothing else is taken for it."""

from collections.abc import Callable
from typing import Any

import pytest
from pyproj import CRS

from kethop.errors import SiteError
from kethop.spatial.crs_names import PROJECTED, SUPPORTED_CRS
from kethop.spatial.intake.delivering import packed
from kethop.spatial.intake.well_known_text import crs_of_text

SHIFT = "-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278"


def known(text: str, given: str | None = None) -> tuple[str, str, list[str]]:
    found = crs_of_text(text, given=given, source="a.shp")
    return found.code, found.origin, [note.code for note in found.notes]


def refused(text: str, given: str | None = None) -> SiteError:
    with pytest.raises(SiteError) as caught:
        crs_of_text(text, given=given, source="a.shp")
    return caught.value


@pytest.mark.parametrize("code", [code for code in SUPPORTED_CRS if code.startswith("EPSG")])
@pytest.mark.parametrize("version", ["WKT1_ESRI", "WKT1_GDAL", "WKT2_2019"])
def test_every_supported_system_in_every_writing(code: str, version: str) -> None:
    text = CRS.from_user_input(code).to_wkt(version)
    assert known(text)[0] == code
    assert known(text)[1] == ("identified" if version == "WKT1_ESRI" else "stated")
    assert known(text, given=code)[0] == code


def test_no_two_grids_have_the_same_numbers() -> None:
    found = {code: CRS.from_user_input(code).to_wkt("WKT1_ESRI") for code in PROJECTED}
    assert [known(text)[0] for text in found.values()] == list(found)


@pytest.mark.parametrize("name", ["D_VN_2000", "VN-2000", "VN2000", "Vietnam_2000", "D_Vietnam_2000"])
def test_the_names_that_offices_write(name: str) -> None:
    text = CRS.from_user_input("EPSG:9208").to_wkt("WKT1_ESRI").replace("D_Vietnam_2000", name)
    assert known(text) == ("EPSG:9208", "identified", ["intake.crs_identified"])


def test_a_datum_shift_tells_the_datum_and_is_noted() -> None:
    text = CRS.from_user_input("EPSG:9208").to_wkt("WKT1_GDAL")
    unnamed = (
        text.replace('"Vietnam_2000"', '"unknown"')
        .replace('"VN-2000"', '"unknown"')
        .replace(',AUTHORITY["EPSG","9208"]', "")
    )
    spheroid = 'AUTHORITY["EPSG","7030"]]'
    assert unnamed.count(spheroid) == 1
    shifted = (
        unnamed.replace(spheroid, f"{spheroid},TOWGS84[{SHIFT}]")
        .replace(',AUTHORITY["EPSG","6756"]', "")
        .replace(',AUTHORITY["EPSG","4756"]', "")
    )
    assert known(shifted) == ("EPSG:9208", "identified", ["intake.crs_identified", "intake.shift_not_used"])
    other = shifted.replace("-191.90441429", "-100")
    assert refused(other).code == "intake.crs_datum"
    assert refused(other).fields["crs"] == "EPSG:9208"
    assert known(other, given="EPSG:9208")[2][0] == "intake.datum_given"
    assert refused(other, given="EPSG:9210").code == "site.crs_conflict"


@pytest.mark.parametrize(
    "code", ["EPSG:32648", "EPSG:3857", "EPSG:3148", "EPSG:4131", "EPSG:4979", "EPSG:2044", "EPSG:4978"]
)
def test_other_systems_are_not_taken_for_it(code: str) -> None:
    text = CRS.from_user_input(code).to_wkt("WKT2_2019")
    assert refused(text).code == "intake.crs_unidentified"
    assert refused(text, given="EPSG:3405").code == "intake.crs_unidentified"


def test_a_code_that_contradicts_the_numbers() -> None:
    text = CRS.from_user_input("EPSG:9208").to_wkt("WKT1_GDAL").replace("104.75", "105.75")
    assert refused(text).code == "intake.crs_unidentified"


MAPINFO = [
    (f'Earth Projection 8, 9999, 28, {SHIFT}, 0, "m", 104.75, 0, 0.9999, 500000, 0', "EPSG:9208", "identified"),
    (
        'Earth Projection 8, 999, 28, -191.90441429, -39.30318279, -111.45032835, "m", 104.75, 0, 0.9999, 500000, 0 Bounds (0, 0) (1, 1)',
        "EPSG:9208",
        "identified",
    ),
    ('Earth Projection 8, 104, "m", 104.75, 0, 0.9999, 500000, 0', "EPSG:9208", "given"),
    (f"Earth Projection 1, 9999, 28, {SHIFT}, 0", "EPSG:4756", "identified"),
    ("Earth Projection 1, 104", "EPSG:4326", "identified"),
]
STRANGE = ["Earth Projection 3, 104", "Earth Projection 8, 62", "Earth Projection x", 'Earth Projection 8, 104, "ft", 104.75, 0, 0.9999, 500000, 0', 'Earth Projection 8, 104, "m", 105, 0, 0.9996, 500000, 0', "Earth Projection 1, 104 Affine Units", "Earth Projection 8, 9999, 3, 0, 0, 0, 0, 0, 0, 0, 0"]  # fmt: skip


def mif(clause: str, point: str) -> bytes:
    return packed({"a.mif": f"Version 300\nCoordSys {clause}\nData\n\nPoint {point}\n".encode()})


@pytest.mark.parametrize(("clause", "code", "origin"), MAPINFO)
def test_what_mapinfo_writes(clause: str, code: str, origin: str, read: Callable[..., Any]) -> None:
    data = mif(clause, "562559.81 2357270.61")
    reading = read(data, "a.mif", crs=code if origin == "given" else None)
    assert (reading.crs, reading.crs_origin) == (code, origin)
    with pytest.raises(SiteError) as caught:
        read(data, "a.mif", crs="EPSG:9210")
    assert caught.value.code == "site.crs_conflict"


@pytest.mark.parametrize("clause", STRANGE)
def test_what_mapinfo_writes_and_we_do_not_know(clause: str, read: Callable[..., Any]) -> None:
    with pytest.raises(SiteError) as caught:
        read(mif(clause, "1 2"), "a.mif", crs="EPSG:9208")
    assert caught.value.code == "intake.crs_unidentified"
