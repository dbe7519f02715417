"""The line of the height profile: from the nearest threshold of the governing runway through the site's decisive point."""

from pyproj import Geod
from shapely.geometry import LineString

from kethop.reporting.report.case import Case
from kethop.reporting.report.profile_sheet import Profile
from kethop.spatial import AerodromeSet, Regime, RunwayEnd, SurfaceSet, surface_profile

__all__ = ["profile_of"]

_GEOD = Geod(ellps="WGS84")
_BEYOND = 0.15  # of the way to the site: how far the line goes on behind it
_LEAST_BEYOND_M = 300.0
_STEPS = 400


def profile_of(case: Case) -> Profile | None:
    """Return the profile of a run; None where no surface governs, no height was filed, or the run's own layer of runways is not at hand."""
    surfaces, settings = case.run.surfaces, case.pack.manifest.surfaces if case.pack else None
    if surfaces is None or settings is None or case.layers is None or surfaces.at is None:
        return None
    if not _says_a_height(case) or not case.may_be_drawn(settings.layer):
        return None
    aerodromes = AerodromeSet.from_layer(case.layers, on=case.run.law_date, layer=settings.layer)
    at = (float(surfaces.at[0]), float(surfaces.at[1]))
    end = _nearest_end(aerodromes, surfaces.governing_aerodrome, surfaces.runway, at)
    if end is None:
        return None
    azimuth, _, distance = _GEOD.inv(end.lon, end.lat, *at)
    if distance < 1:
        return None
    lon, lat, _ = _GEOD.fwd(end.lon, end.lat, azimuth, distance + max(distance * _BEYOND, _LEAST_BEYOND_M))
    line = LineString([(end.lon, end.lat), at, (lon, lat)])
    surface_set = SurfaceSet(regime=Regime(surfaces.regime), published=surfaces.published)
    found = surface_profile(line, aerodromes, surface_set, step_m=distance / _STEPS)
    heights = case.filing.proposal.heights
    return Profile(
        distances_m=found.distances_m,
        permitted_m=found.permitted_m,
        surface=found.surface,
        threshold=f"{surfaces.governing_aerodrome} {end.designator}",
        site_m=distance,
        ground_m=heights.ground_elevation,
        top_m=heights.top(),
    )


def _says_a_height(case: Case) -> bool:
    heights = case.filing.proposal.heights
    return any(item is not None for item in (heights.height, heights.ground_elevation, heights.top_elevation))


def _nearest_end(
    aerodromes: AerodromeSet, ident: str | None, runway: str | None, at: tuple[float, float]
) -> RunwayEnd | None:
    """Return the end, of the runway whose surface governs, that is nearest to a place."""
    ends = [
        end
        for aerodrome in aerodromes.aerodromes
        if aerodrome.ident == ident
        for one in aerodrome.runways
        if one.designator == (runway or "").partition(" ")[0]
        for end in one.ends or ()
    ]
    return min(ends, key=lambda end: float(_GEOD.inv(end.lon, end.lat, *at)[2]), default=None)
