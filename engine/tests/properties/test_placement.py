"""The declared commune names the meridian: real communes, all systems, both column orders, against pyproj's own way."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer

from kethop.spatial import Feature, FiledPath, FiledPoint, LayerStore, PathRole, Verdict, declared_area, place_paths
from kethop.spatial.placement import SYSTEMS, TrialSystem

COUNT = 1_000 if os.environ.get("KETHOP_PROVE") == "1" else 100
THREE = [system for system in SYSTEMS if system.zone == 3]
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def communes(repository: Path) -> Sequence[Feature]:
    return LayerStore([repository / "packs/vn/layers"]).features("communes", on=DAY)[1]


def filed(lon: float, lat: float, crs: str) -> tuple[float, float]:
    """Return WGS 84 in a system of VN-2000 by pyproj alone."""
    shifted = Transformer.from_pipeline("EPSG:6960").transform(lat, lon, direction="INVERSE")
    return Transformer.from_crs("EPSG:4756", crs, always_xy=True).transform(shifted[1], shifted[0])


def square(commune: Feature, system: TrialSystem) -> list[FiledPath]:
    """Return a square of 100 m around an inner point of a commune, to the centimetre."""
    inner = commune.geometry.point_on_surface()
    east, north = filed(inner.x, inner.y, system.crs)
    corners = [(-50, -50), (-50, 50), (50, 50), (50, -50)]
    points = [
        FiledPoint(str(number), "", "", round(east + right, 2), round(north + up, 2))
        for number, (right, up) in enumerate(corners, start=1)
    ]
    return [FiledPath(PathRole.OUTER, 1, tuple(points), "1")]


def swap(paths: Sequence[FiledPath]) -> list[FiledPath]:
    return [
        replace(path, points=tuple(replace(p, easting=p.northing, northing=p.easting) for p in path.points))
        for path in paths
    ]


@pytest.mark.parametrize("nearest", [2, len(THREE)], ids=["the two nearest", "any of the 18"])
def test_the_commune_names_the_meridian(communes: Sequence[Feature], nearest: int) -> None:
    generator = np.random.default_rng(20261122)
    unique_of_three = unique = 0
    for _ in range(COUNT):
        commune = communes[int(generator.integers(len(communes)))]
        middle = commune.geometry.centroid.x
        near = sorted(THREE, key=lambda system: abs((system.meridian or 0) - middle))[:nearest]
        true = near[int(generator.integers(len(near)))]
        is_swapped = bool(generator.integers(2))
        paths = square(commune, true)
        placement = place_paths(swap(paths) if is_swapped else paths, declared_area([commune.geometry]))
        own = [item for item in placement.fitting if item.system == true]
        assert [item.is_swapped for item in own] == [is_swapped]  # the right one is always among them
        of_three = [item for item in placement.fitting if item.system.zone == 3]
        unique_of_three += len(of_three) == 1
        unique += placement.verdict is Verdict.UNIQUE
        if placement.verdict is not Verdict.UNIQUE:
            assert placement.verdict is Verdict.AMBIGUOUS
            assert placement.proposed is None
            assert placement.separation_m > 200.0
    assert unique_of_three >= 0.99 * COUNT
    assert unique >= 0.87 * COUNT


def test_what_is_proposed_lies_inside_and_order_does_not_matter(communes: Sequence[Feature]) -> None:
    generator = np.random.default_rng(7)
    for _ in range(COUNT // 2):
        commune, other = (communes[int(index)] for index in generator.integers(len(communes), size=2))
        paths = square(commune, THREE[int(generator.integers(len(THREE)))])
        if generator.integers(2):  # a second ring, somewhere else
            paths = [*paths, replace(square(other, THREE[0])[0], name="2", feature=2)]
        area = declared_area([commune.geometry])
        placement = place_paths(paths, area)
        for item in placement.fitting:
            for path in paths:
                for point in path.points:
                    pair = (point.northing, point.easting) if item.is_swapped else (point.easting, point.northing)
                    lon, lat = position(pair, item.system)
                    assert area.distance_m(lon, lat) <= area.tolerance_m + 0.5
        turned = [replace(path, points=path.points[2:] + path.points[:2]) for path in reversed(paths)]
        again = place_paths(turned, area)
        assert again.verdict is placement.verdict
        assert [(item.system, item.is_swapped, item.points_inside) for item in again.candidates] == [
            (item.system, item.is_swapped, item.points_inside) for item in placement.candidates
        ]


def position(pair: tuple[float, float], system: TrialSystem) -> tuple[float, float]:
    lon, lat = pair
    if system.zone:
        lon, lat = Transformer.from_crs(system.crs, "EPSG:4756", always_xy=True).transform(*pair)
    if system.crs != "EPSG:4326":
        lat, lon = Transformer.from_pipeline("EPSG:6960").transform(lat, lon)
    return lon, lat
