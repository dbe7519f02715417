"""Repair on request: a valid boundary stays as it is, a damaged one becomes valid or is refused, and each step is said."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kethop.errors import SiteError
from kethop.spatial import FiledPath, FiledPoint, Outline, PathRole, SiteFormat, site_from_outline

EAST, NORTH = 553_000.0, 2_344_000.0


def outline(corners: np.ndarray) -> Outline:
    points = tuple(FiledPoint(str(n), "", "", EAST + x, NORTH + y) for n, (x, y) in enumerate(corners.tolist(), 1))
    path = FiledPath(PathRole.OUTER, 1, points, "1")
    return Outline("t.geojson", "0" * 64, SiteFormat.GEOJSON, "EPSG:9209", (path,), (), None)


def ring(seed: int, count: int) -> np.ndarray:
    """Return a star-shaped ring: radii at rising angles never cross."""
    generator = np.random.default_rng(seed)
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    radii = generator.uniform(200, 900, count)
    return np.column_stack((radii * np.cos(angles), radii * np.sin(angles))).round(2)


@given(st.integers(0, 10**6), st.integers(3, 40))
def test_repair_of_a_valid_site_changes_nothing(seed: int, count: int) -> None:
    filed = outline(ring(seed, count))
    assert site_from_outline(filed, repair=True) == site_from_outline(filed)


@given(st.integers(0, 10**6), st.integers(4, 25), st.integers(0, 3))
@settings(max_examples=40)
def test_a_damaged_boundary_becomes_valid_and_says_so(seed: int, count: int, kind: int) -> None:
    generator = np.random.default_rng(seed)
    corners = ring(seed, count)
    at = int(generator.integers(count - 1))
    if kind == 0:
        corners = np.insert(corners, at, corners[at], axis=0)
    elif kind == 1:
        corners = np.vstack((corners, corners[0] + (0.003, 0.004)))
    elif kind == 2:
        corners[[at, at + 1]] = corners[[at + 1, at]]
    else:
        tip = corners[at] * 1.1
        corners = np.insert(corners, at + 1, np.array([tip, corners[at]]), axis=0)
    filed = outline(corners)
    try:
        site = site_from_outline(filed, repair=True)
    except SiteError as error:
        pytest.fail(str(error))
    assert shapely.is_valid(site.geometry)
    assert site.filed.paths == filed.paths
    if kind != 2:
        assert site.repairs
        assert site.area_m2 == pytest.approx(shapely.Polygon(ring(seed, count)).area, rel=1e-3)
    for note in site.repairs:
        assert {"before_m2", "after_m2"} <= set(note.fields)
