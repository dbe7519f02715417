"""Part I of the report: what was filed."""

from collections.abc import Iterator
from decimal import Decimal

from kethop.reporting.report.blocks import Block, Heading, Paragraph, Piece
from kethop.reporting.report.case import Case, lower_first
from kethop.vocabulary import Language, Quantity, Text, Unit, format_quantity

__all__ = ["filed_blocks", "size_words"]

_NAMED_UNITS = 5
_HECTARE_M2 = 10_000
_LONG_M = 10_000


def filed_blocks(case: Case) -> tuple[Block, ...]:
    """Return the part that says what was filed, when, for which place and how high."""
    return (Heading(case.label("s_file"), 1), *(_paragraph(name, text) for name, text in _entries(case)))


def _paragraph(name: str, text: str) -> Paragraph:
    return Paragraph((Piece(f"{name}: ", bold=True), Piece(text)))


def _entries(case: Case) -> Iterator[tuple[str, str]]:
    run = case.run
    numbered = (f"{index}. " for index in range(1, 100))
    yield f"{next(numbered)}{case.label('title')}", f"{case.say(run.title)}."
    yield f"{next(numbered)}{case.label('proponent')}", f"{run.proponent}."
    yield f"{next(numbered)}{case.label('submitted')}", f"{case.label('submitted_is', day=case.day(run.law_date))}."
    asked = case.day(run.asked_on)
    asked = case.label("assumed", day=asked) if run.is_asked_on_assumed else asked
    yield f"{next(numbered)}{case.label('asked_on')}", f"{asked}."
    yield f"{next(numbered)}{case.label('site')}", f"{_site(case)}."
    if run.site:
        yield f"{next(numbered)}{case.label('coordinates')}", f"{case.say(run.site.operation)}."
        if run.site.notes:
            remarks = "; ".join(case.say(item) for item in run.site.notes)
            yield f"{next(numbered)}{case.label('site_remarks')}", f"{remarks}."
    yield f"{next(numbered)}{case.label('heights')}", f"{_heights(case)}."


def _site(case: Case) -> str:
    site = case.run.site
    if site is None:
        return case.label("no_site")
    names = [_in_sentence(case, item.name) for item in site.communes]
    if len(names) > _NAMED_UNITS:
        more = case.label("more_units", count=len(names) - _NAMED_UNITS)
        names = [*names[: _NAMED_UNITS - 1], f"{names[_NAMED_UNITS - 1]} {more}"]
    places = [", ".join(names), *(_in_sentence(case, item) for item in site.provinces)]
    parts = [size_words(case), f"{case.label('communes')} {', '.join(filter(None, places))}" if any(places) else ""]
    return ", ".join(part for part in parts if part)


def _in_sentence(case: Case, name: Text) -> str:
    """Return a unit's name for the middle of a sentence: "xã", "tỉnh" are common nouns."""
    return lower_first(name.vi) if case.language is Language.VI else name.en


def size_words(case: Case) -> str:
    """Return area or length of the site, as documents write it; "a point" for what has neither."""
    site = case.run.site
    if site is not None and site.area_m2 is not None:
        area = Quantity(value=site.area_m2, unit=Unit.SQUARE_METRE)
        return format_quantity(area.to(Unit.HECTARE) if site.area_m2 >= _HECTARE_M2 else area, case.language)
    if site is not None and site.length_m is not None:
        length = Quantity(value=site.length_m, unit=Unit.METRE)
        return format_quantity(length.to(Unit.KILOMETRE) if site.length_m >= _LONG_M else length, case.language)
    return case.label("point")


def _heights(case: Case) -> str:
    heights = case.filing.proposal.heights
    said: tuple[tuple[str, Decimal | None], ...] = (
        ("height", heights.height),
        ("ground", heights.ground_elevation),
        ("top", heights.top_elevation),
    )
    words = [case.label(name, metres=case.number(value)) for name, value in said if value is not None]
    words += [case.label("shield", name=item.name, metres=case.number(item.top_elevation)) for item in heights.shields]
    return "; ".join(words) or case.label("no_heights")
