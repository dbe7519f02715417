"""The annexes: map, table of corners, height profile, data and identity."""

from collections.abc import Iterator
from decimal import Decimal

from kethop.appraisal import SurfaceRecord, site_of
from kethop.reporting.report import profile_sheet as sheet
from kethop.reporting.report.blocks import Annex, Block, Figure, Paragraph, Table, line
from kethop.reporting.report.case import Case, upper_first
from kethop.reporting.report.corners import corner_blocks, meridian_words
from kethop.reporting.report.filed import size_words
from kethop.reporting.report.map_sheet import HEIGHT, WIDTH, MapSheet, map_sheet
from kethop.reporting.report.paper_dates import two_digits
from kethop.reporting.report.profile_line import profile_of
from kethop.reporting.site_checks import check_words
from kethop.reporting.words import SURFACES, WORDS
from kethop.spatial import Site, site_from_outline
from kethop.spatial.map_grid import map_grid

__all__ = ["annexes_of"]

_LAYER_WIDTHS = (55, 30, 22, 58)
_IDENTITY_WIDTHS = (45, 120)
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def annexes_of(case: Case) -> tuple[Annex, ...]:
    """Return the annexes of a case, numbered in Roman figures; the last one names the run."""
    parts: list[tuple[str, tuple[Block, ...]]] = []
    if case.run.site is not None:
        site = _site(case)
        parts.append(("a_map", tuple(_map(case, site))))
        if site is not None and case.filing.intake is not None:
            parts.append(("a_corners", tuple(_corners(case, site))))
        parts += [("a_profile", tuple(_profile(case)))]
    parts.append(("a_data", tuple(_data(case))))
    kept = [(name, blocks) for name, blocks in parts if blocks]
    return tuple(
        Annex(case.label("annex", number=_ROMAN[index]), case.label(name), _attached(case), blocks)
        for index, (name, blocks) in enumerate(kept)
    )


def _attached(case: Case) -> str:
    settings = case.settings
    number = f"{two_digits(settings.number) if settings.number else '……'}/{settings.symbol or '……'}"
    day = case.label("attached_day_en", day=case.day(settings.day)) if settings.day else case.label("attached_no_day")
    body = case.label("attached_of", body=settings.issuing_body) if settings.issuing_body else ""
    return case.label("attached", number=number, day=day, body=body)


def _site(case: Case) -> Site | None:
    """Return the site; one given by its units needs their layers, the run's own."""
    wanted, intake = case.filing.proposal.site, case.filing.intake
    if wanted is not None and intake is not None:
        return site_from_outline(intake.outline, repair=wanted.repair)
    if case.pack is None or case.layers is None:
        return None
    settings = case.pack.manifest.map
    if not all(case.may_be_drawn(layer) for layer in (settings.provinces, settings.communes)):
        return None
    return site_of(case.filing, case.pack, case.layers, case.run.law_date)


def _map(case: Case, site: Site | None) -> Iterator[Block]:
    if site is None:
        yield Paragraph(line(case.label("map_not_drawn")))
        return
    try:
        drawn = map_sheet(case, site)
    except ValueError:
        yield Paragraph(line(case.label("map_too_large")))
        return
    record = case.run.site
    places = ", ".join(case.say(item) for item in record.provinces) if record else ""
    scale = case.number(drawn.window.scale)
    alt = case.label("map_alt", scale=scale, size=size_words(case), places=places)
    yield Figure(drawn.svg, WIDTH, HEIGHT, alt)
    yield from _map_notes(case, drawn)


def _map_notes(case: Case, drawn: MapSheet) -> Iterator[Block]:
    for text in _sources(case, drawn):
        yield Paragraph(line(text), is_first_line_indented=False)
    yield Paragraph(line(f"{meridian_words(case, drawn.grid)}. {case.label('map_true')}"), is_first_line_indented=False)


def _sources(case: Case, drawn: MapSheet) -> Iterator[str]:
    manifest = case.pack.manifest if case.pack else None
    if not drawn.drawn or manifest is None or case.layers is None:
        yield case.label("map_no_base")
        return
    names = {"communes": manifest.map.communes, "provinces": manifest.map.provinces}
    names |= {"runways": manifest.surfaces.layer} if manifest.surfaces else {}
    for kind in drawn.drawn:
        sidecar = case.layers.sidecar(names[kind])
        if sidecar is not None:
            name, day = upper_first(case.label(f"legend_{kind}")), case.day(sidecar.as_of)
            yield case.label("map_source", name=name, layer=case.say(sidecar.label), day=day)


def _corners(case: Case, site: Site) -> Iterator[Block]:
    filed = site.filed
    yield Paragraph(line(case.label("corners_as_filed", source=filed.source, crs=filed.crs)))
    yield from corner_blocks(case, site, map_grid(filed.crs, site.place[0]))
    record = case.run.site
    if record is not None and record.area_m2 is not None:
        hectares = case.number(record.area_m2 / 10_000, 4)
        yield Paragraph(line(case.label("corners_area", area=case.number(record.area_m2), hectares=hectares)))
    if record is not None and record.length_m is not None:
        yield Paragraph(line(case.label("corners_length", length=case.number(record.length_m))))
    notes = [case.say(item) for item in record.notes] if record else []
    yield Paragraph(line(case.label("corners_repairs" if notes else "corners_no_repairs")))
    yield from (Paragraph(line(f"- {text}.")) for text in notes)
    if record is not None and record.checks:
        yield Paragraph(line(case.label("corners_checks")))
        yield from (Paragraph(line(f"- {check_words(item, case.language)}")) for item in record.checks)


def _other_set(case: Case, surfaces: SurfaceRecord) -> str:
    regime = case.label(f"regime_{surfaces.regime}")
    if surfaces.governing is None or surfaces.permitted_elevation_m is None:
        return case.label("profile_other_none", regime=regime)
    name, permitted = SURFACES[surfaces.governing].in_language(case.language), surfaces.permitted_elevation_m
    return case.label("profile_other", regime=regime, surface=name, permitted=case.number(permitted))


def _profile(case: Case) -> Iterator[Block]:
    profile, surfaces = profile_of(case), case.run.surfaces
    if profile is None or surfaces is None or surfaces.permitted_elevation_m is None or surfaces.governing is None:
        return
    permitted = case.number(surfaces.permitted_elevation_m)
    alt = case.label("profile_alt", threshold=profile.threshold, permitted=permitted)
    yield Figure(sheet.profile_sheet(case, profile), sheet.WIDTH, sheet.HEIGHT, alt)
    top = ""
    if surfaces.penetration_m is not None and profile.top_m is not None:
        over = case.number(abs(surfaces.penetration_m))
        word = "profile_over" if surfaces.penetration_m > 0 else "profile_under"
        top = case.label(word, top=case.number(profile.top_m), over=over)
    yield Paragraph(
        line(
            case.label(
                "profile_is",
                threshold=profile.threshold,
                distance=case.number(Decimal(profile.site_m), 0),
                surface=SURFACES[surfaces.governing].in_language(case.language),
                permitted=permitted,
                top=top,
                regime=case.label(f"regime_{surfaces.regime}"),
            )
        )
    )
    yield from (Paragraph(line(_other_set(case, item))) for item in case.run.other_surfaces)
    yield sheet.segment_table(case, profile)
    ground = profile.ground_m
    yield Paragraph(
        line(
            case.label("profile_no_ground")
            if ground is None
            else case.label("profile_ground", ground=case.number(ground))
        )
    )


def _data(case: Case) -> Iterator[Block]:
    run = case.run
    if run.layers:
        rows = tuple(
            (
                (line(upper_first(case.layer_name(item.id))),),
                (line(upper_first(case.label(f"state_{item.state}"))),),
                (line(case.day(item.as_of) if item.as_of else "–"),),
                (line(item.sha256 or "–"),),
            )
            for item in run.layers
        )
        header = tuple(case.label(name) for name in ("layer", "layer_state", "layer_day", "layer_hash"))
        yield Table(case.label("a_data"), _LAYER_WIDTHS, header, rows)
    yield from (Paragraph(line(text), is_first_line_indented=False) for text in _credits(case))
    yield Paragraph(line(case.say(WORDS["not_advice"])))
    items = [
        (case.label("i_run"), case.run_sha256()),
        (case.label("i_pack"), f"{run.pack.id} {run.pack.version}, {run.pack.sha256}"),
        (case.label("i_engine"), f"kethop {run.engine_version}"),
        *([(case.label("i_site"), f"{run.site.source}, {run.site.sha256}")] if run.site else []),
    ]
    identity = tuple(((line(name),), (line(value),)) for name, value in items)
    header = (case.label("identity_what"), case.label("identity_value"))
    yield Table(case.label("identity"), _IDENTITY_WIDTHS, header, identity, is_kept_together=True)


def _credits(case: Case) -> Iterator[str]:
    """Yield the words that the licences of the layers ask for, which are not translated."""
    sidecars = (
        [case.layers.sidecar(item.id) for item in case.run.layers if case.is_own_layer(item.id)] if case.layers else []
    )
    words = dict.fromkeys(item.attribution for item in sidecars if item)
    if words:
        yield f"{case.label('credits')}: {' '.join(words)}"
