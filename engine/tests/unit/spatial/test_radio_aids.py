"""Building-restricted areas of radio aids, by hand with geodesics."""

from math import radians, tan

import pytest
import shapely
from pyproj import Geod

from kethop.spatial import Runway, RunwayEnd
from kethop.spatial.surfaces.radio_aids import (
    AidKind,
    RadioAid,
    aid_table,
    ils_line_must_be_assessed,
    must_be_assessed,
)

GEOD = Geod(ellps="WGS84")
PLACE = (105.0, 20.0)
# r, angle, R as printed
TABLE = {
    "DME": (300, 1, 3000),
    "CVOR": (600, 1, 3000),
    "DVOR": (600, 1, 3000),
    "DF": (500, 1, 3000),
    "MARKER": (50, 20, 200),
    "NDB": (200, 5, 1000),
    "GBAS": (400, 3, 3000),
    "VHF": (300, 1, 2000),
    "PSR": (500, 0.25, 15_000),
    "SSR": (500, 0.25, 15_000),
}


def at(azimuth: float, metres: float) -> shapely.Point:
    return shapely.Point(GEOD.fwd(*PLACE, azimuth, metres)[:2])


def test_the_table_is_whole() -> None:
    assert {row.kind.value for row in aid_table().aids} == TABLE.keys() == {kind.value for kind in AidKind}
    assert aid_table().trust == "SR1-OCR"


@pytest.mark.parametrize("name", TABLE)
def test_cylinder_and_cone(name: str) -> None:
    radius, angle, reach = TABLE[name]
    aid = RadioAid(AidKind(name), "invented", *PLACE, 8.0)
    assert must_be_assessed(at(30, radius - 0.1), -50.0, aid) is True
    middle = (radius + reach) / 2
    cone = 8.0 + tan(radians(angle)) * middle
    assert must_be_assessed(at(200, middle), cone + 0.01, aid) is True
    assert must_be_assessed(at(200, middle), cone - 0.01, aid) is False
    assert must_be_assessed(at(200, middle), None, aid) is None
    assert must_be_assessed(at(200, middle), 500.0, RadioAid(AidKind(name), "invented", *PLACE, None)) is None
    assert must_be_assessed(at(90, reach + 0.1), 5000.0, aid) is False


@pytest.mark.parametrize(("name", "reach"), [("CVOR", 15_000), ("DVOR", 10_000), ("DF", 10_000)])
def test_wind_turbines(name: str, reach: float) -> None:
    aid = RadioAid(AidKind(name), "invented", *PLACE, 8.0)
    assert must_be_assessed(at(0, reach - 1), None, aid, is_wind_turbine=True) is True
    assert must_be_assessed(at(0, reach + 1), 300.0, aid, is_wind_turbine=True) is False
    assert must_be_assessed(at(0, reach - 1), 300.0, aid) is False
    plain = RadioAid(AidKind.NDB, "invented", *PLACE, 8.0)
    assert must_be_assessed(at(0, 1500), 300.0, plain, is_wind_turbine=True) is False


def test_lines_near_an_ils() -> None:
    north = GEOD.fwd(*PLACE, 0, 3000)[:2]
    runway = Runway("36/18", (RunwayEnd("36", *PLACE), RunwayEnd("18", *north)), 3000.0)

    def line(east: float, start: float, stop: float) -> shapely.LineString:
        feet = (GEOD.fwd(*PLACE, 0, place) for place in (start, stop))
        return shapely.LineString([GEOD.fwd(foot[0], foot[1], 90, east)[:2] for foot in feet])

    assert ils_line_must_be_assessed(line(1799, 0, 1000), 110.0, runway) is True
    assert ils_line_must_be_assessed(line(1801, 0, 1000), 110.0, runway) is False
    assert ils_line_must_be_assessed(line(0, -3300, -3199), 110.0, runway) is True
    assert ils_line_must_be_assessed(line(0, 6201, 7000), 500.0, runway) is False
    assert ils_line_must_be_assessed(line(0, 0, 1000), 100.0, runway) is False
    assert ils_line_must_be_assessed(line(0, 0, 1000), None, runway) is None
    assert ils_line_must_be_assessed(line(0, 0, 1000), 220.0, Runway("36/18")) is None
