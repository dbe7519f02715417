"""A doubt in words."""

from collections.abc import Mapping
from decimal import Decimal

from kethop_office.common.figures import number_text
from kethop_office.common.wording import sentence

__all__ = ["in_words"]

_FIGURES = frozenset(
    {"grouped", "fraction", "hectares", "lon", "lat", "zeros", "rows", "cells", "commas", "points", "most"}
)


def in_words(code: str, fields: Mapping[str, object]) -> str:
    """Return the sentence of a doubt or note, with its figures as the reader writes them."""
    shown = {
        name: number_text(Decimal(str(value))) if name in _FIGURES else str(value) for name, value in fields.items()
    }
    return sentence(code, shown)
