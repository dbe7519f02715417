"""The page of a site: corners, pictures, profile and what the layers hold there, as plain values. The child of the engine calls it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import atan2, degrees

import numpy as np
import shapely

from kethop.appraisal import Filing, ScreeningRun, appraise, site_of
from kethop.errors import KethopError
from kethop.reporting.map_svg import map_svg
from kethop.reporting.report.case import Case
from kethop.reporting.report.corners import grid_metres, meridian_words
from kethop.reporting.report.map_sheet import map_sheet
from kethop.reporting.report.profile_line import profile_of
from kethop.reporting.report.profile_sheet import Profile, profile_sheet
from kethop.reporting.report.settings import ReportSettings
from kethop.reporting.words import SURFACES
from kethop.spatial import LayerState, Relation, Site
from kethop.spatial.map_grid import MapGrid, map_grid
from kethop.vocabulary import ClassificationLevel, Language
from kethop_office.appraisal.bridge.filings import FiledPaths, filing_of
from kethop_office.appraisal.bridge.opened import OpenedDesk
from kethop_office.appraisal.bridge.outlines import plain_shape
from kethop_office.appraisal.bridge.plain import Plain, plain_errors

__all__ = ["plain_site"]

MOST_CORNERS = 2_000
_RANKS = {name: 10 * place for place, name in enumerate(ClassificationLevel)}
_WINDS = ("north", "north_east", "east", "south_east", "south", "south_west", "west", "north_west")


def plain_site(paths: FiledPaths, desk: OpenedDesk, *, as_of: str) -> dict[str, Plain]:
    """Return what the page of the site shows.

    Returns
    -------
    dict
        ``errors``; without any: ``site`` (None where the filing gives none) with ``shape``, ``wkb`` (hexadecimal),
        ``dimension``, ``area_m2``, ``length_m``, ``crs``, ``grid`` (code, words, EPSG number), ``operation``, ``corners``,
        ``relations``, ``profile`` and ``pictures``.
    """
    on = date.fromisoformat(as_of)
    try:
        filing = filing_of(paths)
        run = appraise(filing, pack=desk.pack, layers=desk.layers, as_of=on)
        site = site_of(filing, desk.pack, desk.layers, on)
    except KethopError as error:
        return {"errors": plain_errors([error])}
    if site is None or run.site is None:
        return {"errors": [], "site": None}
    grid = map_grid(site.filed.crs, site.place[0])
    cases = {language: _case(run, filing, desk, language) for language in (Language.VI, Language.EN)}
    record = run.site
    return {
        "errors": [],
        "site": {
            "shape": plain_shape(site),
            "wkb": shapely.to_wkb(site.geometry).hex(),
            "dimension": site.dimension,
            "area_m2": _text(record.area_m2),
            "length_m": _text(record.length_m),
            "crs": site.filed.crs,
            "grid": _grid(grid, cases),
            "operation": {"vi": record.operation.vi, "en": record.operation.en},
            "notes": [{"vi": note.vi, "en": note.en} for note in record.notes],
            "corners": list(_corners(site, grid)),
            "relations": list(_relations(site, desk, on)),
            "profile": _profile(cases, run),
            "pictures": {str(language): _pictures(case, site) for language, case in cases.items()},
        },
    }


def _grid(grid: MapGrid, cases: dict[Language, Case]) -> dict[str, Plain]:
    words: dict[str, Plain] = {str(language): meridian_words(case, grid) for language, case in cases.items()}
    return {**words, "code": grid.code, "is_filed": grid.is_filed}


def _case(run: ScreeningRun, filing: Filing, desk: OpenedDesk, language: Language) -> Case:
    return Case(run, filing, ReportSettings(), language, desk.pack, desk.layers, is_reproduced=True)


def _pictures(case: Case, site: Site) -> dict[str, Plain]:
    """Return the overview, and the sheet at a round scale; a site too large for any sheet has none."""
    if case.pack is None or case.layers is None:
        return {}
    overview = map_svg(case.run, case.filing, pack=case.pack, layers=case.layers, language=case.language).decode()
    profile = profile_of(case)
    try:
        sheet = map_sheet(case, site)
    except ValueError:
        return {"overview": overview, "sheet": None, "scale": None, "profile": None}
    return {
        "overview": overview,
        "sheet": sheet.svg,
        "scale": sheet.window.scale,
        "drawn": list(sheet.drawn),
        "profile": profile_sheet(case, profile) if profile else None,
    }


def _corners(site: Site, grid: MapGrid) -> Iterator[Plain]:
    """Yield each path with its corners: numbers as filed, and metres of the grid."""
    places = grid_metres(site, grid)
    lon_lat = _degrees(places, grid)
    start = 0
    for path in site.filed.paths:
        stop = start + len(path.points)
        rows: list[Plain] = [
            {
                "name": point.name,
                "filed_north": point.north,
                "filed_east": point.east,
                "north_m": f"{north:.2f}",
                "east_m": f"{east:.2f}",
                "lon": lon,
                "lat": lat,
            }
            for point, (east, north), (lon, lat) in zip(
                path.points[:MOST_CORNERS], places[start:stop], lon_lat[start:stop], strict=False
            )
        ]
        yield {"role": path.role.name.lower(), "points": rows, "count": len(path.points)}
        start = stop


def _degrees(places: list[tuple[float, float]], grid: MapGrid) -> list[tuple[float, float]]:
    if not places:
        return []
    lon, lat = grid.degrees(*np.array(places).T)
    return [(round(float(x), 7), round(float(y), 7)) for x, y in zip(lon, lat, strict=True)]


def _relations(site: Site, desk: OpenedDesk, on: date) -> Iterator[Plain]:
    """Yield what each layer that a fact asks holds at the site; a layer that does not answer is a line of its own."""
    asked: dict[str, list[str]] = {}
    for name, fact in desk.pack.facts.items():
        if fact.layer:
            asked.setdefault(fact.layer, []).append(name)
    for layer, facts in sorted(asked.items()):
        relation = desk.layers.relate(site, layer, on=on)
        yield from _of_layer(site, desk, relation, facts, on)


def _of_layer(site: Site, desk: OpenedDesk, relation: Relation, facts: list[str], on: date) -> Iterator[Plain]:
    sidecar = desk.layers.sidecar(relation.layer)
    fact = desk.pack.facts[facts[0]]
    label = sidecar.label if sidecar else fact.label
    common: dict[str, Plain] = {
        "layer": relation.layer,
        "label": {"vi": label.vi, "en": label.en},
        "rank": _RANKS[relation.classification] if relation.classification is not None else 0,
        "as_of": relation.as_of.isoformat() if relation.as_of else None,
        "facts": list(facts),
        "state": str(relation.state),
    }
    for overlap in relation.overlaps:
        name = overlap.attributes.get("name_vi") or overlap.attributes.get("name") or overlap.key
        yield {
            **common,
            "object": str(name),
            "relation": str(overlap.contact),
            "area_m2": f"{overlap.area_m2:.2f}",
            "share": f"{overlap.share:.6f}",
        }
    if relation.state is not LayerState.ANSWERED:
        yield {**common, "object": "", "relation": "unknown", "missing_share": f"{relation.not_covered_share:.6f}"}
    elif not relation.overlaps:
        yield {**common, "object": "", "relation": "none", **_nearest(site, desk, relation.layer, on)}


def _nearest(site: Site, desk: OpenedDesk, layer: str, on: date) -> dict[str, Plain]:
    """Return distance and direction of the nearest object of an open layer."""
    found = desk.layers.distance_to(site, layer, on=on)
    if found.metres is None or found.place is None:
        return {}
    east, north = found.place[0] - site.place[0], found.place[1] - site.place[1]
    wind = _WINDS[round(degrees(atan2(east * np.cos(np.radians(site.place[1])), north)) / 45) % 8]
    return {"metres": f"{found.metres:.0f}", "direction": wind, "object": found.key or ""}


def _profile(cases: dict[Language, Case], run: ScreeningRun) -> Plain:
    """Return the profile as a table: stretches of the surfaces, ground, top, and what goes beyond."""
    case = cases[Language.VI]
    profile, surfaces = profile_of(case), run.surfaces
    if profile is None or surfaces is None:
        return None
    return {
        "threshold": profile.threshold,
        "site_m": f"{profile.site_m:.0f}",
        "ground_m": _text(profile.ground_m),
        "top_m": _text(profile.top_m),
        "governing": _surface(surfaces.governing),
        "permitted_m": _text(surfaces.permitted_elevation_m),
        "beyond_m": _text(surfaces.penetration_m),
        "regime": surfaces.regime,
        "stretches": list(_stretches(profile)),
    }


def _stretches(profile: Profile) -> Iterator[Plain]:
    start = 0
    for name, group in groupby(profile.surface):
        stop = start + len(list(group))
        ends = [float(profile.permitted_m[at]) for at in (start, stop - 1)]
        yield {
            "surface": _surface(name),
            "from_m": f"{profile.distances_m[start]:.0f}",
            "to_m": f"{profile.distances_m[stop - 1]:.0f}",
            "start_m": f"{ends[0]:.2f}" if np.isfinite(ends[0]) else None,
            "end_m": f"{ends[1]:.2f}" if np.isfinite(ends[1]) else None,
        }
        start = stop


def _surface(name: str | None) -> Plain:
    words = SURFACES.get(name) if name else None
    return {"vi": words.vi, "en": words.en} if words else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
