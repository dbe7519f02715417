"""Sentences of re-screening: refusals, why something could not be asked, events, work and notices."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    # refusals
    "rescreen.no_next_pack": _("Chưa cài phiên bản tiếp theo của bộ quy tắc. Báo quản trị viên đặt KETHOP_PACK_NEXT."),
    "rescreen.pack_unreadable": _("Không mở được bộ quy tắc đang dùng. Báo quản trị viên chạy kethop-office check."),
    "rescreen.ended": _("Lần so sánh này đã kết thúc nên không dừng được nữa. Tải lại trang."),
    "rescreen.under_way": _("Lần so sánh này đang chạy hoặc đã xong. Tải lại trang."),
    "rescreen.settled": _("Việc này đã được xử lý hoặc không còn phải làm. Tải lại trang."),
    "rescreen.reason": _("Nhập lý do, ít nhất %(least)s ký tự."),
    "rescreen.gone": _("Không còn lần so sánh này, hoặc tài khoản không còn quyền đọc."),
    "rescreen.park_unasked": _("Chưa hỏi lại được khu này. Kiểm tra vị trí của khu trong sổ rồi làm lại."),
    # why something could not be asked
    "rescreen.no_run": _("Hồ sơ chưa có lần sàng lọc nào xong cho lần nộp mới nhất, nên không có gì để so sánh."),
    "rescreen.left": _("Lần so sánh bị dừng hoặc không chạy được trước khi đến đây. Sàng lọc lại để biết kết quả."),
    "rescreen.park_no_site": _("Khu chưa có ranh giới và chưa rõ thuộc xã nào. Bổ sung vị trí trong sổ."),
    "rescreen.park_never": _("Khu chưa được hỏi lần nào trước khi thay đổi, nên không có gì để so sánh."),
    "rescreen.park_other_place": _("Thông tin của khu đã sửa sau lần hỏi trước, nên không so sánh được."),
    # events
    "rescreen.ordered": _("Yêu cầu so sánh lại hồ sơ và khu theo thay đổi của dữ liệu hoặc quy tắc"),
    "rescreen.stop_asked": _("Yêu cầu dừng một lần so sánh lại"),
    "rescreen.gone_on": _("Tiếp tục một lần so sánh lại"),
    "rescreen.finished": _("Một lần so sánh lại đã kết thúc"),
    "rescreen.exported": _("Đã xuất kết quả so sánh lại"),
    "rescreen.dropped": _("Đã xóa các lần so sánh lại kết thúc quá 365 ngày"),
    "rescreen.pack_seen": _("Cơ quan dùng một phiên bản khác của bộ quy tắc"),
    "rescreen.noted": _(
        "Ghi nhận kết quả sàng lọc giữ nguyên sau khi dữ liệu hoặc quy tắc thay đổi. Lý do: %(reason)s"
    ),
    "rescreen.park_noted": _("Ghi nhận kết quả của một khu giữ nguyên sau khi dữ liệu hoặc quy tắc thay đổi"),
    "rescreen.park_screened": _("Đã hỏi lại một khu theo dữ liệu và quy tắc đang dùng"),
    # notices
    "rescreen.cases": _("Hồ sơ phải xem lại: %(number)s · %(subject)s"),
    "rescreen.parks": _("Khu công nghiệp phải xem lại · %(subject)s"),
    # work of the task worker, and of the work list
    "task.rescreening": _("Sàng lọc lại"),
    "job.appraisal.rescreen": _("So sánh lại hồ sơ và khu"),
    "job.appraisal.look_at_pack": _("Xem bộ quy tắc đang dùng"),
    "job.appraisal.screen_park": _("Hỏi lại một khu công nghiệp"),
    "job.appraisal.screen_park.done": _("Đã hỏi lại khu và lưu kết quả mới."),
    "job.appraisal.export_rescreening": _("Xuất kết quả so sánh lại"),
    "job.appraisal.export_rescreening.done": _("Đã ghi tệp Excel."),
    "rescreen.opening": _("Đang mở bộ quy tắc và các lớp dữ liệu"),
    "rescreen.asking": _("Đang hỏi lại từng hồ sơ, từng khu"),
    "rescreen.writing": _("Đang ghi tệp"),
}
