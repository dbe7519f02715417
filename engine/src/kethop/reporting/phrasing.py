"""Fill the sentence of an error with its fields: words for coded values, numbers and days as the language writes them."""

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from typing_extensions import override

from kethop.reporting.amounts import AMOUNTS, amount
from kethop.vocabulary import Language, Text, format_date, format_number

__all__ = ["fill", "one_line"]

Words = Mapping[str, Mapping[str, Text]]
Value = str | int | float | Decimal | None

_ABSENT = "–"
_MAX_SHOWN = 400
_MEGABYTE = Decimal(1024 * 1024)
_METRES = 1000  # a coordinate above this is one in metres: three decimals are millimetres; below, degrees


def fill(template: str, fields: Mapping[str, Value], *, words: Words, language: Language) -> str:
    """Return ``template`` with its fields.

    Parameters
    ----------
    template : str
        Text with ``{field}``; ``{field:n}`` groups thousands, ``{field:mb}`` turns bytes into megabytes, ``{field:date}``
        writes an ISO day as the language does; ``{field:far}``, ``{field:share}`` and others as ``amount`` has them.
    fields : Mapping
        Fields of the error; one that is absent or None is shown as a dash.
    words : Mapping
        For a field, the wording of some of its values: ``""`` of an absent one, ``"*"`` of any other. A wording may name
        fields itself.
    language : Language
        Language of the words.
    """
    return _Writer(language).vformat(template, (), _Fields(fields, words, language, frozenset())).rstrip()


def one_line(text: str) -> str:
    """Return a text that came from a file so that it stays on one line and moves no cursor."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    plain = " ".join(plain.split()) if plain != text else plain
    return plain if len(plain) <= _MAX_SHOWN else plain[:_MAX_SHOWN] + "…"


class _Fields(dict[str, Value]):
    """Looks a field up, in words where there are some; a word that names its own field gets the plain value."""

    def __init__(self, fields: Mapping[str, Value], words: Words, language: Language, used: frozenset[str]) -> None:
        super().__init__()
        self._fields, self._words, self._language, self._used = fields, words, language, used

    def __missing__(self, name: str) -> Value:
        value = self._fields.get(name)
        known = self._words.get(name, {}) if name not in self._used else {}
        key = "" if value is None else str(value)
        if key and key not in known and all(part in known for part in key.split(", ")):
            return ", ".join(known[part].in_language(self._language) for part in key.split(", "))
        word = known.get(key) or (known.get("*") if key else None)
        if word is None:
            return value
        inner = _Fields(self._fields, self._words, self._language, self._used | {name})
        return _Writer(self._language).vformat(word.in_language(self._language), (), inner)


class _Writer(string.Formatter):
    """Writes values as the language does."""

    def __init__(self, language: Language) -> None:
        self._language = language

    @override
    def format_field(self, value: Value, format_spec: str) -> str:
        if value is None:
            return _ABSENT
        if isinstance(value, str):
            return self._day(value) if format_spec == "date" else one_line(value)
        if format_spec in AMOUNTS:
            return amount(Decimal(str(value)), format_spec, self._language)
        return self._number(value, format_spec)

    def _number(self, value: float | Decimal, format_spec: str) -> str:
        if format_spec == "mb":
            return format_number(Decimal(value) / _MEGABYTE, self._language, decimals=1)
        if format_spec == "n":
            return format_number(Decimal(value), self._language)
        if isinstance(value, Decimal) and value != value.to_integral_value():
            return format_number(value, self._language, decimals=4)
        return self._coordinate(value) if isinstance(value, float) else str(int(value))

    def _day(self, text: str) -> str:
        try:
            return format_date(date.fromisoformat(text), self._language)
        except ValueError:
            return one_line(text)

    def _coordinate(self, value: float) -> str:
        text = f"{value:.{3 if abs(value) > _METRES else 7}f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if self._language is Language.VI else text
