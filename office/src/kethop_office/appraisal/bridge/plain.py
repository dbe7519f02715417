"""Values of the engine as plain ones."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kethop.appraisal import Check
from kethop.errors import CollectedError, KethopError
from kethop.reporting.errors import check_sentences, error_codes, error_words
from kethop.reporting.phrasing import fill
from kethop.reporting.site_checks import check_text
from kethop.vocabulary import Language, Text

__all__ = ["Plain", "plain_check", "plain_error", "plain_errors", "plain_value"]

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_LAYER = re.compile("“(.*?)”: ")


def plain_value(value: object) -> Plain:
    """Return a value as JSON has it: decimals and days as text, texts as ``{"vi": …, "en": …}``."""
    if isinstance(value, Text):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    if isinstance(value, Decimal | date):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


@dataclass(frozen=True, slots=True)
class _Said:
    what: dict[str, Plain]
    cure: dict[str, Plain]


def _said(code: str, fields: Mapping[str, object]) -> _Said:
    sentence = error_codes().get(code)
    if sentence is None:
        return _Said({item.value: code for item in Language}, {item.value: "" for item in Language})

    def filled(text: Text) -> dict[str, Plain]:
        return {
            item.value: fill(text.in_language(item), _values(fields, item), words=error_words(), language=item)
            for item in Language
        }

    return _Said(filled(sentence.what), filled(sentence.cure))


def _values(fields: Mapping[str, object], language: Language) -> dict[str, str | int | float | Decimal | None]:
    values: dict[str, str | int | float | Decimal | None] = {}
    for name, value in fields.items():
        plain = value.in_language(language) if isinstance(value, Text) else value
        values[name] = plain if plain is None or isinstance(plain, str | int | float | Decimal) else str(plain)
    return values


def plain_error(error: KethopError) -> dict[str, Plain]:
    """Return an error with its sentences in both languages, its place, and the names of layers that it lists."""
    said = _said(error.code, error.fields)
    place = error.place
    listed = error.fields.get("layers")
    return {
        "code": error.code,
        "what": said.what,
        "cure": said.cure,
        "path": place.path if place else "",
        "line": place.line if place else None,
        "fields": {name: plain_value(value) for name, value in error.fields.items()},
        "layers": list(_LAYER.findall(listed)) if isinstance(listed, str) else [],
    }


def plain_errors(errors: Iterable[KethopError]) -> list[Plain]:
    """Return every error, those that were collected one by one."""
    found: list[Plain] = []
    for error in errors:
        found += plain_errors(error.errors) if isinstance(error, CollectedError) else [plain_error(error)]
    return found


def plain_check(line: Check) -> dict[str, Plain]:
    """Return a line of the check panel: its sentence, and for an error what to do apart from what is wrong."""
    text = {item.value: check_text(line, item) for item in Language}
    said = None if line.id in check_sentences() else _said(line.id, line.fields)
    return {
        "id": line.id,
        "state": line.state.value,
        "text": said.what if said else dict(text),
        "cure": said.cure if said else {},
        "fields": {name: plain_value(value) for name, value in line.fields.items()},
    }
