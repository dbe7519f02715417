"""The fonts have every letter that a report needs; what they lack is named, never a box."""

import unicodedata
from pathlib import Path

import pytest
import typst
import yaml
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from kethop.reporting import words
from kethop.reporting.report.glyphs import covered, printable
from kethop.reporting.report.labels import _LABELS
from kethop.reporting.report.pdf import _compiler

FONTS = Path(words.__file__).parent / "fonts"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
SIGNS = "–—“”‘’…′″°²³½×−·•§€₫±/()[]{}<>%&#@*_~^$\\|'\""
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese() -> str:
    letters = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
    return "".join(letters + [letter.upper() for letter in letters])


@pytest.mark.parametrize("style", STYLES)
def test_each_style_has_every_letter_and_sign(style: str) -> None:
    points = set(TTFont(FONTS / f"Tinos-{style}.ttf").getBestCmap())
    assert {sign for sign in vietnamese() + SIGNS if ord(sign) not in points} == set()
    assert covered() <= points
    assert len(vietnamese()) == 146


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_every_label_and_every_word_of_the_packs_can_be_printed(repository: Path) -> None:
    texts = [text for label in _LABELS.values() for text in (label.vi, label.en)]
    tables = (words.OUTCOMES, words.ROLES, words.SILENCES, words.SURFACES, words.WORDS)
    texts += [text for table in tables for label in table.values() for text in (label.vi, label.en)]
    for pack in ("vn", "template"):
        for name in ("messages", "facts", "bodies", "calendar"):
            path = repository / "packs" / pack / f"{name}.yaml"
            texts += strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert len(texts) > 1000
    assert [text for text in texts if printable(text) != " ".join(text.split("\n"))] == []


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in strings(part)]


def test_legal_wording_has_no_sign_that_the_font_lacks() -> None:
    assert not {"≤", "≥", "→"} & set("".join(text.vi + text.en for text in _LABELS.values()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kho 中", "kho [U+4E2D]"),
        ("a\u202eb", "a[U+202E]b"),
        ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
        ("x \u2264 5", "x [U+2264] 5"),
        ("a\u0301", "á"),
        ("một\nhai\tba", "một hai ba"),
        ("\u200bẩn", "[U+200B]ẩn"),
        ("😀", "[U+1F600]"),
    ],
)
def test_what_the_font_lacks_is_named(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_whatever_is_written_can_be_printed(text: str) -> None:
    shown = printable(text)
    assert all(ord(sign) in covered() for sign in shown)
    assert printable(shown) == shown


def test_the_page_setter_refuses_a_sign_that_the_font_lacks(tmp_path: Path) -> None:
    page = tmp_path / "page.typ"
    page.write_text('#set text(font: "Tinos", fallback: false)\n#set document(date: none)\n中', encoding="utf-8")
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        _compiler(page).compile(format="pdf", pdf_standards="a-2a")
