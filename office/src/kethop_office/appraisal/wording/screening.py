"""Sentences of screening and of findings that are overruled: refusals, events and work."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    # refusals and faults
    "screening.not_valid": _(
        "Hồ sơ %(reference)s chưa có lần nộp nào hợp lệ. Chấp nhận hồ sơ hợp lệ trước khi sàng lọc."
    ),
    "engine.ended": _("Bộ máy sàng lọc dừng giữa chừng hoặc quá thời gian. Chạy lại; nếu vẫn dừng, báo quản trị viên."),
    "screening.not_kept": _("Chưa lưu được kết quả sàng lọc. Chạy lại; nếu vẫn không lưu được, báo quản trị viên."),
    "override.asked": _("Kết quả này đang chờ người thứ hai xác nhận. Chờ xác nhận xong."),
    "override.same": _("Kết quả này đang được coi như vậy. Chọn kết quả khác."),
    "override.old_run": _("Đã có lần sàng lọc mới hơn. Xem kết quả của lần mới."),
    "override.not_reviewer": _("Người xác nhận phải có vai trò thẩm tra của cơ quan thụ lý."),
    "override.same_person": _("Người đề nghị không tự xác nhận được. Chuyển cho người khác."),
    "override.settled": _("Đề nghị này đã được xử lý. Tải lại trang."),
    # events
    "screening.requested": _("Yêu cầu sàng lọc lần %(number)s"),
    "screening.done": _(
        "Sàng lọc lần %(number)s: %(hit)s áp dụng, %(unknown)s chưa xác định, %(clear)s không áp dụng; đề nghị lấy ý kiến: thêm %(added)s, giữ %(kept)s, không còn %(gone)s"
    ),
    "screening.own": _(
        "Sàng lọc lần %(number)s: %(count)s nội dung phải hỏi chính cơ quan thụ lý hoặc bên đề xuất; cơ quan đó tự xem xét, không gửi văn bản hỏi"
    ),
    "screening.overtaken": _("Sàng lọc lần %(number)s xong sau khi có lần mới hơn; kết quả chỉ để tra cứu"),
    "screening.failed": _("Sàng lọc lần %(number)s không hoàn thành được (%(code)s); kết quả trước đó giữ nguyên"),
    "override.requested": _("Đề nghị ghi đè kết quả số %(order)s của lần %(number)s. Lý do: %(reason)s"),
    "override.confirmed": _("Người thứ hai xác nhận ghi đè kết quả số %(order)s của lần %(number)s"),
    "override.declined": _(
        "Người thứ hai không xác nhận ghi đè kết quả số %(order)s của lần %(number)s. Lý do: %(note)s"
    ),
    # work of the task worker
    "job.appraisal.screen": _("Sàng lọc hồ sơ"),
    "job.appraisal.screen.done": _("Đã sàng lọc xong. Xem kết quả trong hồ sơ."),
    "screening.judging": _("Đang đối chiếu hồ sơ với quy định và các lớp dữ liệu"),
    "screening.keeping": _("Đang lưu kết quả"),
}
