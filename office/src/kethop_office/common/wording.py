"""Sentences that belong to no single room."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["OUTCOMES", "SENTENCES"]

OUTCOMES: dict[str, Words] = {
    "hit": _("Áp dụng"),
    "clear": _("Không áp dụng"),
    "unknown": _("Chưa xác định"),
}

SENTENCES: dict[str, Words] = {}
