"""Why an act of the consultation is not done: what is wrong, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str | Promise] = {
    # clock
    "clock.not_valid": _("Hồ sơ %(reference)s chưa được xác nhận hợp lệ nên chưa tính thời hạn. Xác nhận hồ sơ trước."),
    "clock.no_reason": _("Chưa ghi đủ căn cứ và lý do. Nhập rồi lưu lại."),
    "clock.already_paused": _("Thời hạn đang tạm dừng. Cho tính tiếp trước khi tạm dừng lần nữa."),
    "clock.not_paused": _(
        "Thời hạn đang tính, không có lần tạm dừng nào để kết thúc. Tải lại trang để xem trạng thái mới."
    ),
    "clock.not_allowed": _("Chỉ lãnh đạo cơ quan chủ trì được gia hạn hoặc đặt thời hạn. Đề nghị lãnh đạo thực hiện."),
    "clock.no_period": _(
        "Chưa có thời hạn theo quy định hoặc do cơ quan đặt nên không gia hạn được. Đặt thời hạn trước."
    ),
    "clock.over_cap": _(
        "Gia hạn %(days)s ngày thì vượt mức tối đa %(cap)s ngày, đã gia hạn %(granted)s ngày. Nhập số ngày nhỏ hơn."
    ),
    "clock.wrong_length": _("Thời hạn %(days)s ngày không dùng được. Nhập số ngày từ 1 đến 3650 và chọn đơn vị."),
    # asking
    "inquiry.not_allowed": _(
        "Vai trò của tài khoản không cho phép việc này. Chuyển cho người có thẩm quyền của cơ quan chủ trì."
    ),
    "inquiry.case_closed": _("Hồ sơ %(reference)s đã kết thúc. Mở lại hồ sơ trước khi lấy ý kiến."),
    "inquiry.case_not_valid": _(
        "Hồ sơ %(reference)s chưa được xác nhận hợp lệ. Xác nhận hồ sơ rồi mới gửi lấy ý kiến."
    ),
    "inquiry.stale": _("Phiếu gửi %(body)s vừa được người khác sửa. Xem bản mới, nội dung đã nhập vẫn còn ở dưới."),
    "inquiry.no_body": _("Chưa chọn cơ quan. Chọn trong danh sách hoặc nhập tên cơ quan trả lời bằng giấy."),
    "inquiry.no_question": _("Chưa có nội dung xin ý kiến. Nhập nội dung rồi lưu lại."),
    "inquiry.no_reason": _("Chưa ghi lý do. Nhập lý do rồi thực hiện lại."),
    "inquiry.period_without_basis": _(
        "Thời hạn tự đặt phải có số ngày từ 1 đến 365, đơn vị và văn bản làm căn cứ. Nhập đủ ba mục."
    ),
    "inquiry.asks_itself": _(
        "%(body)s là cơ quan chủ trì hoặc bên trình hồ sơ, không phải cơ quan được lấy ý kiến. Chọn cơ quan khác."
    ),
    "inquiry.role_weakened": _(
        "Kết quả sàng lọc yêu cầu mức cao hơn đối với %(body)s. Giữ vai trò cũ, hoặc đề nghị không lấy ý kiến với người thứ hai xác nhận."
    ),
    "inquiry.already_sent": _("Phiếu gửi %(body)s đã phát hành. Thu hồi hoặc lấy ý kiến lại nếu cần thay đổi."),
    "inquiry.nothing_to_send": _("Chưa chọn phiếu nào. Chọn ít nhất một phiếu chưa gửi."),
    "inquiry.removal_pending": _(
        "Đề nghị không lấy ý kiến %(body)s đang chờ người thứ hai. Chờ kết quả trước khi làm tiếp."
    ),
    "inquiry.not_awaited": _("%(body)s không còn ở trạng thái chờ trả lời. Tải lại trang để xem trạng thái mới."),
    "inquiry.not_paused": _("Phiếu của %(body)s không tạm dừng. Tải lại trang để xem trạng thái mới."),
    "inquiry.not_closed": _("%(body)s đang được chờ trả lời. Đôn đốc hoặc thu hồi trước khi lấy ý kiến lại."),
    "inquiry.reminded_today": _("Hôm nay đã đôn đốc %(body)s. Có thể đôn đốc tiếp từ ngày mai."),
    "inquiry.no_level_above": _(
        "%(body)s không có cơ quan cấp trên trong danh mục. Đề nghị quản trị bổ sung cơ quan cấp trên."
    ),
    "inquiry.not_late": _(
        "%(body)s chưa quá hạn, hoặc đã có ý kiến. Chỉ đề nghị cấp trên giải quyết thay khi quá hạn mà chưa trả lời."
    ),
    "inquiry.not_removable": _("%(body)s đã được hỏi hoặc đã có ý kiến nên không bỏ được. Giữ phiếu này trong hồ sơ."),
    "inquiry.removal_settled": _("Đề nghị này đã được giải quyết. Tải lại trang để xem kết quả."),
    "inquiry.same_person": _("Người xác nhận phải khác người đề nghị. Chuyển cho người thẩm tra khác."),
    # answering
    "response.not_allowed": _(
        "Vai trò của tài khoản không cho phép việc này. Chuyển cho người có thẩm quyền của cơ quan được lấy ý kiến."
    ),
    "response.not_in_office": _("%(title)s không trả lời ý kiến tại cơ quan này. Chọn người khác."),
    "response.not_awaited": _(
        "Phiếu này không còn nhận văn bản trả lời. Rút văn bản đã gửi trước nếu cần trả lời lại."
    ),
    "response.stale": _("Bản dự thảo vừa được người khác lưu. Xem bản mới, nội dung đã nhập vẫn còn ở dưới."),
    "response.at_the_head": _("Dự thảo đang trình thủ trưởng. Chờ thủ trưởng ký hoặc trả lại."),
    "response.not_draft": _("Dự thảo đã được trình. Tải lại trang để xem trạng thái mới."),
    "response.not_to_sign": _("Dự thảo không còn chờ ký. Tải lại trang để xem trạng thái mới."),
    "response.no_reason": _("Chưa ghi lý do. Nhập lý do rồi thực hiện lại."),
    "response.already_sent": _("Văn bản trả lời đã gửi. Rút văn bản nếu cần thay đổi ý kiến."),
    "response.not_sent": _("Văn bản này chưa gửi hoặc đã rút. Tải lại trang để xem trạng thái mới."),
    "response.no_outcome": _("Chưa chọn ý kiến của cơ quan. Chọn một trong các ý kiến."),
    "response.no_text": _("Chưa có nội dung được cung cấp. Nhập nội dung trả lời cơ quan chủ trì."),
    "response.no_promise": _("Trả lời tạm thời phải nêu ngày hứa trả lời, sau %(today)s. Nhập ngày đó."),
    "response.no_items": _("Chưa nêu tài liệu cần bổ sung. Nhập mỗi tài liệu một dòng."),
    "response.no_condition": _(
        "Ý kiến và điều kiện không khớp: chọn “kèm điều kiện” khi có điều kiện, bỏ điều kiện khi không chọn."
    ),
    "response.condition_unfit": _("Điều kiện %(number)s thiếu nội dung hoặc thời điểm thực hiện. Nhập đủ rồi lưu lại."),
    "response.has_coordinates": _(
        "Nội dung cung cấp có %(count)s tọa độ: bỏ hoặc chuyển sang lý do nội bộ rồi trình lại."
    ),
    "response.has_level_words": _(
        "Nội dung cung cấp có từ chỉ độ mật (%(words)s): bỏ hoặc chuyển sang lý do nội bộ rồi trình lại."
    ),
    "response.paper_days": _(
        "Ngày văn bản phải từ ngày gửi phiếu trở đi, ngày đến không trước ngày văn bản và không sau hôm nay. Sửa hai ngày này."
    ),
    "response.paper_incomplete": _("Văn bản giấy cần số, ký hiệu và số đến. Nhập đủ rồi lưu lại."),
    # initiative
    "initiative.not_military": _("Chỉ cơ quan quân sự được chủ động tham gia ý kiến. Dùng tài khoản của cơ quan đó."),
    "initiative.no_subject": _("Chưa nêu nội dung tham gia ý kiến. Nhập nội dung rồi gửi lại."),
    "initiative.no_reference": _("Chưa nhập mã hồ sơ. Nhập mã, ví dụ KH-2026-00123."),
    "initiative.not_offered": _("Không có đề nghị tham gia ý kiến nào đang chờ ở phiếu này. Tải lại trang."),
    # conditions, table of opinions, library
    "condition.stale": _("Điều kiện vừa được người khác sửa. Xem bản mới, nội dung đã nhập vẫn còn ở dưới."),
    "condition.is_superseded": _("Điều kiện đã được thay thế nên không sửa nữa. Sửa điều kiện thay thế."),
    "condition.no_text": _("Chưa có nội dung điều kiện. Nhập nội dung rồi lưu lại."),
    "condition.no_trigger": _("Chưa chọn thời điểm phải thực hiện. Chọn một thời điểm."),
    "condition.no_explanation": _("Chưa có giải trình. Ghi lý do không tiếp thu hoặc thay thế rồi lưu lại."),
    "condition.wrong_state": _("Chưa chọn cách xử lý điều kiện. Chọn tiếp thu hoặc không tiếp thu."),
    "condition.other_case": _("Hai điều kiện phải khác nhau và cùng một hồ sơ. Chọn điều kiện khác."),
    "treatment.stale": _("Dòng này vừa được người khác sửa. Xem bản mới, nội dung đã nhập vẫn còn ở dưới."),
    "treatment.no_choice": _("Chưa chọn tiếp thu hay giải trình. Chọn một cách."),
    "treatment.no_explanation": _(
        "Không tiếp thu hoặc tiếp thu một phần thì phải giải trình. Nhập nội dung giải trình."
    ),
    "treatment.no_opinion": _("Chưa có nội dung góp ý để tách thành dòng riêng. Nhập nội dung."),
    "library.not_allowed": _("Thư viện điều kiện này thuộc cơ quan khác. Chỉ sửa thư viện của cơ quan mình."),
    "library.code_taken": _("Mã “%(code)s” để trống hoặc đã dùng trong thư viện. Nhập mã khác."),
    "library.not_newest": _("Điều kiện mẫu %(code)s đã có phiên bản mới hơn. Mở phiên bản mới nhất."),
}
