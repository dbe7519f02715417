"""The words of the field in both languages, with how far each may be trusted (``data/terms.csv``)."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kethop_office.common.folding import fold
from kethop_office.common.words import Words

__all__ = ["MARKS", "SECTIONS", "Term", "sections_with", "terms"]

FILE = Path(__file__).parent / "data" / "terms.csv"
SECTIONS: dict[str, Words] = {
    "1": _("Cơ quan và vai trò"),
    "2": _("Hồ sơ"),
    "3": _("Vị trí và bản đồ"),
    "4": _("Sàng lọc và quy tắc"),
    "5": _("Lấy ý kiến và thời hạn"),
    "6": _("Thẩm định, phê duyệt, quyết định"),
    "7": pgettext_lazy("glossary", "Văn bản"),
    "8": _("Bí mật nhà nước"),
    "9": _("Điều kiện và giám sát"),
    "10": _("Chỉ đạo"),
    "11": _("Danh mục và sẵn sàng"),
    "12": _("Giám sát của cơ quan dân cử"),
}
MARKS: dict[str, Words] = {
    "L": _("từ dùng trong văn bản pháp luật"),
    "S": _("đọc gián tiếp, cần kiểm chứng"),
    "P": _("từ dùng trong thực tế văn phòng"),
    "O": _("cách dịch của phần mềm này, chờ cán bộ pháp chế xem"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One word in both languages; ``mark`` is a key of ``MARKS``."""

    section: str
    key: str
    vi: str
    en: str
    mark: str

    @property
    def trust(self) -> Words:
        """Say how far the word may be trusted."""
        return MARKS[self.mark]


@cache
def terms() -> tuple[Term, ...]:
    """Return all terms in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Term(**row) for row in csv.DictReader(file))


def sections_with(text: str) -> list[tuple[Words, list[Term]]]:
    """Return the sections with the terms that hold a text in either language, without regard to case and marks."""
    wanted = fold(text)
    found = [term for term in terms() if wanted in fold(f"{term.vi} {term.en}")]
    grouped = [(word, [term for term in found if term.section == key]) for key, word in SECTIONS.items()]
    return [(word, group) for word, group in grouped if group]
