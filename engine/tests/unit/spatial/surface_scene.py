"""An invented aerodrome for tests: a runway due north along a meridian, where geodesics are straight."""

import shapely
from pyproj import Geod

from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    ApproachKind,
    PlacedSurfaces,
    Regime,
    Runway,
    RunwayEnd,
    SurfaceSet,
    surfaces_of_aerodromes,
)

GEOD = Geod(ellps="WGS84")
SOUTH = (105.0, 20.0)
OLD, NEW = SurfaceSet(), SurfaceSet(regime=Regime.DECREE222_2026)


def aerodrome(length: float = 3000.0, kind: ApproachKind | None = None, **options: object) -> AerodromeSet:
    north = GEOD.fwd(*SOUTH, 0, length)[:2]
    ends = (RunwayEnd("36", *SOUTH, 10.0, approach=kind), RunwayEnd("18", *north, 16.0, approach=kind))
    runway = Runway("36/18", ends, length, **options)
    return AerodromeSet([Aerodrome("ZZZZ", "Invented", *SOUTH, 16.0, (runway,))])


def placed(aerodromes: AerodromeSet, surface_set: SurfaceSet = OLD) -> tuple[PlacedSurfaces, ...]:
    return surfaces_of_aerodromes(aerodromes, surface_set).placed


def at(north_m: float, east_m: float) -> tuple[float, float]:
    foot = GEOD.fwd(*SOUTH, 0, north_m)
    return GEOD.fwd(foot[0], foot[1], 90, east_m)[:2]


def square(north_m: float, east_m: float, side_m: float) -> shapely.Polygon:
    half = side_m / 2
    corners = ((-half, -half), (-half, half), (half, half), (half, -half))
    return shapely.Polygon([at(north_m + i, east_m + j) for i, j in corners])
