"""Help for the pages of parks and layers."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.help_pages import register_page_help

__all__ = ["register"]


def register() -> None:
    """Register; again is the same as once."""
    register_page_help(
        "registry-parks",
        _("Khu, cụm công nghiệp"),
        [
            _("Sổ các khu công nghiệp, cụm công nghiệp, khu chế xuất. Mỗi giá trị giữ cả chữ như nguồn đã ghi."),
            _("Hai dòng là một khu thì đề nghị gộp; người thứ hai quyết định, gộp nhầm thì hoàn tác được."),
        ],
        ["park", "park-new", "park-edit", "park-merge", "parks-export", "merge", "merges"],
    )
    register_page_help(
        "registry-imports",
        _("Nhập bảng"),
        [
            _(
                "Tải bảng Excel, CSV như đang có; chọn cột nào là gì; xem từng dòng với mọi nghi vấn rồi mới đưa vào sổ."
            ),
            _("Không dòng nào bị bỏ âm thầm. Cả lần nhập hoàn tác được."),
        ],
        [
            "import",
            "import-new",
            "import-columns",
            "import-rows",
            "import-sheet",
            "import-undo",
            "row-take",
            "row-leave",
            "doubt",
        ],
    )
    register_page_help(
        "registry-layers",
        _("Lớp dữ liệu"),
        [
            _(
                "Các lớp mà sàng lọc dùng: nguồn, ngày số liệu, còn hạn hay quá hạn. Lớp thiếu, quá hạn hoặc không phủ hết thì kết quả là chưa xác định."
            ),
            _(
                "Phiên bản mới được kiểm tra trước, chưa dùng ngay: trang của phiên bản cho xem hồ sơ và khu nào sẽ thay đổi, rồi mới đưa vào dùng."
            ),
            _("Bản đồ chỉ hiện lớp mà tài khoản này được xem trong sổ này."),
        ],
        ["layer", "layer-new", "layer-draft", "layer-publish", "layer-withdraw", "layer-retire", "layers-read"],
    )
