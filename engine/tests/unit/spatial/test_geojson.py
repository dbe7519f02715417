"""GeoJSON sites."""

import copy
import json
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kethop.errors import DocumentError, SiteError
from kethop.spatial import PathRole, read_site, site_from_geojson

Write = Callable[..., Path]
RING = [[105.76, 21.19], [105.77, 21.19], [105.77, 21.20], [105.76, 21.20], [105.76, 21.19]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}


def feature(geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": "x"}, "geometry": geometry}


def collection(*geometries: Any, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [feature(geometry) for geometry in geometries], **members}


def shifted(step: float) -> dict[str, Any]:
    moved = copy.deepcopy(POLYGON)
    moved["coordinates"] = [[[x + step, y] for x, y in RING]]
    return moved


def fault(path: Path, crs: str | None = None) -> SiteError:
    with pytest.raises(SiteError) as caught:
        read_site(path, crs=crs)
    return caught.value


@pytest.mark.parametrize("value", [POLYGON, feature(POLYGON), collection(POLYGON)])
def test_a_polygon_however_wrapped(geojson: Write, value: Any) -> None:
    site = read_site(geojson(value))
    assert site.geometry.geom_type == "Polygon"
    assert site.area_m2 == pytest.approx(1_150_000, rel=1e-2)
    assert (site.filed.crs, site.operation.code, site.notes) == ("OGC:CRS84", "identity", ())


def test_points_and_lines() -> None:
    point = site_from_geojson({"type": "Point", "coordinates": [Decimal("105.7626"), Decimal("21.1936")]}, source="p")
    assert (point.dimension, point.area_m2, point.perimeter_m, point.length_m) == (0, 0.0, 0.0, 0.0)
    assert (point.filed.paths[0].points[0].east, point.filed.paths[0].role) == ("105.7626", PathRole.POINT)
    line = site_from_geojson({"type": "LineString", "coordinates": [[105, 21], [105, 22]]}, source="l")
    assert line.length_m == pytest.approx(
        111_132.954 - 559.822 * math.cos(math.radians(43.0)), abs=5
    )  # a degree of meridian
    many = site_from_geojson({"type": "MultiPoint", "coordinates": [[105, 21], [106, 21]]}, source="m")
    assert many.geometry.geom_type == "MultiPoint"
    lines = {"type": "MultiLineString", "coordinates": [[[105, 21], [105, 22]], [[106, 21], [106, 22]]]}
    assert site_from_geojson(lines, source="ml").dimension == 1


def test_several_features_are_one_geometry(geojson: Write) -> None:
    site = read_site(geojson(collection(POLYGON, shifted(0.005), shifted(0.1))))
    assert site.geometry.geom_type == "MultiPolygon"
    assert [note.code for note in site.notes] == ["site.parts_joined", "site.parts_overlap_once"]
    assert [path.feature for path in site.filed.paths] == [1, 2, 3]


def test_holes_and_heights(geojson: Write) -> None:
    hole = [[x * 0.5 + 52.8825, y * 0.5 + 10.5975, 12] for x, y in RING]
    site = read_site(geojson({"type": "MultiPolygon", "coordinates": [[RING, hole]]}))
    assert site.area_m2 == pytest.approx(1_150_000 * 0.75, rel=1e-2)
    assert [path.role for path in site.filed.paths] == [PathRole.OUTER, PathRole.HOLE]
    assert [note.code for note in site.notes] == ["site.height_dropped"]


VN2000 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5897"}}
METRES = {
    "type": "Polygon",
    "coordinates": [[[562559, 2357270], [562659, 2357270], [562659, 2357370], [562559, 2357270]]],
}


def test_the_legacy_crs_member(geojson: Write) -> None:
    named = {**METRES, "crs": VN2000}
    assert read_site(geojson(named)).filed.crs == "EPSG:5897"
    assert read_site(geojson(named), crs="EPSG:5897").operation.code == "EPSG:6960"
    assert read_site(geojson(METRES), crs="EPSG:5897").filed.crs == "EPSG:5897"
    assert read_site(geojson({**POLYGON, "crs": None}), crs="EPSG:4326").filed.crs == "EPSG:4326"
    crs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert read_site(geojson({**POLYGON, "crs": crs84}), crs="EPSG:4326").filed.crs == "OGC:CRS84"
    conflict = fault(geojson(named), crs="EPSG:9208")
    assert (conflict.code, conflict.fields["filed"], conflict.fields["given"]) == (
        "site.crs_conflict",
        "EPSG:5897",
        "EPSG:9208",
    )
    assert fault(geojson({**POLYGON, "crs": crs84}), crs="EPSG:9208").code == "site.crs_conflict"


BOW = [[105.76, 21.19], [105.77, 21.20], [105.77, 21.19], [105.76, 21.20], [105.76, 21.19]]
SPIKE = [[105.76, 21.19], [105.77, 21.19], [105.77, 21.20], [105.77, 21.19], [105.76, 21.20], [105.76, 21.19]]
INNER = [[105.762, 21.192], [105.764, 21.192], [105.764, 21.194], [105.762, 21.192]]
OUTSIDE = [[x + 0.5, y] for x, y in INNER]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([1, 2], "site.not_geojson"),
        ({}, "site.not_geojson"),
        ({"type": "FeatureCollection"}, "site.not_geojson"),
        ({"type": "FeatureCollection", "features": [3]}, "site.not_geojson"),
        ({"type": "FeatureCollection", "features": [POLYGON]}, "site.not_geojson"),
        ({"type": "FeatureCollection", "features": []}, "site.no_features"),
        (feature(None), "site.geometry_missing"),
        ({"type": "Polygon", "coordinates": []}, "site.geometry_missing"),
        ({"type": "Polygon", "coordinates": [[]]}, "site.geometry_missing"),
        ({"type": "Polygon"}, "site.not_geojson"),
        ({"type": "Point", "coordinates": [105]}, "site.not_geojson"),
        ({"type": "Point", "coordinates": ["105", "21"]}, "site.not_a_number"),
        ({"type": "Point", "coordinates": [True, 21]}, "site.not_a_number"),
        ({"type": "Point", "coordinates": [105, None]}, "site.not_a_number"),
        ({"type": "Point", "coordinates": [1e308, 21]}, "site.number_too_large"),
        ({"type": "Point", "coordinates": [21.19, 105.76]}, "site.axes_swapped"),
        ({"type": "Point", "coordinates": [562559, 2357270]}, "site.outside_area_of_use"),
        ({"type": "GeometryCollection", "geometries": []}, "site.geometry_type"),
        ({"type": "CircularString", "coordinates": [[1, 2]]}, "site.geometry_type"),
        ({"type": "Polygon", "coordinates": [RING[:-1]]}, "site.ring_not_closed"),
        ({"type": "Polygon", "coordinates": [BOW]}, "site.self_intersection"),
        ({"type": "Polygon", "coordinates": [SPIKE]}, "site.self_intersection"),
        ({"type": "Polygon", "coordinates": [[RING[0], RING[1], RING[0]]]}, "site.too_few_corners"),
        ({"type": "Polygon", "coordinates": [[*RING[:2], *RING[1:]]]}, "site.duplicate_points"),
        ({"type": "Polygon", "coordinates": [RING, OUTSIDE]}, "site.hole_outside"),
        (
            {
                "type": "Polygon",
                "coordinates": [
                    RING,
                    [[105.761, 21.191], [105.769, 21.191], [105.765, 21.199], [105.761, 21.191]],
                    INNER,
                ],
            },
            "site.holes_overlap",
        ),
        ({"type": "LineString", "coordinates": [[105, 21]]}, "site.too_few_points"),
        ({"type": "LineString", "coordinates": [[105, 21], [105, 21]]}, "site.duplicate_points"),
        (collection(POLYGON, {"type": "Point", "coordinates": [105, 21]}), "site.mixed_dimensions"),
        ({**POLYGON, "crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}, "site.crs_unknown"),
        ({**POLYGON, "crs": {"type": "link", "properties": {}}}, "site.crs_unknown"),
        ({**POLYGON, "crs": "EPSG:4326"}, "site.not_geojson"),
    ],
)
def test_broken_geojson(geojson: Write, value: Any, code: str) -> None:
    assert fault(geojson(value)).code == code


def test_holes_that_cut_the_inside_in_two(geojson: Write) -> None:
    diamond = [[105.76, 21.195], [105.765, 21.19], [105.77, 21.195], [105.765, 21.20], [105.76, 21.195]]
    found = fault(geojson({"type": "Polygon", "coordinates": [RING, diamond]}))
    assert found.code in {"site.interior_disconnected", "site.self_intersection"}


def test_a_fault_names_its_path(geojson: Write) -> None:
    found = fault(geojson(collection(POLYGON, {"type": "MultiPolygon", "coordinates": [[RING], [[[105, "x"]]]]})))
    assert found.place is not None
    assert found.place.path == "features[1].geometry.coordinates[1][0][0]"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "Point", "coordinates": [NaN, 21]}', "document.not_json"),
        ('{"type": "Point", "type": "Point", "coordinates": [105, 21]}', "document.duplicate_key"),
        ('{"type": ', "document.not_json"),
        ('{"a":' + "[" * 10_000 + "]" * 10_000 + "}", "document.too_deep"),
    ],
)
def test_what_is_no_strict_json(geojson: Write, text: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_site(geojson(text))
    assert caught.value.code == code


def test_endless_numbers_and_vertices(geojson: Write) -> None:
    assert fault(geojson('{"type": "Point", "coordinates": [' + "9" * 5000 + ", 21]}")).code == "site.not_geojson"
    line = {"type": "LineString", "coordinates": [[105 + i * 1e-6, 21] for i in range(200_001)]}
    found = fault(geojson(json.dumps(line)))
    assert (found.code, found.fields["count"], found.fields["limit"]) == ("site.too_many_vertices", 200_001, 200_000)
