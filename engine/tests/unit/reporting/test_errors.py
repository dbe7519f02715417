"""Every error that the engine can give has a sentence and a cure in both languages, and they name only what it carries."""

import re
import string
from collections.abc import Iterator, Mapping
from typing import Protocol

import pytest

from kethop.errors import CalendarError, CollectedError, DocumentError, KethopError, Place, ProposalError, SiteError
from kethop.reporting import describe_error, error_codes
from kethop.reporting.errors import error_words
from kethop.vocabulary import Language, Text

FORBIDDEN = re.compile(
    r"lỗi hệ thống|system error|vui lòng|please|thử lại sau|!|anh/chị|\bbạn\b|không hợp lệ|invalid", re.IGNORECASE
)
ENGLISH = re.compile(r"\b(the|is|are|has|with|and|of|not)\b")
MARKED = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)


class Origin(Protocol):
    """Where a code comes from; see conftest.py."""

    direct: list[frozenset[str]]
    one_of: list[frozenset[str]]

    def offers(self, names: set[str]) -> bool: ...


Codes = Mapping[str, Origin]


def texts() -> Iterator[tuple[str, Text]]:
    for code, sentence in error_codes().items():
        yield code, sentence.what
        yield code, sentence.cure


def named(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def test_the_source_is_read_as_it_should_be(source_codes: Codes) -> None:
    assert len(source_codes) > 190
    assert source_codes["proposal.fact_option"].direct == [frozenset({"fact", "given", "options"})]
    assert source_codes["site.self_intersection"].offers({"ring", "edges", "east", "north"})
    assert source_codes["site.number_ambiguous"].offers({"row", "text"})
    assert source_codes["site.macros"].offers({"part"})
    assert source_codes["layer.unreadable"].offers({"problem"})
    assert not source_codes["layer.stale"].offers({"problem"})
    assert not source_codes["proposal.fact_option"].offers({"near"})
    assert "site.parts_joined" not in source_codes  # a note


def test_every_code_has_a_sentence_and_every_sentence_a_code(source_codes: Codes) -> None:
    assert set(source_codes) - set(error_codes()) == set()
    assert set(error_codes()) - set(source_codes) == set()


@pytest.mark.parametrize("code", sorted(error_codes()))
def test_a_sentence_names_only_what_the_error_carries(code: str, source_codes: Codes) -> None:
    sentence = error_codes()[code]
    for one, other in ((sentence.what.vi, sentence.what.en), (sentence.cure.vi, sentence.cure.en)):
        assert named(one) == named(other)
        assert source_codes[code].offers(named(one)), named(one)


def test_the_two_languages_are_two_originals() -> None:
    for code, text in texts():
        if text.vi.strip("{}").isidentifier():
            continue  # the whole sentence is a word for a field
        assert text.vi != text.en, code
        assert MARKED.search(text.vi), code
        assert not MARKED.search(re.sub("“.*?”|Kết hợp", "", text.en)), code
        assert not ENGLISH.search(re.sub(r"`.*?`|\(.*?\)", "", text.vi)), code


def test_the_voice() -> None:
    words = [(field, text) for field, known in error_words().items() for text in known.values()]
    for name, text in [*texts(), *words]:
        for wording in (text.vi, text.en):
            assert not FORBIDDEN.search(wording.replace("“!”", "")), (name, wording)
            assert "  " not in wording
    for code, sentence in error_codes().items():
        for wording in (sentence.what.vi, sentence.what.en, sentence.cure.vi, sentence.cure.en):
            assert wording.endswith((".", "}")), (code, wording)
            assert len(wording) <= 230, (code, wording)


def test_words_name_only_fields_that_some_error_carries(source_codes: Codes) -> None:
    carried = {
        name for origin in source_codes.values() for fields in (*origin.direct, *origin.one_of) for name in fields
    }
    for field, known in error_words().items():
        assert field in carried
        for text in known.values():
            assert named(text.vi) | named(text.en) <= carried


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_can_be_written_without_its_fields(language: Language) -> None:
    for code in error_codes():
        written = describe_error(KethopError(code), language)
        assert not re.search(r"\{(near|problem|origin|fault|[a-z]+:)", written), code
        assert written.endswith(f" [{code}]")


def test_place_sentence_cure_code() -> None:
    place = Place("p.yaml", 7, "site.file")
    error = ProposalError("proposal.site_outside", place=place, file="../a.csv")
    assert describe_error(error, Language.EN) == (
        "p.yaml:7 (site.file): The site file “../a.csv” lies outside the folder of the proposal.\n"
        "  → Copy the file beside the proposal or into a folder below it, and name it without “..” or a leading “/”."
        " [proposal.site_outside]"
    )
    assert describe_error(error, Language.VI).startswith("p.yaml:7 (site.file): Tệp khu đất “../a.csv” nằm ngoài")


def test_several_errors_and_errors_of_no_file() -> None:
    both = CollectedError(
        (
            DocumentError("document.missing_key", place=Place("p.yaml", 1), key="pack"),
            CalendarError("calendar.year_twice"),
        )
    )
    lines = describe_error(both, Language.EN).splitlines()
    assert len(lines) == 4
    assert lines[0] == "p.yaml:1: The key “pack” is missing."
    assert lines[2] == "One year has two tables of working days."


def test_a_missing_field_is_a_dash_and_an_unknown_code_stays() -> None:
    missing = CalendarError("calendar.year_missing", year=2031, first=None)
    assert "no year 2031; it holds – to –." in describe_error(missing, Language.EN)
    assert describe_error(KethopError("no.such_code", place=Place("a")), Language.VI) == "a: no.such_code"


@pytest.mark.parametrize(
    ("error", "vi", "en"),
    [
        (DocumentError("document.too_large", size=17_301_504, limit=16_777_216), "Tệp 16,5 MB, giới hạn 16 MB.", "The file has 16.5 MB; the limit is 16 MB."),
        (CalendarError("calendar.suspensions_overlap", first="2026-11-05"), "từ ngày 05/11/2026 bắt đầu", "from 5 Nov 2026 starts"),
        (SiteError("site.too_many_vertices", count=200_001, limit=200_000), "200.001 đỉnh, giới hạn 200.000", "200,001 corners; the limit is 200,000"),
        (SiteError("site.self_intersection", ring="1", edges="3-4, 1-2", east=562609.8100001, north=2357320.5), "(Bắc 2357320,5; Đông 562609,81)", "(north 2357320.5; east 562609.81)"),
        (SiteError("site.outside_area_of_use", crs="EPSG:9208", point="1", east=105.7626, north=21.1936, looks_like="degrees"), "(Bắc 21,1936; Đông 105,7626) nằm ngoài vùng áp dụng của EPSG:9208. Các số giống độ", "The numbers look like degrees."),
        (ProposalError("proposal.fact_unknown", fact="hieght", near="height"), "Có thể là “height”", "Perhaps “height”"),
        (ProposalError("proposal.fact_unknown", fact="xyz", near=None), "Xem tên các câu hỏi", "See the names"),
        (SiteError("site.not_readable", problem="Permission denied"), "tệp: không có quyền.", "read: permission denied."),
    ],
)  # fmt: skip
def test_values_are_written_as_the_language_does(error: KethopError, vi: str, en: str) -> None:
    assert vi in describe_error(error, Language.VI)
    assert en in describe_error(error, Language.EN)


def test_text_from_a_file_stays_on_its_line_and_moves_no_cursor() -> None:
    error = DocumentError("document.unknown_key", place=Place("a\n\x1b[2Jb.yaml"), key="x\n  → {y}\x1b[31m" + "z" * 900)
    written = describe_error(error, Language.EN)
    assert len(written.splitlines()) == 2
    assert "\x1b" not in written
    assert len(written) < 700
    assert "{y}" in written
