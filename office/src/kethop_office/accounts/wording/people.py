"""Sentences of this room's refusals and events, by code; ``%(name)s`` is filled from the fields."""

from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES = {
    # Refusals: what is wrong, what to do.
    "account.is_locked": _("Tài khoản đang bị khóa. Mở khóa tài khoản trước."),
    "account.is_open": _("Tài khoản đang mở, không cần mở khóa."),
    "account.language": _("Chọn tiếng Việt hoặc tiếng Anh."),
    "account.link_used": _("Đường dẫn đã dùng, đã được thay hoặc đã quá hạn. Báo quản trị viên cấp đường dẫn mới."),
    "account.no_factor": _("Tài khoản chưa có thiết bị xác thực nào, không có gì để bỏ."),
    "account.not_own": _("Không tự thực hiện việc này với tài khoản của mình. Nhờ quản trị viên khác."),
    "account.username": _(
        "Tên đăng nhập “%(username)s” có ký tự không dùng được. Dùng chữ thường không dấu, số, dấu chấm, gạch nối."
    ),
    "account.username_taken": _("Đã có tài khoản “%(username)s”. Chọn tên đăng nhập khác."),
    "admin.last": _("Đây là quản trị viên cuối cùng. Giao vai trò quản trị cho tài khoản khác trước."),
    "admin.role": _("Việc này dành cho vai trò quản trị. Báo quản trị viên."),
    "clearance.admin": _("Tài khoản quản trị không giữ quyền tiếp cận tài liệu mật. Bỏ một trong hai rồi lưu lại."),
    "clearance.days": _("Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa một trong hai ngày."),
    "clearance.decision": _("Nhập số, ngày của quyết định cho phép tiếp cận."),
    "clearance.ended": _("Quyền tiếp cận này đã kết thúc."),
    "clearance.level": _("Không có cấp độ này. Chọn một cấp độ trong danh sách."),
    "delegation.capacity": _("Chọn cách ký: KT., TL. hoặc TUQ."),
    "delegation.days": _("Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa một trong hai ngày."),
    "delegation.document": _("Nhập số, ngày của văn bản ủy quyền."),
    "delegation.ended": _("Ủy quyền này đã kết thúc."),
    "delegation.giver": _(
        "Người ủy quyền không có vai trò lãnh đạo ở cơ quan này trong thời gian đó. Chọn người khác hoặc ngày khác."
    ),
    "delegation.same": _("Người ủy quyền và người được ủy quyền là một. Chọn hai tài khoản khác nhau."),
    "draft.label": _(
        "Không giữ được bản nháp này trong tài khoản. Chép nội dung ra nơi phù hợp với mức độ mật của nó."
    ),
    "draft.too_long": _("Bản nháp có %(size)s ký tự, giới hạn %(limit)s. Gửi tệp đính kèm thay cho phần dài."),
    "draft.unreadable": _("Chưa lưu được bản nháp. Giữ trang này mở và lưu lại."),
    "grant.ended": _("Quyền đọc này đã kết thúc."),
    "job.has_ended": _("Việc này đã kết thúc nên không dừng được nữa. Xem kết quả bên dưới."),
    "job.is_done": _("Việc này đã xong, không cần chạy lại. Xem kết quả bên dưới."),
    "job.not_yours": _("Không tìm thấy việc chạy nền này. Mở danh sách việc chạy nền của tài khoản để xem lại."),
    "job.still_open": _("Việc này chưa kết thúc. Chờ xong hoặc dừng lại trước khi chạy lại."),
    "job.unexpected": _(
        "Việc này không hoàn thành được. Không có gì bị ghi dở dang. Mã sự việc %(incident)s, báo cho quản trị viên."
    ),
    "membership.days": _("Ngày kết thúc phải từ ngày bắt đầu trở đi. Sửa một trong hai ngày."),
    "membership.ended": _("Vai trò này đã kết thúc."),
    "membership.role": _("Không có vai trò này. Chọn một vai trò trong danh sách."),
    "membership.twice": _(
        "Tài khoản đang có vai trò này ở cơ quan này. Kết thúc vai trò cũ trước, hoặc chọn vai trò khác."
    ),
    "office.has_members": _("Cơ quan còn %(count)s vai trò đang giao. Kết thúc các vai trò đó trước khi đóng cơ quan."),
    "office.is_closed": _("%(office)s đã đóng. Chọn cơ quan khác."),
    "office.parent": _("Cơ quan cấp trên đang chọn nằm dưới chính cơ quan này. Chọn cơ quan khác."),
    # Events.
    "account.changed": _("Đã sửa thông tin tài khoản"),
    "account.created": _("Đã tạo tài khoản"),
    "account.factor_added": _("Đã thêm thiết bị xác thực"),
    "account.factor_removed": _("Đã bỏ thiết bị xác thực"),
    "account.factors_reset": _("Quản trị viên đã bỏ các thiết bị xác thực"),
    "account.feed_closed": _("Đã đóng địa chỉ lịch"),
    "session.level_chosen": _("Đã chọn mức làm việc của phiên"),
    "session.was_ended": _("Đã kết thúc phiên làm việc khác của tài khoản"),
    "account.feed_renewed": _("Đã tạo địa chỉ lịch mới"),
    "account.locked": _("Đã khóa tài khoản"),
    "account.password_changed": _("Đã đổi mật khẩu"),
    "account.password_reset": _("Đã cấp đường dẫn đặt lại mật khẩu"),
    "account.password_set": _("Đã đặt mật khẩu bằng đường dẫn dùng một lần"),
    "account.settings_changed": _("Đã đổi thiết lập của tài khoản"),
    "account.sign_in_failed": _("Đăng nhập không thành công"),
    "account.signed_in": _("Đã đăng nhập"),
    "account.signed_out": _("Đã đăng xuất"),
    "account.unlocked": _("Đã mở khóa tài khoản"),
    "clearance.given": _("Đã ghi quyền tiếp cận"),
    "delegation.given": _("Đã ghi ủy quyền ký"),
    "delegation.revoked": _("Đã bãi bỏ ủy quyền ký"),
    "grant.given": _("Đã cấp quyền đọc"),
    "job.finished": _("Một việc chạy nền đã kết thúc"),
    "job.queued": _("Đã giao một việc chạy nền"),
    "job.stop_asked": _("Đã yêu cầu dừng một việc chạy nền"),
    "membership.added": _("Đã giao vai trò"),
    "membership.was_ended": _("Đã kết thúc vai trò"),
    "clearance.was_ended": _("Đã kết thúc quyền tiếp cận"),
    "grant.shortened": _("Đã rút ngắn quyền đọc"),
    "grant.was_ended": _("Đã kết thúc quyền đọc"),
    "office.changed": _("Đã sửa thông tin cơ quan"),
    "office.closed": _("Đã đóng cơ quan"),
    "office.created": _("Đã tạo cơ quan"),
}
