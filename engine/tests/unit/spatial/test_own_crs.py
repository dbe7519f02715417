"""A CRS inside a GeoJSON document, and parts of a site that lie on one another."""

import json
from typing import Any

import pytest
import shapely

from kethop.errors import SiteError
from kethop.spatial import Site, site_from_bytes


def member(code: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": code}}


def square(east: float, north: float) -> dict[str, Any]:
    ring = [[562559 + east + x, 2357270 + north + y] for x, y in ((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))]
    return {"type": "Polygon", "coordinates": [ring]}


def read(*geometries: dict[str, Any], crs: str | None = "EPSG:5897") -> Site:
    features = [{"type": "Feature", "properties": {}, "geometry": shape, "crs": None} for shape in geometries]
    root: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        root["crs"] = member(crs)
    return site_from_bytes(json.dumps(root).encode(), name="a.geojson")


def test_a_system_of_one_feature_must_be_that_of_the_file() -> None:
    shape = square(0, 0) | {"crs": member("urn:ogc:def:crs:EPSG::5897")}
    assert read(shape).filed.crs == "EPSG:5897"
    for root, shapes in (("EPSG:5896", shape), (None, shape)):
        with pytest.raises(SiteError) as caught:
            read(shapes, crs=root)
        assert caught.value.code == "site.crs_inside"
        assert caught.value.fields["crs"] == "EPSG:5897"
        assert caught.value.place is not None
        assert caught.value.place.path == "features[0].geometry.crs"


def test_a_system_of_a_feature_that_is_the_root_counts() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": square(0, 0), "crs": member("EPSG:5897")}
    assert site_from_bytes(json.dumps(feature).encode(), name="a.geojson").filed.crs == "EPSG:5897"
    inside = {"type": "FeatureCollection", "features": [feature]}
    with pytest.raises(SiteError, match="crs_inside"):
        site_from_bytes(json.dumps(inside).encode(), name="a.geojson")


def test_parts_on_one_another_are_told_with_their_area() -> None:
    site = read(square(0, 0), square(50, 50))
    notes = {note.code: note.fields for note in site.notes}
    assert notes["site.parts_overlap_once"]["area_m2"] == pytest.approx(2500, rel=1e-3)
    assert site.area_m2 == pytest.approx(17_500, rel=1e-3)
    twice = read(square(0, 0), square(0, 0))
    assert twice.geometry.geom_type == "Polygon"
    assert "site.parts_overlap_once" in [note.code for note in twice.notes]


@pytest.mark.parametrize("shift", [(100, 0), (100, 100), (300, 0), (0, 100.001)])
def test_parts_beside_one_another_do_not_overlap(shift: tuple[float, float]) -> None:
    site = read(square(0, 0), square(*shift))
    assert [note.code for note in site.notes] == ["site.parts_joined"]
    assert shapely.is_valid(site.geometry)
