"""Provisions are cited with the days and the trust of what was read."""

from datetime import date

import pytest

from kethop.packs import Pack
from kethop.vocabulary import Language, Period, TrustMark


def test_a_provision_is_cited_in_both_languages(template: Pack) -> None:
    reference = template.reference("decree-2021#a3p")
    assert reference.cite(Language.VI) == "điểm a khoản 1 Điều 3 Nghị định 7/2021/NĐ-ĐM"
    assert reference.cite(Language.EN) == "Decree 7/2021/NĐ-ĐM, art. 3(1)(a)"
    assert reference.country == "zz"


def test_a_provision_has_the_days_of_its_instrument_unless_it_has_its_own(template: Pack) -> None:
    assert template.reference("act-2020#a8c1").period == Period(valid_from=date(2020, 1, 1), valid_to=date(2026, 6, 30))
    assert template.reference("act-2026#a9c1").period == Period(valid_from=date(2026, 7, 1))
    assert template.reference("act-2026#a10").period == Period(valid_from=date(2026, 10, 1))


def test_how_it_was_read_goes_with_it(template: Pack) -> None:
    marks = {key: template.reference(key).trust for key in ("act-2020#a8c1", "act-2026#a6c3", "act-2026#a9c2")}
    assert marks == {
        "act-2020#a8c1": TrustMark.SOURCE_READ_OCR,
        "act-2026#a6c3": TrustMark.SECOND_HAND,
        "act-2026#a9c2": TrustMark.NOT_FOUND,
    }


@pytest.mark.parametrize("key", ["act-2020", "act-2020#", "act-2020#a99", "act-1999#a1", ""])
def test_a_citation_of_nothing_is_an_error(template: Pack, key: str) -> None:
    with pytest.raises(KeyError):
        template.reference(key)


@pytest.mark.parametrize(
    ("text", "articles"),
    [(None, []), ("", []), (" ; ", []), ("act-2020#a3", ["3"]), ("act-2020#a3 ; act-2020#a8c1;", ["3", "8"])],
)
def test_citations_are_parted_by_semicolons(template: Pack, text: str | None, articles: list[str]) -> None:
    assert [reference.article for reference in template.references(text)] == articles
