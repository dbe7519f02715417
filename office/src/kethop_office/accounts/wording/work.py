"""Sentences of mail, the calendar, the pack and the log."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    # Refusals.
    "audit.role": _("Việc này dành cho vai trò quản trị hoặc kiểm soát nhật ký. Báo quản trị viên."),
    "calendar.document": _("Nhập số, ngày của văn bản căn cứ."),
    "calendar.reason": _("Nhập lý do; lý do được in trong cách tính thời hạn."),
    "calendar.role": _("Việc này dành cho vai trò quản trị hoặc quản lý bộ quy tắc. Báo quản trị viên."),
    # Events.
    "audit.exported": _("Đã xuất các dòng nhật ký"),
    "audit.verified": _("Đã kiểm tra chuỗi nhật ký"),
    "calendar.day_dropped": _("Đã bỏ một ngày riêng của cơ quan"),
    "calendar.day_set": _("Đã ghi một ngày riêng của cơ quan"),
    # Background work: titles and stages.
    "job.audit.verify": _("Kiểm tra chuỗi nhật ký"),
    "job.mail.digest": _("Gửi thư tổng hợp việc có hạn"),
    "job.mail.notices": _("Gửi thư báo ngay"),
    "job.pack.check": _("Kiểm tra bộ quy tắc"),
    "audit.verifying": _("Đã kiểm tra %(done)s/%(total)s sự kiện"),
    "mail.sending": _("Đã gửi %(done)s/%(total)s thư"),
    "pack.checking": _("Đang đọc và kiểm tra bộ quy tắc"),
}
