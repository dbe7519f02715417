"""Sentences of how long ended cases are kept, and of their destruction."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    "case.needed": _(
        "Chưa xóa được hồ sơ: nơi khác còn cần hồ sơ này. Xem mục Hồ sơ liên quan và bỏ liên kết ở đó; nếu vẫn chưa được, "
        "hỏi người phụ trách lưu trữ của cơ quan chủ trì."
    ),
    "retention.not_admin": _("Việc này dành cho quản trị viên."),
    "retention.wrong_length": _("Nhập số năm từ 1 đến %(most)s, hoặc chọn không thời hạn."),
    "retention.no_document": _("Ghi quyết định làm căn cứ: số, ký hiệu, ngày, cơ quan ban hành."),
    "retention.period_set": _("Đặt thời hạn lưu giữ hồ sơ"),
    "destruction.not_ended": _("Hồ sơ còn đang giải quyết nên chưa hủy được."),
    "destruction.no_period": _(
        "Chưa đặt thời hạn lưu giữ cho loại hồ sơ này nên không hủy được. Quản trị viên đặt theo một quyết định."
    ),
    "destruction.for_ever": _("Loại hồ sơ này được lưu giữ không thời hạn theo %(document)s nên không hủy được."),
    "destruction.too_early": _("Thời hạn lưu giữ chưa hết; đề nghị được từ ngày %(day)s."),
    "destruction.inquiries_run": _(
        "Còn phiếu lấy ý kiến chưa được trả lời. Thu hồi hoặc chờ trả lời các phiếu đó trước."
    ),
    "destruction.no_archive": _("Chưa xuất hồ sơ lưu trữ. Xuất gói lưu trữ, tải về và nộp vào nơi giữ trước."),
    "destruction.archive_old": _("Hồ sơ đã thay đổi sau lần xuất lưu trữ. Xuất lại gói lưu trữ, rồi đề nghị lại."),
    "destruction.asked": _("Đã có một đề nghị hủy đang chờ. Tải lại trang."),
    "destruction.not_asked": _("Không có đề nghị hủy nào đang chờ. Tải lại trang."),
    "destruction.not_officer": _("Việc này dành cho chuyên viên của cơ quan chủ trì."),
    "destruction.not_head": _("Chỉ lãnh đạo cơ quan chủ trì xác nhận được."),
    "destruction.same_person": _("Người đề nghị không tự xác nhận. Cần người thứ hai."),
    "destruction.no_reason": _("Ghi lý do."),
    "destruction.not_deposited": _("Ghi nơi giữ gói lưu trữ."),
    "destruction.disputed": _(
        "Chưa xác nhận là không còn khiếu nại, khởi kiện, thanh tra, kiểm tra. Còn việc như vậy thì chưa hủy được."
    ),
    "destruction.wanted": _("Đề nghị hủy hồ sơ. Lý do: %(reason)s"),
    "destruction.taken_back": _("Rút đề nghị hủy hồ sơ"),
    "destruction.declined": _("Không xác nhận đề nghị hủy hồ sơ. Lý do: %(reason)s"),
    "destruction.done": _("Hủy hồ sơ"),
    "task.destruction": _("Xác nhận hủy hồ sơ"),
    "notice.destruction_asked": _("Có đề nghị hủy hồ sơ chờ xác nhận"),
}
