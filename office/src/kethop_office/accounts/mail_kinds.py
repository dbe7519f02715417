"""The kinds of mail that an account may switch off, and which notices belong to them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

__all__ = ["DIGEST", "INQUIRY_CODES", "MAIL_KINDS", "is_mailed", "mail_kind"]

DIGEST = "digest"
MAIL_KINDS = {
    DIGEST: _("Tổng hợp việc có hạn, 07:30 các ngày làm việc"),
    "overdue": _("Việc quá hạn, gửi ngay"),
    "inquiry": _("Phiếu lấy ý kiến mới, gửi ngay"),
}


INQUIRY_CODES = ("inquiry.sent", "inquiry.new", "inquiry.received")


def mail_kind(code: str) -> str:
    """Return the kind of mail that a notice belongs to: by its code, or by the last word of it."""
    if code.endswith(".overdue"):
        return "overdue"
    return "inquiry" if code in INQUIRY_CODES else DIGEST


def is_mailed(choices: Mapping[str, bool], kind: str) -> bool:
    """Return whether an account receives a kind of mail; it does until it switches it off."""
    return choices.get(kind, True)
