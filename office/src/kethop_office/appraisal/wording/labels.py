"""Sentences of changes of a label."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    "label.above_node": _("Nơi này không được giữ hồ sơ ở mức đó. Chọn mức khác."),
    "label.asked": _("Đã có một đề nghị hạ mức đang chờ. Chờ ý kiến về đề nghị đó trước."),
    "label.changed": _("Nội dung hồ sơ đã thay đổi sau khi đề nghị. Từ chối đề nghị này, rồi đề nghị lại."),
    "label.no_reason": _("Ghi lý do."),
    "label.not_allowed": _("Việc này dành cho cơ quan chủ trì: chuyên viên, người thẩm tra, lãnh đạo."),
    "label.not_higher": _("Mức mới không cao hơn mức hiện nay. Chọn mức khác."),
    "label.not_lower": _("Mức mới không thấp hơn mức hiện nay. Chọn mức khác."),
    "label.other_level": _("Phiên làm việc ở mức thấp hơn mức của hồ sơ. Chọn mức làm việc trên trang Tài khoản."),
    "label.same_person": _("Người đề nghị không tự xác nhận. Cần người thứ hai."),
    "label.settled": _("Đề nghị này đã được giải quyết. Tải lại trang."),
    "label.raised": _("Nâng độ mật của hồ sơ"),
    "label.release_asked": _("Đề nghị hạ độ mật của hồ sơ"),
    "label.released": _("Hạ độ mật của hồ sơ"),
    "label.release_declined": _("Từ chối đề nghị hạ độ mật"),
}
