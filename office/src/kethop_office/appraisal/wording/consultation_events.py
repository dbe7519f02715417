"""What happened in a consultation, what accounts are told of it, and what stands in the way of approval."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str | Promise] = {
    # events of a case
    "case.clock_started": _("Bắt đầu tính thời hạn. Hạn: %(due)s."),
    "case.clock_paused": _("Tạm dừng tính thời hạn từ %(day)s. Lý do: %(reason)s"),
    "case.clock_resumed": _("Tiếp tục tính thời hạn; đã dừng %(days)s ngày, từ %(first)s."),
    "case.clock_stopped": _("Kết thúc tính thời hạn ngày %(day)s."),
    "case.clock_extended": _("Gia hạn %(days)s ngày, tối đa %(cap)s ngày. Căn cứ: %(basis)s"),
    "case.overdue": _("Hồ sơ quá hạn %(due)s."),
    "inquiry.added": _("Bổ sung cơ quan lấy ý kiến: %(body)s."),
    "inquiry.edited": _("Sửa phiếu lấy ý kiến %(body)s."),
    "inquiry.sent": _("Gửi lấy ý kiến %(body)s, phiếu %(reference)s. Hạn trả lời: %(due)s."),
    "inquiry.reminded": _("Đôn đốc %(body)s trả lời phiếu %(reference)s, lần %(count)s."),
    "inquiry.recalled": _("Thu hồi phiếu %(reference)s gửi %(body)s. Lý do: %(reason)s"),
    "inquiry.asked_again": _("Lấy ý kiến lại %(body)s sau phiếu %(reference)s. Lý do: %(reason)s"),
    "inquiry.extended": _("Gia hạn phiếu %(reference)s của %(body)s thêm %(days)s ngày, tối đa %(cap)s ngày."),
    "inquiry.removal_asked": _("Đề nghị không lấy ý kiến %(body)s. Lý do: %(reason)s"),
    "inquiry.removed": _("Không lấy ý kiến %(body)s, người thứ hai đã xác nhận. Lý do: %(reason)s"),
    "inquiry.removal_declined": _("Giữ việc lấy ý kiến %(body)s. Ý kiến người thứ hai: %(note)s"),
    "inquiry.stepped_in": _("%(above)s giải quyết thay %(body)s do quá hạn. Lý do: %(reason)s"),
    "inquiry.supplement_passed": _("Chuyển tài liệu bổ sung cho %(body)s, phiếu %(reference)s. Hạn trả lời: %(due)s."),
    "inquiry.overdue": _(
        "%(body)s quá hạn %(due)s, chưa trả lời phiếu %(reference)s. Không trả lời không có nghĩa là đồng ý."
    ),
    "inquiry.deemed": _(
        "%(body)s không trả lời phiếu %(reference)s đến hết ngày %(due)s, được coi là đã đồng ý theo quy định."
    ),
    "inquiry.advice_offered": _("%(body)s đề nghị chủ động tham gia ý kiến."),
    "inquiry.advice_accepted": _("Đồng ý để %(body)s chủ động tham gia ý kiến."),
    "inquiry.advice_declined": _("Không tiếp nhận đề nghị tham gia ý kiến của %(body)s. Lý do: %(reason)s"),
    "response.sent": _("%(body)s trả lời phiếu %(reference)s."),
    "response.holding": _(
        "%(body)s trả lời tạm thời phiếu %(reference)s, hứa trả lời ngày %(promised)s. Thời hạn vẫn tính."
    ),
    "response.more_asked": _("%(body)s đề nghị bổ sung hồ sơ, phiếu %(reference)s. Tạm dừng tính thời hạn trả lời."),
    "response.withdrawn": _("%(body)s rút ý kiến tại phiếu %(reference)s. Lý do: %(reason)s"),
    "response.released": _("Cho các cơ quan được lấy ý kiến xem %(count)s văn bản trả lời của nhau."),
    "condition.added": _("Thêm điều kiện: %(text)s"),
    "condition.settled": _("Xử lý điều kiện: %(text)s"),
    "condition.superseded": _("Thay thế điều kiện: %(text)s"),
    "condition.moved": _("Đổi thứ tự điều kiện: %(text)s"),
    "condition.duplicate_marked": _("Ghi nhận điều kiện trùng nội dung: %(text)s"),
    "treatment.edited": _("Tiếp thu, giải trình ý kiến của %(body)s: %(opinion)s"),
    "treatment.added": _("Tách ý kiến của %(body)s thành dòng riêng: %(opinion)s"),
    "office.local_period_set": _("Đặt thời hạn giải quyết hồ sơ của cơ quan"),
    # notices
    "inquiry.received": _("Có phiếu lấy ý kiến mới. Hạn trả lời: %(due)s."),
    "inquiry.reminder": _("Cơ quan chủ trì đôn đốc trả lời. Hạn trả lời: %(due)s."),
    "inquiry.recall": _("Cơ quan chủ trì đã thu hồi phiếu lấy ý kiến."),
    "inquiry.supplement": _("Đã có tài liệu bổ sung theo đề nghị. Hạn trả lời: %(due)s."),
    "inquiry.due_soon": _("Phiếu lấy ý kiến sắp đến hạn trả lời."),
    "inquiry.late": _("Phiếu lấy ý kiến đã quá hạn trả lời."),
    "inquiry.overdue_to_remind": _("%(body)s quá hạn trả lời: đôn đốc hoặc đề nghị cấp trên giải quyết thay."),
    "inquiry.deemed_agreed": _("%(body)s được coi là đã đồng ý theo quy định do quá hạn trả lời."),
    "inquiry.removal_to_settle": _("Có đề nghị không lấy ý kiến chờ người thứ hai xác nhận."),
    "inquiry.advice_to_accept": _("Có cơ quan quân sự đề nghị chủ động tham gia ý kiến."),
    "response.received": _("Có văn bản trả lời ý kiến mới."),
    "response.to_sign": _("Có dự thảo trả lời chờ ký."),
    "response.returned": _("Thủ trưởng trả lại dự thảo trả lời."),
    "case.late": _("Hồ sơ đã quá hạn."),
    # what stands in the way
    "block.concurrence_not_asked": _("Chưa gửi lấy văn bản chấp thuận của %(body)s."),
    "block.concurrence_missing": _("Còn thiếu văn bản chấp thuận của %(body)s."),
    "block.concurrence_recalled": _("Đã thu hồi phiếu gửi %(body)s: còn thiếu văn bản chấp thuận, lấy ý kiến lại."),
    "block.concurrence_refused": _("%(body)s không chấp thuận và chưa rút ý kiến."),
    "block.concurrence_not_given": _("%(body)s đã trả lời nhưng chưa chấp thuận."),
    "block.concurrence_withdrawn": _("%(body)s đã rút ý kiến: còn thiếu văn bản chấp thuận."),
    "block.concurrence_holding": _("%(body)s mới trả lời tạm thời, chưa phải ý kiến: còn thiếu văn bản chấp thuận."),
    "block.concurrence_paused": _("%(body)s đang chờ tài liệu bổ sung: còn thiếu văn bản chấp thuận."),
    "block.finding_unconsulted": _("Kết quả chưa xác định chưa được lấy ý kiến hoặc xử lý: %(topic)s."),
    "block.advice_not_asked": _("Chưa gửi lấy ý kiến %(body)s."),
    "block.advice_not_come": _("%(body)s chưa trả lời."),
    "block.objection_unexplained": _("Ý kiến không thống nhất của %(body)s chưa được tiếp thu, giải trình."),
}
