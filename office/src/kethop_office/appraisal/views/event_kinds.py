"""Kinds of events as the filter of the log names them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["KIND_LABELS"]

KIND_LABELS: dict[str, Promise] = {
    "case": _("Hồ sơ và thời hạn"),
    "submission": _("Lần trình"),
    "screening": _("Sàng lọc"),
    "finding": _("Kết quả sàng lọc"),
    "inquiry": _("Lấy ý kiến"),
    "reply": _("Trả lời ý kiến"),
    "condition": _("Điều kiện"),
    "report": _("Báo cáo"),
    "approval": _("Phê duyệt"),
    "decision": _("Quyết định"),
    "letter": _("Văn bản"),
    "destruction": _("Hủy hồ sơ"),
}
