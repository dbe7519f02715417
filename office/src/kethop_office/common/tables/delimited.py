"""Text with separators: its encoding and its separator are found out and told."""

import csv
import io

from kethop_office.common.refusal import Refused
from kethop_office.common.tables.limits import MAX_ROWS, MAX_TEXT, Cell

__all__ = ["delimited_rows"]

_SEPARATORS = ",;\t|"
Notes = list[tuple[str, dict[str, str | int]]]


def delimited_rows(data: bytes) -> tuple[list[list[Cell]], Notes]:
    """Return rows of text, all as long as the widest, and what was found out.

    Raises
    ------
    Refused
        ``table.unreadable_text``, ``table.too_many_rows``.
    """
    text, encoding = _decoded(data)
    separator = _separator(text)
    csv.field_size_limit(MAX_TEXT)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(list(row))
            if len(rows) > MAX_ROWS + 25:
                raise Refused("table.too_many_rows", sheet="CSV", rows=len(rows), most=MAX_ROWS)
    except csv.Error as error:
        raise Refused("table.unreadable_text", problem=str(error)[:120]) from error
    width = max(map(len, rows), default=0)
    notes: Notes = []
    if encoding not in {"utf-8", "utf-8-sig"}:
        notes.append(("encoding", {"encoding": encoding}))
    ragged = sum(1 for row in rows if row and len(row) != width)
    if ragged:
        notes.append(("ragged", {"rows": ragged, "width": width}))
    return [[*row, *[None] * (width - len(row))] for row in rows], notes


def _decoded(data: bytes) -> tuple[str, str]:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1258"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise Refused("table.unreadable_text", problem="?")


def _separator(text: str) -> str:
    """Return the sign that parts most of the first lines into the most, equally many pieces."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    counts = {sign: [line.count(sign) for line in lines] for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: (min(counts[sign], default=0), sum(counts[sign])))
