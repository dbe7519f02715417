"""Sentences of passwords of programs."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    # Refusals.
    "app_password.ends": _("Chọn ngày kết thúc từ hôm nay đến %(last)s."),
    "app_password.name": _("Nhập tên chương trình, nhiều nhất %(most)s ký tự."),
    "app_password.name_taken": _("Đã có mật khẩu cho “%(name)s”. Thu hồi mật khẩu cũ hoặc đặt tên khác."),
    "app_password.no_factor": _(
        "Tài khoản chưa có xác thực hai lớp. Thêm khóa truy cập hoặc ứng dụng xác thực rồi tạo lại."
    ),
    "app_password.scope": _("Chọn “chỉ đọc” hoặc “đọc và ghi”."),
    "app_password.too_many": _("Tài khoản đã có %(most)s mật khẩu chương trình. Thu hồi một mật khẩu không còn dùng."),
    # Events.
    "app_password.made": _("Đã tạo mật khẩu cho một chương trình"),
    "app_password.revoked": _("Đã thu hồi mật khẩu của một chương trình"),
    "app_password.used": _("Một chương trình đã kết nối trong ngày"),
}
