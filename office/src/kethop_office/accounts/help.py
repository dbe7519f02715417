"""Help for the pages of accounts."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.help_pages import register_page_help

__all__ = ["register"]


def register() -> None:
    """Register; again is the same as once."""
    register_page_help(
        "accounts-tasks",
        _("Việc của tôi"),
        [
            _(
                "Trang này nêu mọi việc đang chờ tài khoản này hoặc đơn vị của tài khoản này: quá hạn trước, rồi đến hạn gần, rồi việc không có hạn."
            ),
            _("Số ngày còn lại đếm theo ngày làm việc của lịch đơn vị. Chọn một dòng để mở đúng trang phải làm."),
            _("Việc mất khỏi danh sách khi đã làm xong, không cần đánh dấu."),
        ],
        ["draft-drop", "home"],
    )
    register_page_help(
        "accounts-paused",
        _("Đang tạm dừng"),
        [
            _("Hồ sơ và phiếu lấy ý kiến có thời hạn đang dừng, cùng lý do và ngày bắt đầu dừng."),
            _(
                "Những ngày dừng được tính theo ngày thực tế và không tính vào thời hạn. Thời hạn chạy tiếp khi điều đang chờ đã đến."
            ),
        ],
    )
    register_page_help(
        "accounts-notices",
        _("Thông báo"),
        [
            _("Mỗi thông báo chỉ nêu mã, hạn và đường dẫn; nội dung xem ở trang của hồ sơ, theo quyền của người mở."),
            _("Thư điện tử gửi ra ngoài cũng chỉ có số lượng, mã và hạn."),
        ],
        ["notice", "notices-read"],
    )
    register_page_help(
        "accounts-own",
        _("Tài khoản của tôi"),
        [
            _("Chọn ngôn ngữ, mật độ hiển thị, thư nhắc việc và địa chỉ lịch iCalendar."),
            _(
                "Địa chỉ lịch là khóa: ai có địa chỉ thì xem được hạn. Nếu lộ, bấm tạo địa chỉ mới; địa chỉ cũ hết dùng ngay."
            ),
            _(
                "Ở nơi giữ hồ sơ nhiều độ mật, mỗi phiên làm việc ở một mức: thấy hồ sơ từ mức đó trở xuống, chỉ ghi vào hồ sơ đúng mức đó. Chọn mức trên trang này."
            ),
            _(
                "Trang “Phiên đang mở” nêu mọi lần đăng nhập chưa kết thúc, lúc bắt đầu và lúc làm việc gần nhất; kết thúc được từng phiên khác hoặc tất cả."
            ),
        ],
        ["own-feed", "own-level", "own-sessions", "own-sessions-end", "feed"],
    )
    register_page_help(
        "accounts-app-passwords",
        _("Mật khẩu cho chương trình"),
        [
            _(
                "Mỗi chương trình (QGIS, phần mềm của đơn vị) dùng một mật khẩu riêng, chỉ hiện một lần khi tạo. Chương trình xem được đúng những gì tài khoản này xem được tại thời điểm đó."
            ),
            _(
                "Chọn “chỉ đọc” nếu chương trình không phải gửi gì. Mật khẩu hết dùng khi đến hạn, khi bấm thu hồi, khi đổi mật khẩu của tài khoản hoặc khi tài khoản bị khóa."
            ),
        ],
        ["app-password-make", "app-password-revoke"],
    )
    register_page_help(
        "accounts-job",
        _("Việc chạy nền"),
        [
            _(
                "Việc lâu như sàng lọc, lập tệp, xuất danh sách chạy nền. Trang này cho biết đang ở bước nào; rời trang thì việc vẫn chạy."
            ),
            _("Xong thì tải tệp ở đây. Việc hỏng nêu lý do và nút chạy lại."),
        ],
        ["jobs", "job-again", "job-file", "job-progress", "job-stop", "job-health"],
    )
    register_page_help(
        "accounts-admin",
        _("Quản trị"),
        [
            _(
                "Quản trị viên lập đơn vị, tài khoản, vai trò, quyền xem tài liệu mật và ủy quyền. Mỗi việc ghi vào nhật ký kiểm toán."
            ),
            _("Quản trị viên không vì vai trò này mà xem được hồ sơ."),
            _("Lịch làm việc sửa ở đây thay cho ngày của bộ quy tắc; mọi thời hạn được tính lại."),
        ],
        [
            "offices",
            "office",
            "office-new",
            "office-close",
            "users",
            "user",
            "user-new",
            "user-act",
            "user-change",
            "calendar",
            "calendar-drop",
            "clearance-add",
            "clearance-end",
            "delegations",
            "delegation-revoke",
            "grants",
            "grant-end",
            "membership-add",
            "membership-end",
            "pack",
            "pack-check",
        ],
    )
    register_page_help(
        "accounts-audit",
        _("Nhật ký và đầu chuỗi"),
        [
            _(
                "Mỗi việc ghi một sự kiện, nối vào sự kiện trước; sửa, xóa, chèn hay đổi chỗ một sự kiện đều thấy khi kiểm tra chuỗi."
            ),
            _(
                "Người quản trị máy vẫn viết lại được cả chuỗi. Vì vậy đầu chuỗi đã ký phải rời máy: in vào sổ trực, giữ tệp ở nơi khác, đối chiếu khi kiểm tra."
            ),
            _("Đọc bản ghi từ độ Mật trở lên cũng ghi một sự kiện cho mỗi trang, mỗi tệp, mỗi việc chạy nền."),
            _(
                "Bản xuất che nội dung sự kiện trên độ mật của người xuất; chương trình kiểm tra độc lập vẫn chứng minh được các sự kiện còn lại."
            ),
        ],
        [
            "audit-export",
            "audit-verify",
            "audit-heads",
            "audit-head",
            "audit-head-file",
            "audit-head-sign",
            "audit-checker",
        ],
    )
