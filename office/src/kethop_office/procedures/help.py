"""Help for the pages of procedures."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.help_pages import register_page_help

__all__ = ["register"]


def register() -> None:
    """Register; again is the same as once."""
    register_page_help(
        "procedures-index",
        _("Quy trình"),
        [
            _(
                "Sơ đồ các bước mà hồ sơ đi qua. Đó là cách tổ chức công việc, không phải quy định của pháp luật về trình tự."
            ),
            _(
                "Hồ sơ giữ phiên bản đã bắt đầu. Chuyển sang phiên bản mới cần nêu từng bước ứng với bước nào; thiếu một bước đang chạy thì không chuyển."
            ),
        ],
        ["version", "drawing", "migrate", "read"],
    )
