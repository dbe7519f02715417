"""Vietnamese first, English complete: every sentence exists in both languages and speaks as the house does."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import allauth
import django
import messages
import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField, DateField, EmailField, FileField, IntegerField
from django.template.base import Lexer, TokenType
from django.utils import translation
from django.utils.translation import gettext

from kethop.reporting import error_codes
from kethop.vocabulary import Language
from kethop_office.accounts import job_kinds
from kethop_office.appraisal.queries import consultation_tasks, duties
from kethop_office.common.wording import sentence, sentences

ROOMS = messages.rooms()
TEMPLATES = sorted(path for room in ROOMS for path in room.rglob("templates/**/*.html"))
SOURCES = sorted(path for room in ROOMS for path in room.rglob("*.py") if "migrations" not in path.parts)
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|not|with|for|this|please|invalid|error|file|page|list|user|case|save|date)\b", re.IGNORECASE
)
# what stays Vietnamese in an English sentence: levels, the name of the system, names of places and of papers
KEPT = re.compile(
    r"Kết hợp|(?:Tối|Tuyệt) mật|Mật|Tiếng Việt|Việt Nam|Hà Nội|Phú Thọ|Vĩnh Phúc|Bắc Ninh|Tam Đa|Nội Bài|VN-2000|Công báo|"
    r"(?:\d+/)?[A-Z\d]*Đ[A-Z-]*\b|Văn Miếu - Quốc Tử Giám|KT\.|TL\.|TUQ\.|“[^”]*”|\([^)]*\)"
)
FORBIDDEN = {
    "lỗi hệ thống": re.compile(r"lỗi hệ thống", re.IGNORECASE),
    "bạn to an official": re.compile(r"\bbạn\b", re.IGNORECASE),
    "quý khách": re.compile(r"quý khách", re.IGNORECASE),
    "vui lòng": re.compile(r"vui lòng", re.IGNORECASE),
    "“không hợp lệ” alone": re.compile(r"^[^.]*không hợp lệ[.]?$", re.IGNORECASE),
    "an exclamation mark": re.compile(r"!(?!=|--)"),
    "blame": re.compile(r"đã nhập sai", re.IGNORECASE),
    "a tone mark of the old style": re.compile(r"(?<!q)(?:o[áàảãạ]|u[ýỳỷỹỵ])\b", re.IGNORECASE),
    "an emoji": re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]"),
}


@cache
def all_messages() -> list[messages.Entry]:
    return sorted({entry for room in ROOMS for entry in messages.messages_of(room)}, key=lambda entry: entry.text)


@cache
def english() -> dict[messages.Entry, tuple[str, ...]]:
    return {
        entry: strings
        for room in ROOMS
        for entry, strings in messages._translations(messages._catalogue(room / messages.ENGLISH)).items()
    }


def test_nothing_waits_for_its_english() -> None:
    assert not messages.check(), "./run messages, then fill in"


def test_message_ids_are_vietnamese() -> None:
    wrong = [entry.text for entry in all_messages() if not VIETNAMESE.search(entry.text) and ENGLISH.search(entry.text)]
    assert not wrong


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_house_never_says(what) -> None:
    overrides = messages._translations(messages._catalogue(messages.OVERRIDES, "vi")).values()
    said = [entry.text for entry in all_messages()] + [string for strings in overrides for string in strings]
    assert not [text for text in said if FORBIDDEN[what].search(text)]


def test_every_text_is_in_composed_form() -> None:
    texts = [text for entry, strings in english().items() for text in (entry.text, *strings)]
    assert not [text for text in texts if unicodedata.normalize("NFC", text) != text]


def test_english_is_english() -> None:
    wrong = {
        entry.text: strings
        for entry, strings in english().items()
        if any(VIETNAMESE.search(KEPT.sub("", string)) for string in strings) and not KEPT.fullmatch(entry.text)
    }
    assert not wrong


class _Texts(HTMLParser):
    """Collect what a reader sees or hears of a template, with what Django fills in taken out."""

    SPOKEN = frozenset({"aria-label", "title", "alt", "placeholder", "data-label", "label"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in {"script", "style"}
        self.found += [value for name, value in attrs if name in self.SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.found.append(data)


def bare_texts(path: Path) -> list[str]:
    """Return the words of a template that no tag translates."""
    kept, inside = [], False
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.split()[0] in {"blocktranslate", "comment"}:
            inside = True
        elif token.token_type is TokenType.BLOCK and token.contents.split()[0] in {"endblocktranslate", "endcomment"}:
            inside = False
        elif token.token_type is TokenType.TEXT and not inside:
            kept.append(token.contents)
        elif token.token_type is TokenType.VAR:
            kept.append(" ")
    texts = _Texts()
    texts.feed("".join(kept))
    return [text.strip() for text in texts.found if re.search(r"[^\W\d_]{2,}", re.sub(r"&\w+;", "", text))]


# names that are the same in every language
SAME = re.compile(
    r"\W*(Ctrl\+[KZ]|Tab|Enter|Esc|Backspace|VN-2000|WGS 84|iCal|Excel|GeoPackage|CSV|PDF|Word|SHA-256|"
    r"Tiếng Việt|English|ha|km|kh-page--railed|KH-\d{4}-\d{5})\W*"
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_bare_words(path) -> None:
    assert [text for text in bare_texts(path) if not SAME.fullmatch(text)] == []


@pytest.mark.parametrize("code", sorted(error_codes()))
def test_every_error_of_the_engine_has_a_sentence_in_both_languages(code) -> None:
    for language in Language:
        told = error_codes()[code]
        assert told.what.in_language(language)
        assert told.cure.in_language(language)


TELLING = re.compile(r"Refused|_?record(_reply)?|_?tell(_\w+)?")


def codes_in(path: Path) -> Iterator[str]:
    """Return the codes written out in calls that refuse, record or tell."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if TELLING.fullmatch(name):
                given = [code for argument in node.args for code in ast.walk(argument)]
                texts = [code.value for code in given if isinstance(code, ast.Constant) and isinstance(code.value, str)]
                yield from (text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_.]+", text))


def test_every_refusal_and_event_has_a_sentence() -> None:
    used = {code: path.name for path in SOURCES for code in codes_in(path)}
    assert len(used) > 50
    assert {code: place for code, place in used.items() if code not in sentences()} == {}


def test_every_job_has_a_title() -> None:
    assert [kind for kind in job_kinds.kinds() if f"job.{kind}" not in sentences()] == []


def test_every_kind_of_task_has_a_name() -> None:
    kinds = {*duties._VERBS, consultation_tasks.KIND}
    assert [kind for kind in sorted(kinds) if f"task.{kind}" not in sentences()] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sentences_are_filled_in_the_readers_language(language) -> None:
    with translation.override(language):
        told = sentence("job.unexpected", {"incident": "K7-2291"})
    assert "K7-2291" in told
    assert bool(VIETNAMESE.search(told)) == (language == "vi")


def test_our_vietnamese_of_django_still_meets_its_sentences() -> None:
    """A sentence that a new version of Django or django-allauth words otherwise would come out in English."""
    known: set[messages.Entry] = set()
    for package, language in ((django, "en"), (allauth, "de")):
        for path in Path(package.__file__).parent.rglob(f"locale/{language}/LC_MESSAGES/django.po"):
            known |= {messages._key(message) for message in messages._catalogue(path, language) if message.id}
    assert set(messages._translations(messages._catalogue(messages.OVERRIDES, "vi"))) <= known


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (CharField(), ""),
        (CharField(max_length=2), "abc"),
        (IntegerField(), "x"),
        (IntegerField(max_value=1), "2"),
        (DateField(), "x"),
        (EmailField(), "x"),
        (FileField(), None),
    ],
)
def test_errors_of_forms_are_vietnamese(field, value) -> None:
    with translation.override("vi"), pytest.raises(ValidationError) as raised:
        field.clean(value)
    with translation.override("vi"):
        assert VIETNAMESE.search(str(raised.value.messages[0]))


def test_the_house_words_of_django_win_over_djangos_own() -> None:
    with translation.override("vi"):
        assert gettext("This field is required.") == "Mục này bắt buộc. Điền vào mục này."
