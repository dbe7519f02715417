"""Sentences of what a program is refused before any action is asked, by code; ``%(name)s`` is filled from the fields."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    "api.engine": _("Bộ tính toán chưa trả lời. Không có gì bị ghi dở dang; gửi lại sau ít phút."),
    "api.failed": _("Yêu cầu không hoàn thành được. Mã sự việc %(incident)s, báo cho quản trị viên."),
    "api.invalid": _("Nội dung gửi lên có chỗ không đúng quy định. Sửa các chỗ nêu trong “errors” rồi gửi lại."),
    "api.key_missing": _("Gửi kèm đầu mục Idempotency-Key: một chuỗi 1 đến 100 ký tự, mỗi lần tạo mới một chuỗi khác."),
    "api.key_reused": _("Khóa “%(key)s” đã dùng cho một yêu cầu khác. Dùng khóa mới."),
    "api.method": _("Địa chỉ này không nhận phương thức đó. Xem các phương thức ở đầu mục Allow."),
    "api.not_found": _("Không có mục này, hoặc tài khoản không xem được."),
    "api.page": _("Dấu trang không dùng được với bộ lọc hoặc thứ tự này. Đọc lại từ trang đầu."),
    "api.read_only": _("Mật khẩu chương trình này chỉ để đọc. Tạo mật khẩu “đọc và ghi” trong phần Tài khoản."),
    "api.too_fast": _("Chương trình gửi quá nhiều yêu cầu trong một phút. Chờ số giây ở đầu mục Retry-After."),
    "api.too_large": _("Yêu cầu lớn hơn giới hạn của máy chủ. Chia nhỏ hoặc gửi tệp nhỏ hơn."),
    "api.too_many_tries": _("Địa chỉ này đã gửi sai mật khẩu nhiều lần. Chờ 5 phút rồi thử lại."),
    "api.unknown": _(
        "Cần tên đăng nhập và mật khẩu chương trình còn hạn (HTTP Basic), hoặc mật khẩu chương trình (Bearer). Tạo trong phần Tài khoản."
    ),
    "api.unreadable": _("Không đọc được yêu cầu. Gửi nội dung đúng kiểu nêu trong tài liệu của giao diện."),
    "api.version_missing": _("Gửi kèm đầu mục If-Match với ETag của bản vừa đọc."),
}
