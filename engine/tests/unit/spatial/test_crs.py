"""VN-2000 to WGS 84 by EPSG:6960, against figures computed once and written down."""

import pytest
from pyproj import Geod, Transformer
from pyproj.crs import CoordinateOperation

from kethop.spatial import SUPPORTED_CRS, canonical_crs
from kethop.spatial.crs import area_of_use, operation_to_wgs84, to_wgs84

GEOD = Geod(ellps="WGS84")
VINH_YEN = (105.6049, 21.3089)


@pytest.mark.parametrize(
    ("crs", "east", "north"),
    [
        ("EPSG:5897", 562559.805, 2357270.608),
        ("EPSG:9208", 588497.351, 2357390.384),
        ("EPSG:3405", 562541.035, 2356563.356),
        ("EPSG:4756", 105.60301318, 21.30988196),
        ("EPSG:4326", 105.6049, 21.3089),
        ("OGC:CRS84", 105.6049, 21.3089),
    ],
)
def test_known_figures_to_a_millimetre(crs: str, east: float, north: float) -> None:
    lon, lat = to_wgs84(crs, [east], [north])
    assert GEOD.inv(lon[0], lat[0], *VINH_YEN)[2] < 0.0015


def test_the_pinned_operation_is_the_register_s() -> None:
    operation = operation_to_wgs84("EPSG:9208")
    registered = CoordinateOperation.from_epsg(6960)
    assert (operation.code, operation.name, operation.accuracy_m) == (
        "EPSG:6960",
        registered.name,
        registered.accuracy,
    )
    assert operation_to_wgs84("EPSG:4326").code == "identity"


def test_the_other_operation_differs_by_more_than_half_a_metre() -> None:
    other = Transformer.from_pipeline("EPSG:5194")
    lat, lon = other.transform(21.30988196, 105.60301318)
    assert 0.5 < GEOD.inv(lon, lat, *VINH_YEN)[2] < 1.0


@pytest.mark.parametrize("crs", [code for code in SUPPORTED_CRS if code not in {"EPSG:4326", "OGC:CRS84"}])
def test_every_crs_returns_where_it_came_from(crs: str) -> None:
    west, south, east, north = area_of_use(crs)
    lon, lat = (west + east) / 2, (south + north) / 2
    back = Transformer.from_crs("EPSG:4326", crs, always_xy=True, only_best=True)
    first = to_wgs84(crs, *([value] for value in back.transform(lon, lat)))
    assert GEOD.inv(first[0][0], first[1][0], lon, lat)[2] < 1.0  # PROJ's own choice of operation may be the other one


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("epsg:5897", "EPSG:5897"),
        (" EPSG:9218 ", "EPSG:9218"),
        ("urn:ogc:def:crs:EPSG::4756", "EPSG:4756"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"),
        ("EPSG:32648", None),
        ("EPSG:3857", None),
        ("VN-2000", None),
        ("", None),
    ],
)
def test_names_of_crs(name: str, code: str | None) -> None:
    assert canonical_crs(name) == code
