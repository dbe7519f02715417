"""Kinds of task on the desk, and the acts that stand in the audit log only."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    # kinds of task, by the step that asks for them
    "task.receive": _("Tiếp nhận hồ sơ"),
    "task.validate": _("Kiểm tra tính hợp lệ của hồ sơ"),
    "task.complete": _("Bổ sung hồ sơ"),
    "task.prepare_consultation": _("Chuẩn bị lấy ý kiến"),
    "task.consultation": _("Lấy ý kiến và trả lời ý kiến"),
    "task.finding": _("Kết quả sàng lọc"),
    "task.draft_report": _("Lập báo cáo thẩm định"),
    "task.review": _("Thẩm tra báo cáo"),
    "task.approve": _("Phê duyệt báo cáo"),
    "task.decide": _("Ban hành quyết định"),
    # acts inside a consulted body, and in the library of conditions
    "inquiry.assigned": _("Giao người xử lý phiếu lấy ý kiến"),
    "inquiry.answered": _("Cơ quan đã trả lời phiếu lấy ý kiến"),
    "response.drafted": _("Soạn dự thảo trả lời ý kiến"),
    "response.submitted": _("Trình thủ trưởng dự thảo trả lời ý kiến"),
    "response.signed": _("Ký và gửi trả lời ý kiến"),
    "library.written": _("Ghi điều kiện mẫu vào thư viện"),
    "library.retired": _("Thôi dùng một điều kiện mẫu"),
    "library.restored": _("Dùng lại một điều kiện mẫu"),
}
