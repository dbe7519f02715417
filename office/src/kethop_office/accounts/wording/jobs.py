"""Sentences of background work."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    "job.not_yours": _(
        "Không tìm thấy việc chạy nền này trong danh sách của tài khoản. Mở mục Việc chạy nền để xem lại."
    ),
    "job.has_ended": _("Việc này đã kết thúc nên không dừng được nữa. Xem kết quả bên dưới."),
    "job.still_open": _("Việc này chưa kết thúc. Chờ xong hoặc dừng lại trước khi chạy lại."),
    "job.is_done": _("Việc này đã xong, không cần chạy lại. Xem kết quả bên dưới."),
    "job.unexpected": _(
        "Việc này không hoàn thành được. Không có gì bị ghi dở dang. Mã sự việc %(incident)s, báo cho quản trị viên."
    ),
    "job.deleted": _("Đã xóa các việc chạy nền kết thúc quá 90 ngày"),
    "job.queued": _("Đã giao một việc chạy nền"),
    "job.stop_asked": _("Đã yêu cầu dừng một việc chạy nền"),
    "job.finished": _("Một việc chạy nền đã kết thúc"),
}
