"""Sentences of the log and its heads."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    # Refusals.
    "audit.broken": _(
        "Chuỗi nhật ký thiếu sự kiện số %(seq)s, không ký đầu chuỗi. Kiểm tra chuỗi và báo kiểm soát nhật ký."
    ),
    "audit.head_unread": _(
        "Tệp %(path)s không phải đầu chuỗi của nhật ký này: %(reason)s. Chọn tệp .head hoặc khóa kiểm tra đúng."
    ),
    "audit.key_locked": _("Khóa ký %(path)s được mã hóa. Đặt KETHOP_AUDIT_PASSPHRASE đúng mật khẩu của khóa."),
    "audit.key_unreadable": _("Không đọc được khóa ký %(path)s. Khôi phục tệp khóa từ bản sao lưu."),
    "audit.no_key": _("Không mở được khóa ký %(path)s. Chạy: kethop-office init"),
    "audit.not_begun": _("Nhật ký chưa có tên chuỗi. Chạy: kethop-office init"),
    "audit.outbox": _("Không ghi được đầu chuỗi vào %(path)s (%(reason)s). Cấp quyền ghi hoặc đặt KETHOP_OUTBOX."),
    # Events.
    "audit.begun": _("Đã đặt tên chuỗi nhật ký"),
    "audit.clock_accepted": _("Đã xác nhận đồng hồ máy đúng"),
    "audit.head_signed": _("Đã ký đầu chuỗi nhật ký"),
    "audit.key_made": _("Đã tạo khóa ký đầu chuỗi"),
    "record.read": _("Đã đọc bản ghi mật"),
}
