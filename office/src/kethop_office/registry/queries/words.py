"""A doubt in words, and the doubts of a row told apart by what they mean for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kethop_office.common.figures import number_text
from kethop_office.common.wording import sentence
from kethop_office.registry.models.files import FileDoubt

__all__ = ["ToldDoubts", "in_words", "told_apart"]

_FIGURES = frozenset(
    {"grouped", "fraction", "hectares", "lon", "lat", "zeros", "rows", "cells", "commas", "points", "most"}
)


def in_words(code: str, fields: Mapping[str, object]) -> str:
    """Return the sentence of a doubt or note, with its figures as the reader writes them."""
    shown = {
        name: number_text(Decimal(str(value))) if name in _FIGURES else str(value) for name, value in fields.items()
    }
    return sentence(code, shown)


@dataclass(frozen=True, slots=True)
class ToldDoubts:
    """The doubts of a row, each with its sentence.

    Parameters
    ----------
    blocking : list of tuple
        The row cannot come in before they are mended.
    others : list of tuple
        To be looked at; the row can come in with them.
    notes : list of tuple
        The value is sure; told only.
    """

    blocking: list[tuple[FileDoubt, str]]
    others: list[tuple[FileDoubt, str]]
    notes: list[tuple[FileDoubt, str]]


def told_apart(doubts: Iterable[FileDoubt], *, blocks: Callable[[FileDoubt], bool]) -> ToldDoubts:
    """Return the doubts of a row in words, those apart for which ``blocks`` says that the row cannot come in."""
    found = ToldDoubts([], [], [])
    for doubt in doubts:
        part = found.notes if doubt.is_note else found.blocking if blocks(doubt) else found.others
        part.append((doubt, in_words(doubt.code, doubt.fields)))
    return found
