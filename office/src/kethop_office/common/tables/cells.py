"""One cell as text, and what is told of it."""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from kethop_office.common.tables.limits import Cell
from kethop_office.common.words import Words

__all__ = ["OF_A_CELL", "OF_A_FILE", "Doubt", "as_text", "clean", "is_doubtful", "text_doubts"]

_MARKUP = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|<br\s*/?>", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))

OF_A_CELL: Mapping[str, Words] = {
    "markup": _("Ô có ký hiệu của trang web (như &nbsp;); đã bỏ ký hiệu, giữ chữ."),
    "formula_text": _("Ô chứa công thức viết dưới dạng chữ. Tính giá trị rồi nhập lại."),
    "unread_formula": _("Ô có công thức nhưng chưa được tính. Mở tệp bằng Excel, lưu lại rồi nhập."),
    "unread_error": _("Ô báo lỗi trong Excel (như #N/A). Sửa ô rồi nhập lại."),
}
"""Sentence of each code of ``text_doubts``, and of a cell without a value; a room puts its own name before the code."""

OF_A_FILE: Mapping[str, Words] = {
    "encoding": _("Tệp không phải UTF-8; đã đọc theo bảng mã %(encoding)s. Kiểm tra dấu tiếng Việt."),
    "ragged": _("%(rows)s dòng có số ô khác %(width)s; ô thiếu coi như trống."),
}
"""Sentence of each note of a whole file."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to be told of a cell.

    Parameters
    ----------
    code, fields : str, mapping
        Key of its sentence among those of the room that reads, and what fills it.
    column, text : str
        Head and cell as it came.
    is_note : bool
        The value is sure; it is told only.
    """

    code: str
    fields: Mapping[str, str | int] = field(default_factory=dict)
    column: str = ""
    text: str = ""
    is_note: bool = False


def as_text(cell: Cell) -> str:
    """Return a cell as the file shows it."""
    return "" if cell is None else str(cell)


def clean(text: str) -> str:
    """Return text without marks of web pages, hard and doubled spaces and invisible signs; lines are kept."""
    plain = html.unescape(re.sub(r"<br\s*/?>", "\n", text, flags=re.IGNORECASE)) if _MARKUP.search(text) else text
    plain = unicodedata.normalize("NFC", plain).replace("\u00a0", " ").translate(_INVISIBLE)
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line)


def text_doubts(cell: Cell) -> Iterator[Doubt]:
    """Yield what is seen of a cell as text."""
    if isinstance(cell, str) and _MARKUP.search(cell):
        yield Doubt("markup", is_note=True)
    if isinstance(cell, str) and cell.lstrip().startswith("="):
        yield Doubt("formula_text")


def is_doubtful(doubts: Sequence[Doubt]) -> bool:
    """Return whether anything is to be settled; a note is not."""
    return any(not doubt.is_note for doubt in doubts)
