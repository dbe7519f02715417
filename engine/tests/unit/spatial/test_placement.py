"""The systems that are tried, the area that is declared, and every kind of verdict."""

import numpy as np
import pytest
import shapely
from pyproj import CRS

from kethop.spatial import FiledPath, FiledPoint, Gazetteer, PathRole, Verdict, declared_area, place_paths, system_of
from kethop.spatial.crs import SUPPORTED_CRS, to_wgs84
from kethop.spatial.placement.systems import SYSTEMS, trial_positions

COMMUNE = shapely.box(105.60, 21.28, 105.66, 21.33)


def path(*points: tuple[float, float], role: PathRole = PathRole.OUTER) -> FiledPath:
    return FiledPath(role, 1, tuple(FiledPoint(str(n), "", "", x, y) for n, (x, y) in enumerate(points, 1)), "1")


SQUARE = path((562559.0, 2357270.0), (562559.0, 2357370.0), (562659.0, 2357370.0), (562659.0, 2357270.0))  # EPSG:5897


def test_systems_are_those_of_the_register() -> None:
    assert {system.crs for system in SYSTEMS} == set(SUPPORTED_CRS) - {"OGC:CRS84"}
    for system in SYSTEMS:
        operation = CRS(system.crs).coordinate_operation
        if operation is None:
            assert (system.zone, system.meridian) == (0, None)
            continue
        values = {parameter.name: parameter.value for parameter in operation.params}
        assert values["Longitude of natural origin"] == system.meridian
        assert values["Scale factor at natural origin"] == {3: 0.9999, 6: 0.9996}[system.zone]
        assert (values["False easting"], values["False northing"]) == (500_000, 0)
    assert system_of("OGC:CRS84").crs == "EPSG:4326"
    assert [system.meridian for system in SYSTEMS[:18]] == sorted(system.meridian or 0 for system in SYSTEMS[:18])


def test_all_systems_at_once_agree_with_each_alone() -> None:
    generator = np.random.default_rng(5)
    east = np.concatenate((generator.uniform(200_000, 800_000, 50), generator.uniform(102, 110, 5)))
    north = np.concatenate((generator.uniform(900_000, 2_600_000, 50), generator.uniform(8, 23, 5)))
    positions = trial_positions(east, north)
    for index, system in enumerate(SYSTEMS):
        alone = np.column_stack(to_wgs84(system.crs, east, north))
        reached = np.isfinite(positions[index]).all(axis=1)
        assert reached[50:].all() if system.zone == 0 else reached[:50].all()
        np.testing.assert_allclose(positions[index][reached], alone[reached], atol=1e-10)


def test_one_system_fits() -> None:
    placement = place_paths([SQUARE], declared_area([COMMUNE], tolerance_m=0.0))
    assert placement.verdict is Verdict.AMBIGUOUS  # 105°00′ in a 3° and in a 6° zone, far from the edge of the commune
    assert {item.system.crs for item in placement.fitting} == {"EPSG:5897", "EPSG:3405"}
    assert placement.separation_m == pytest.approx(707, abs=10)
    other = place_paths(
        [path((588497.0, 2357390.0), (588597.0, 2357390.0), (588597.0, 2357490.0))], declared_area([COMMUNE])
    )
    assert (other.verdict, other.proposed and other.proposed.system.crs) == (Verdict.UNIQUE, "EPSG:9208")


def test_degrees_are_vn2000_or_wgs84() -> None:
    placement = place_paths([path((105.61, 21.30), (105.62, 21.30), (105.62, 21.31))], declared_area([COMMUNE]))
    assert placement.verdict is Verdict.AMBIGUOUS
    assert {item.system.crs for item in placement.fitting} == {"EPSG:4756", "EPSG:4326"}
    assert placement.separation_m == pytest.approx(224, abs=10)


def test_a_part_inside_is_never_proposed() -> None:
    wide = path((588497.0, 2357390.0), (598497.0, 2357390.0), (598497.0, 2357490.0), (588497.0, 2357490.0))
    placement = place_paths([wide], declared_area([COMMUNE]))
    assert (placement.verdict, placement.proposed) == (Verdict.PARTIAL, None)
    best = placement.candidates[0]
    assert (best.system.crs, best.points_inside, best.points) == ("EPSG:9208", 2, 4)
    assert 0.4 < best.share_inside < 0.7


def test_nothing_inside() -> None:
    placement = place_paths([path((1.0, 2.0), (3.0, 2.0), (3.0, 5.0))], declared_area([COMMUNE]))
    assert (placement.verdict, placement.candidates, placement.separation_m) == (Verdict.NONE, (), 0.0)


def test_a_boundary_may_leave_between_its_points() -> None:
    notched = COMMUNE.difference(shapely.box(105.62, 21.29, 105.63, 21.33))
    area = declared_area([notched])
    points = [(105.61, 21.30), (105.65, 21.30), (105.65, 21.32), (105.61, 21.32)]
    placement = place_paths([path(*points)], area)
    assert placement.verdict is Verdict.PARTIAL
    assert placement.candidates[0].points_inside == 4
    assert not placement.candidates[0].fits


@pytest.mark.parametrize("beyond", [0.5, 1.5])
def test_the_tolerance_at_the_edge(beyond: float) -> None:
    area = declared_area([COMMUNE], tolerance_m=50.0)
    east = 105.66 + beyond * 50.0 / area.scale[0]
    placement = place_paths([path((105.65, 21.30), (east, 21.30), (105.65, 21.31))], area)
    own = next(item for item in placement.candidates if item.system.crs == "EPSG:4326")
    assert own.fits is (beyond < 1.0)
    assert area.distance_m(east, 21.30) == pytest.approx(beyond * 50.0, rel=0.01)


def test_two_declared_communes_count_as_one_and_holes_lines_points_are_measured() -> None:
    east = shapely.box(105.66, 21.28, 105.70, 21.33)
    both = [path((105.65, 21.30), (105.67, 21.30), (105.67, 21.31), (105.65, 21.31))]
    assert place_paths(both, declared_area([COMMUNE, east])).candidates[0].fits
    hole = path((105.661, 21.302), (105.669, 21.302), (105.669, 21.308), role=PathRole.HOLE)
    area = declared_area([COMMUNE])
    shares = [place_paths(paths, area).candidates[0].share_inside for paths in (both, [*both, hole])]
    assert shares[0] == pytest.approx(0.5, abs=0.02)
    assert shares[1] > shares[0]
    line = path((105.65, 21.30), (105.67, 21.30), role=PathRole.LINE)
    assert place_paths([line], area).candidates[0].share_inside == pytest.approx(0.5, abs=0.02)
    dots = [path((105.65, 21.30), role=PathRole.POINT), path((105.67, 21.30), role=PathRole.POINT)]
    assert place_paths(dots, area).candidates[0].share_inside == 0.5


def test_a_gazetteer_knows_places() -> None:
    known = Gazetteer(["a", "b"], [COMMUNE, shapely.box(105.66, 21.28, 105.70, 21.33)])
    assert [known.at(105.61, 21.3), known.at(105.69, 21.3), known.at(105.66, 21.3), known.at(110.0, 15.0)] == [
        "a",
        "b",
        "a",
        None,
    ]


def test_no_commune_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at least one"):
        declared_area([])
    with pytest.raises(ValueError, match="at least one"):
        declared_area([COMMUNE], tolerance_m=float("nan"))
