"""The check panel of a site: each line a mark, a word and a sentence; colour comes second."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from pydantic import JsonValue
from rich.console import Console
from rich.text import Text as Styled

from kethop.appraisal import Check, CheckState, CheckValue, SitePanel
from kethop.reporting.errors import check_sentences, error_codes, error_words
from kethop.reporting.phrasing import Value, fill
from kethop.spatial import Candidate
from kethop.vocabulary import Language, Text

__all__ = ["check_line", "check_text", "check_words", "panel_record", "print_panel"]

MARKS: Mapping[CheckState, tuple[str, Text]] = MappingProxyType(
    {
        CheckState.PASS: ("✓", Text(vi="Đạt", en="In order")),
        CheckState.NOTICE: ("!", Text(vi="Lưu ý", en="Note")),
        CheckState.FAULT: ("✗", Text(vi="Cần sửa", en="To correct")),
        CheckState.UNKNOWN: ("?", Text(vi="Chưa kiểm được", en="Not checked")),
    }
)
_STYLES = {
    CheckState.PASS: "green",
    CheckState.NOTICE: "yellow",
    CheckState.FAULT: "bold red",
    CheckState.UNKNOWN: "yellow",
}


def check_text(line: Check, language: Language) -> str:
    """Return the sentence of a line of the panel; that of an error with its cure.

    Parameters
    ----------
    line : Check
        The line; an id without a sentence is a bug (``KeyError``).
    language : Language
        Language of the sentence.
    """
    fields: dict[str, Value] = {
        name: value.in_language(language) if isinstance(value, Text) else value for name, value in line.fields.items()
    }
    plain = check_sentences().get(line.id)
    if plain is not None:
        return fill(plain.in_language(language), fields, words=error_words(), language=language)
    sentence = error_codes()[line.id]
    parts = (sentence.what.in_language(language), sentence.cure.in_language(language))
    return " ".join(fill(part, fields, words=error_words(), language=language) for part in parts)


def check_line(line: Check, language: Language) -> str:
    """Return mark, word and sentence of a line, such as ``✓ Đạt: Khép kín, không tự cắt: 1 vòng, 5 điểm`` on one line."""
    return f"{MARKS[line.state][0]} {check_words(line, language)}"


def check_words(line: Check, language: Language) -> str:
    """Return word and sentence of a line without its mark, for paper."""
    return f"{MARKS[line.state][1].in_language(language)}: {check_text(line, language)}"


def print_panel(panel: SitePanel, language: Language, console: Console | None = None) -> None:
    """Print the lines of a panel, then how the file was read.

    Parameters
    ----------
    panel : SitePanel
        The panel.
    language : Language
        Language of the lines.
    console : Console or None
        Where to print; standard output when None.
    """
    out = console or Console(highlight=False)
    for line in panel.checks:
        mark, word = MARKS[line.state]
        styled = Styled(f"{mark} {word.in_language(language)}: ", style=_STYLES[line.state])
        out.print(styled.append(check_text(line, language), style="not bold default"))
    for remark in panel.notes:
        out.print(Styled(f"· {remark.in_language(language)}", style="dim"))


def panel_record(panel: SitePanel) -> dict[str, JsonValue]:
    """Return a panel as plain JSON: each line with its fields and its sentence in both languages."""
    checks: list[JsonValue] = [
        {
            "id": item.id,
            "state": str(item.state),
            "fields": {name: _plain(value) for name, value in item.fields.items()},
            "text": {language.value: check_text(item, language) for language in Language},
        }
        for item in panel.checks
    ]
    candidates = panel.trial.placement.candidates if panel.trial else ()
    return {
        "format": "kethop-site-check/1",
        "is_in_order": panel.is_in_order,
        "checks": checks,
        "candidates": [_candidate(item) for item in candidates],
        "notes": [item.model_dump(mode="json") for item in panel.notes],
    }


def _candidate(item: Candidate) -> JsonValue:
    return {
        "crs": item.system.crs,
        "zone_degrees": item.system.zone,
        "central_meridian": item.system.meridian,
        "columns_swapped": item.is_swapped,
        "points": item.points,
        "points_inside": item.points_inside,
        "share_inside": round(item.share_inside, 6),
        "fits": item.fits,
    }


def _plain(value: CheckValue) -> JsonValue:
    if isinstance(value, Text):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
