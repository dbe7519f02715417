"""What is seen only when a whole column is looked at."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kethop_office.common.tables.cells import as_text, clean
from kethop_office.common.tables.limits import Cell
from kethop_office.registry.reading.cells import has_unit

__all__ = ["column_notes"]

Note = tuple[str, dict[str, str | int]]


def column_notes(heads: Sequence[str], mapping: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> Iterator[Note]:
    """Yield notes: two decimal signs in one column, areas without a unit, noughts that may mean "not known"."""
    for number, head in enumerate(heads):
        cells = [row[number] for row in rows]
        if mapping.get(str(number)) == "area":
            yield from _area_notes(head, cells)
        elif mapping.get(str(number)) == "occupancy":
            zeros = sum(1 for cell in cells if cell == 0 and not isinstance(cell, bool))
            if zeros * 3 > len(cells):
                yield "zeros", {"column": head, "zeros": zeros, "rows": len(cells)}


def _area_notes(head: str, cells: Sequence[Cell]) -> Iterator[Note]:
    texts = [clean(as_text(cell)) for cell in cells]
    commas = sum(
        1 for cell, text in zip(cells, texts, strict=True) if isinstance(cell, str) and re.search(r"\d,\d", text)
    )
    points = sum(
        1 for cell, text in zip(cells, texts, strict=True) if isinstance(cell, str) and re.search(r"\d\.\d", text)
    )
    if commas and points:
        yield "two_signs", {"column": head, "commas": commas, "points": points}
    bare = sum(1 for cell, text in zip(cells, texts, strict=True) if text and not has_unit(cell, head))
    if bare:
        yield "no_unit", {"column": head, "cells": bare}
