"""Single lines that several reports share."""

from collections.abc import Sequence
from decimal import Decimal

from kethop.appraisal import CheckState, CitedProvision, PeriodStatement, ScreeningRun, SurfaceRecord
from kethop.reporting.site_checks import check_line
from kethop.reporting.words import REGIMES, SURFACES, WORDS
from kethop.vocabulary import Language, Quantity, Unit, format_date, format_number, format_quantity

__all__ = ["header_lines", "period_words", "provision_words", "surface_lines"]


def header_lines(run: ScreeningRun, language: Language) -> list[str]:
    """Return the head of a report: what, who, where, under which law and with which data."""
    words = {name: text.in_language(language) for name, text in WORDS.items()}
    lines = [run.title.in_language(language), f"{words['proponent']}: {run.proponent}"]
    if run.is_illustrative:
        lines.insert(0, f"*** {words['illustrative']} ***")
    if run.pack.is_illustrative:
        lines.insert(0, f"*** {words['invented']} ***")
    if run.site:
        lines.append(f"{words['site']}: {_where(run, language)}")
        lines += [remark.in_language(language) for remark in run.site.notes]
        lines += [check_line(item, language) for item in run.site.checks if item.state is not CheckState.PASS]
    day, asked = format_date(run.law_date, language), format_date(run.asked_on, language)
    assumed = f" ({words['assumed']})" if run.is_asked_on_assumed else ""
    lines.append(f"{words['law_date']} {day}; {words['asked_on']} {asked}{assumed}")
    lines.append(
        f"{words['pack']}: {run.pack.id} {run.pack.version} ({run.pack.sha256[:12]}), kethop {run.engine_version}"
    )
    return lines


def _where(run: ScreeningRun, language: Language) -> str:
    if run.site is None:
        return ""
    parts = []
    if run.site.area_m2 is not None:
        area = Quantity(value=run.site.area_m2, unit=Unit.SQUARE_METRE)
        shown = area.to(Unit.HECTARE) if run.site.area_m2 >= 10_000 else area
        parts.append(format_quantity(shown, language))
    if run.site.length_m is not None:
        length = Quantity(value=run.site.length_m, unit=Unit.METRE)
        shown = length.to(Unit.KILOMETRE) if run.site.length_m >= 10_000 else length
        parts.append(format_quantity(shown, language))
    names = [commune.name.in_language(language) for commune in run.site.communes]
    if len(names) > 5:
        more = f"+{len(names) - 5} xã, phường" if language is Language.VI else f"+{len(names) - 5} communes"
        names = [*names[:5], more]
    provinces = [province.in_language(language) for province in run.site.provinces]
    return ", ".join([*parts, *names, *provinces])


def provision_words(provisions: Sequence[CitedProvision], language: Language) -> list[str]:
    """Return citations, each with its mark when it is to be verified."""
    mark = WORDS["to_verify"].in_language(language)
    return [
        item.cite.in_language(language) + (f" ({mark}, {item.trust})" if item.is_to_verify else "")
        for item in provisions
    ]


def period_words(period: PeriodStatement, language: Language) -> str:
    """Return the period in words: stated, not stated by law, or unknown with the last known number."""
    if period.days is None or period.unit is None:
        return WORDS["no_period" if period.state == "none_stated" else "not_determined"].in_language(language)
    length = format_quantity(Quantity(value=Decimal(period.days), unit=period.unit), language)
    if period.state == "unverified":
        return f"{WORDS['unverified'].in_language(language)}: {length}"
    cites = "; ".join(provision_words(period.provisions, language))
    return f"{length} [{cites}]" if cites else length


def surface_lines(surfaces: SurfaceRecord, language: Language) -> list[str]:
    """Return what the computed surfaces say, one line a statement."""
    words = {name: text.in_language(language) for name, text in WORDS.items()}
    lines = [f"{words['computed']}: {REGIMES[surfaces.regime].in_language(language)}"]
    if surfaces.aerodrome and surfaces.aerodrome_distance_m is not None:
        distance = Quantity(value=surfaces.aerodrome_distance_m, unit=Unit.METRE).to(Unit.KILOMETRE)
        lines.append(f"{words['aerodrome']}: {surfaces.aerodrome}, {format_quantity(distance, language)}")
    if surfaces.governing and surfaces.permitted_elevation_m is not None:
        name = SURFACES[surfaces.governing].in_language(language)
        line = (
            f"{words['governing']}: {name} ({surfaces.governing_aerodrome} {surfaces.runway}); {words['permitted']}: "
        )
        line += _metres(surfaces.permitted_elevation_m, language)
        if surfaces.datum_m is not None:
            line += f"; {words['datum']}: {_metres(surfaces.datum_m, language)}"
        lines.append(line)
    else:
        lines.append(words["no_surface_over" if surfaces.is_complete else "no_computable_over"])
    if surfaces.penetration_m is not None:
        word = words["penetration"] if surfaces.penetration_m > 0 else words["below"]
        lines.append(f"{word}: {_metres(abs(surfaces.penetration_m), language)}")
    return lines + [remark.in_language(language) for remark in surfaces.notes]


def _metres(value: Decimal, language: Language) -> str:
    return f"{format_number(value, language)} m"
