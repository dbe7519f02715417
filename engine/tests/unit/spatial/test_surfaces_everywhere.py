"""The surfaces at the antimeridian and near the poles: nothing is missed because degrees begin anew."""

import pytest
import shapely
from pyproj import Geod

from kethop.spatial import Aerodrome, AerodromeSet, DesignGroup, Regime, Runway, RunwayEnd, SurfaceSet, surface_answer

GEOD = Geod(ellps="WGS84")


def home(lon: float, lat: float) -> AerodromeSet:
    far = GEOD.fwd(lon, lat, 90, 3000)[:2]
    ends = (RunwayEnd("09", lon, lat, 10.0), RunwayEnd("27", *far, 16.0))
    return AerodromeSet([Aerodrome("ZZZZ", "Invented", lon, lat, 16.0, (Runway("09/27", ends, 3000.0),))])


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
