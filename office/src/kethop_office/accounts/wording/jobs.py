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
    "job.accounts.sweep_files": _("Dọn tệp không còn dòng nào nêu tên"),
    "job.accounts.sweep_files.done": _(
        "Đã để riêng %(set_aside)s tệp, xóa %(deleted)s tệp. Thiếu %(missing)s tệp; nếu khác 0, chạy kethop-office check."
    ),
    "accounts.sweeping": _("Đang xem từng tệp đã lưu."),
    "files.forgotten": _("Đã bỏ khỏi sổ tệp mà không bản ghi nào nêu tên"),
    "files.swept": _("Đã dọn tệp không còn dòng nào nêu tên"),
    "files.busy": _("Đang sao lưu hoặc đang dọn tệp. Chờ vài phút rồi làm lại."),
    "backup.begun": _("Bắt đầu sao lưu, đọc toàn bộ dữ liệu"),
    "backup.made": _("Đã sao lưu xong"),
    "backup.restored": _("Đã khôi phục từ bản sao lưu"),
    "disk.full": _(
        "Máy chủ hết chỗ trên đĩa. Không có gì bị ghi dở dang. Báo quản trị viên; có chỗ trống thì bấm “Chạy lại”."
    ),
    "job.finished": _("Một việc chạy nền đã kết thúc"),
}
