"""The surfaces at the antimeridian and near the poles: nothing is missed because degrees begin anew."""

import pytest
import shapely
from pyproj import Geod

from kethop.spatial import Aerodrome, AerodromeSet, DesignGroup, Regime, Runway, RunwayEnd, SurfaceSet, surface_answer

GEOD = Geod(ellps="WGS84")


def home(lon: float, lat: float) -> AerodromeSet:
    return AerodromeSet([Aerodrome("ZZZZ", "Invented", lon, lat, 16.0, runways(lon, lat))])


def runways(lon: float, lat: float = 0.0) -> tuple[Runway, ...]:
    far = GEOD.fwd(lon, lat, 90, 3000)[:2]
    ends = (RunwayEnd("09", lon, lat, 10.0), RunwayEnd("27", *far, 16.0))
    return (Runway("09/27", ends, 3000.0),)


@pytest.mark.parametrize("regime", list(Regime))
@pytest.mark.parametrize("lat", [0.0, -45.0, 71.0, 89.9])
@pytest.mark.parametrize("lon", [179.99, -179.99])
def test_the_answer_does_not_depend_on_where_degrees_begin(lon: float, lat: float, regime: Regime) -> None:
    """Places by azimuth and distance from the runway's west end, against the same at longitude 10 on the same parallel."""
    surface_set = SurfaceSet(regime=regime, group=DesignGroup.IV)
    for azimuth, metres in ((270, 2060), (268, 9000), (90, 5060), (180, 5000)):
        here, there = (
            surface_answer(shapely.Point(GEOD.fwd(start, lat, azimuth, metres)[:2]), home(start, lat), surface_set)
            for start in (lon, 10.0)
        )
        assert here.inside == there.inside
        assert here.complete == there.complete
        assert here.permitted_elevation_m == pytest.approx(there.permitted_elevation_m, abs=0.01)


@pytest.mark.parametrize(
    ("lon", "ident", "degrees"),
    [
        (-179.99, "WEST", 0.083),
        (179.99, "WEST", 0.063),
        (-179.6, "WEST", 0.473),
        (-179.4, "EAST", 0.4),
        (180.0, "WEST", 0.073),
    ],
)
def test_the_nearest_aerodrome_may_lie_across_the_antimeridian(lon: float, ident: str, degrees: float) -> None:
    """On the equator, where a degree is 111,319.49 m; each runway is 3,000 m long, eastwards."""
    homes = [Aerodrome(name, name, x, 0.0, 16.0, runways(x)) for name, x in (("WEST", 179.9), ("EAST", -179.0))]
    found = AerodromeSet(homes).nearest_to(shapely.Point(lon, 0.0))
    assert found is not None
    assert found.ident == ident
    assert found.distance_m == pytest.approx(degrees * 111_319.4908, abs=20)


@pytest.mark.parametrize(("lon", "metres", "count"), [(-179.99, 12_000, 1), (-179.99, 5_000, 0), (179.85, 12_000, 1)])
def test_what_is_near_may_lie_across_the_antimeridian(lon: float, metres: float, count: int) -> None:
    homes = AerodromeSet([Aerodrome("WEST", "WEST", 179.9, 0.0, 16.0, runways(179.9))])
    assert len(homes.near(shapely.Point(lon, 0.0), metres)) == count
    (guided,) = surface_answer(shapely.Point(-179.99, 0.0), homes, SurfaceSet()).guidance
    assert guided.elevation_m == 16.0 + 150.0
