"""Help for the pages of units."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.help_pages import register_page_help

__all__ = ["register"]


def register() -> None:
    """Register; again is the same as once."""
    register_page_help(
        "territory-search",
        _("Đơn vị hành chính"),
        [
            _(
                "Tìm mọi tên hoặc mã tỉnh, huyện, xã, cũ hay mới; trang cho biết nay là đơn vị nào, chia tách ra sao, chỗ nào các nguồn khác nhau."
            ),
            _("Không đoán: tên chỉ nhiều nơi thì nêu đủ các nơi."),
        ],
        ["unit"],
    )
