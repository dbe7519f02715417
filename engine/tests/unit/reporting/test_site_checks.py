"""Every line of the check panel has a sentence in both languages, which names only what the line carries."""

import ast
import re
import string
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console

import kethop
from kethop.appraisal import Check, CheckState, SitePanel
from kethop.reporting import check_line, print_panel
from kethop.reporting.amounts import amount
from kethop.reporting.errors import check_sentences, error_words
from kethop.spatial.placement import SYSTEMS
from kethop.vocabulary import Language, Text

ROOT = Path(kethop.__file__).parent
NO_LINES = {"crs.properties"}  # a path inside a GeoJSON file
ID = re.compile(r"(?:crs|ring|shape|repair|area|communes)\.[a-z_0-9]+")
MARKED = re.compile(r"[ạảãâầấậẩẫăằắặẳẵẹẻẽêềếệểễịỉĩọỏõôồốộổỗơờớợởỡụủũưừứựửữỳỵỷỹđ]", re.IGNORECASE)


@cache
def carried() -> Mapping[str, set[str]]:
    """Return the fields that the source gives to each id; ids in variables share the fields of their module's calls."""
    found: dict[str, set[str]] = {}
    for path in [*ROOT.glob("appraisal/*.py"), *ROOT.glob("spatial/sites/*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        named = [node for node in calls if getattr(node.func, "id", "") in {"check", "note"} and node.args]
        words = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        every = {word.arg for node in named for word in node.keywords if word.arg} | words
        for name in (word for word in words if ID.fullmatch(word)):
            found.setdefault(name, set()).update(every)
    return found


def named(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def test_every_id_has_a_sentence_and_every_sentence_an_id() -> None:
    assert set(check_sentences()) == set(carried()) - NO_LINES


@pytest.mark.parametrize("name", sorted(check_sentences()))
def test_a_sentence_says_the_same_in_both_languages(name: str) -> None:
    text = check_sentences()[name]
    assert named(text.vi) == named(text.en)
    assert named(text.vi) <= carried()[name]
    assert text.vi != text.en
    assert MARKED.search(text.vi)
    assert not MARKED.search(re.sub("“.*?”", "", text.en))
    assert text.vi.endswith(".")
    assert text.en.endswith(".")


def test_every_system_has_a_name() -> None:
    for field in ("system", "other"):
        names = error_words()[field]
        assert set(names) == {system.crs for system in SYSTEMS}
        for system in SYSTEMS:
            if system.meridian is not None:
                degrees, minutes = int(system.meridian), round(system.meridian % 1 * 60)
                for text in (names[system.crs].vi, names[system.crs].en):
                    assert f"{degrees}°{minutes:02d}′" in text
                    assert f"{system.zone}°" in text


@pytest.mark.parametrize(
    ("value", "kind", "vi", "en"),
    [
        ("156244", "far", "156 km", "156 km"),
        ("2449.6", "far", "2,4 km", "2.4 km"),
        ("703.2", "far", "700 m", "700 m"),
        ("45.4", "far", "45 m", "45 m"),
        ("0.004", "exact", "0,004 m", "0.004 m"),
        ("1234.567", "m2", "1.234,57 m²", "1,234.57 m²"),
        ("37.1912", "ha", "37,19 ha", "37.19 ha"),
        ("0.845", "ha", "8.450 m²", "8,450 m²"),
        ("0.000269", "share", "0,03 %", "0.03 %"),
        ("0.12", "share", "12 %", "12 %"),
    ],
)
def test_amounts(value: str, kind: str, vi: str, en: str) -> None:
    assert amount(Decimal(value), kind, Language.VI) == vi
    assert amount(Decimal(value), kind, Language.EN) == en


def test_a_line_is_mark_word_and_sentence() -> None:
    name = Text(vi="Xã Mẫu", en="Sample Commune")
    undeclared = Check(
        id="communes.undeclared",
        state=CheckState.FAULT,
        fields={"commune": name, "code": "00001", "share": Decimal("0.12")},
    )
    assert check_line(undeclared, Language.VI) == "✗ Cần sửa: 12 % diện tích nằm ở Xã Mẫu, chưa khai (mã 00001)."
    assert check_line(undeclared, Language.EN).startswith("✗ To correct: 12 % of the site lies in Sample Commune")
    unknown = Check(id="no.such_line", state=CheckState.PASS, fields={})
    with pytest.raises(KeyError):
        check_line(unknown, Language.VI)


def test_states_are_told_apart_without_colour() -> None:
    lines = tuple(Check(id="crs.x_is_north", state=state, fields={}) for state in CheckState)
    console = Console(record=True, width=200, no_color=True, file=None, quiet=False)
    with console.capture() as captured:
        print_panel(SitePanel(lines, (Text(vi="một ghi chú", en="a note"),), None, None), Language.EN, console)
    printed = captured.get().splitlines()
    assert [line.split(":")[0] for line in printed[:4]] == ["✓ In order", "! Note", "✗ To correct", "? Not checked"]
    assert printed[4] == "· a note"
