"""What the cells of a site mean: well-known text with every digit kept, and coordinate systems by whatever words name one."""

import json
from decimal import Decimal

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kethop_office.appraisal.queries.imported_sites import known_systems
from kethop_office.appraisal.reading.systems import read_system
from kethop_office.appraisal.reading.well_known_text import WktError, is_wkt, to_geojson

numbers = st.decimals(min_value=-999_999, max_value=9_999_999, places=3).map(lambda value: f"{value:f}")
points = st.tuples(numbers, numbers)
paths = st.lists(points, min_size=2, max_size=5)
rings = st.lists(points, min_size=3, max_size=5).map(lambda ring: [*ring, ring[0]])
polygons = st.lists(rings, min_size=1, max_size=3)
shapes = st.one_of(
    st.tuples(st.just("Point"), points),
    st.tuples(st.just("MultiPoint"), paths),
    st.tuples(st.just("LineString"), paths),
    st.tuples(st.just("MultiLineString"), st.lists(paths, min_size=1, max_size=3)),
    st.tuples(st.just("Polygon"), polygons),
    st.tuples(st.just("MultiPolygon"), st.lists(polygons, min_size=1, max_size=2)),
)


def written(shape) -> str:
    """Return a shape as well-known text: lists in brackets, points without."""
    if isinstance(shape, tuple):
        return " ".join(shape)
    return f"({', '.join(written(part) for part in shape)})"


def as_numbers(shape):
    return [Decimal(part) for part in shape] if isinstance(shape, tuple) else [as_numbers(part) for part in shape]


@given(shapes, st.sampled_from(["", "SRID=9209;", "srid = 4326 ; "]), st.booleans())
def test_every_digit_of_well_known_text_stays(shape, srid, is_small):
    kind, parts = shape
    text = f"{kind.lower() if is_small else kind.upper()} {written([parts] if kind == 'Point' else parts)}"
    assert is_wkt(f"{srid}{text}")
    geojson, crs = to_geojson(f"{srid}{text}")
    assert crs == {"": "", "SRID=9209;": "EPSG:9209", "srid = 4326 ; ": "EPSG:4326"}[srid]
    found = json.loads(geojson, parse_float=Decimal, parse_int=Decimal)
    assert (found["type"], found["coordinates"]) == (kind, as_numbers(parts))
    assert shapely.from_geojson(geojson).equals_exact(shapely.from_wkt(text)), "as another reader has it"


@pytest.mark.parametrize(
    ("text", "coordinates"),
    [
        ("POINT Z (1 2 3)", "[1,2,3]"),
        ("POINTZ(1 2 3)", "[1,2,3]"),
        ("MULTIPOINT ((1 2), (3 4))", "[[1,2],[3,4]]"),
        ("\n Polygon ((0 0, 1 0, 1 1.50, 0 0)) \n", "[[[0,0],[1,0],[1,1.50],[0,0]]]"),
    ],
)
def test_other_ways_of_writing_are_read(text, coordinates):
    assert f'"coordinates": {coordinates}}}' in to_geojson(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON EMPTY",
        "POLYGON ((0 0, 1 0, 1 1, 0 0)",
        "POLYGON ((0 0, 1 0, 1 1, 0 0)))",
        "POLYGON ((0 0; 1 0; 1 1; 0 0))",
        "POLYGON ((0,5 1, 1 0, 1 1, 0,5 1))",
        "POINT M (1 2 3)",
        "POINT ZM (1 2 3 4)",
        "POINT (1)",
        "POINT (1 nan)",
        "POINT (1 2) x",
        "LINESTRING (1 2, 3 4",
        "GEOMETRYCOLLECTION (POINT (1 2))",
        "CURVEPOLYGON ((0 0, 1 0, 1 1, 0 0))",
    ],
)
def test_what_is_no_plain_shape_is_refused(text):
    assert is_wkt(text)
    with pytest.raises(WktError):
        to_geojson(text)


@pytest.mark.parametrize("text", ["", "1\t2344072,76\t552756,73", '{"type": "Point"}', "POINTS 1 2", "điểm (1 2)"])
def test_other_texts_are_not_taken_for_it(text):
    assert not is_wkt(text)


@pytest.fixture(scope="module")
def systems():
    return known_systems()


@pytest.mark.parametrize(
    ("text", "crs"),
    [
        ("EPSG:9209", "EPSG:9209"),
        ("epsg 9209", "EPSG:9209"),
        ("9209", "EPSG:9209"),
        ("urn:ogc:def:crs:EPSG::9209", "EPSG:9209"),
        ("VN-2000, kinh tuyến trục 105°30′, múi 3°", "EPSG:9209"),
        ("VN2000 KTT 105-30 múi 3", "EPSG:9209"),
        ("vn 2000 múi chiếu 3 độ, kinh tuyến trục 105 độ 30 phút", "EPSG:9209"),
        ("105°30'", "EPSG:9209"),
        ("VN-2000 107°00′ (múi 3°)", "EPSG:9214"),
        ("kinh tuyến trục 105° múi 6", "EPSG:3405"),
        ("KTT 105°", ""),  # two zones have it
        ("KTT 105°10'", ""),
        ("105.5", ""),
        ("HN-72 105°30'", ""),
        ("UTM WGS84 zone 48N", ""),
        ("WGS 84", "EPSG:4326"),
        ("EPSG:32648", ""),
        ("múi 3", ""),
        ("105°30′ và 107°00′", ""),
    ],
)
def test_a_coordinate_system_is_known_by_whatever_names_one(systems, text, crs):
    assert read_system(text, systems) == crs


def test_what_the_office_calls_a_system_is_read_back(systems):
    assert len(systems) > 20
    for system in systems:
        assert len(set(system.names.values())) == 2, "in both languages"
        for text in (*system.names.values(), " / ".join(system.names.values()), system.crs):
            assert read_system(text, systems) == system.crs
    one, other = systems[0].names["vi"], systems[1].names["en"]
    assert read_system(f"{one} / {other}", systems) == "", "two that differ are none"
