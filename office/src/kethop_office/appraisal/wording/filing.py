"""Sentences of drafts, submissions and their validation: refusals, events and work."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    # refusals
    "draft.not_allowed": _("Tài khoản này không nộp được hồ sơ của đơn vị đã chọn. Chọn đơn vị khác."),
    "draft.not_yours": _("Bản nháp này do tài khoản khác soạn. Mở bản nháp của tài khoản đang dùng."),
    "draft.sent": _("Bản nháp này đã gửi nên không sửa được nữa. Mở hồ sơ để nộp bổ sung."),
    "draft.changed": _("Bản nháp đã được lưu ở một trang khác. Tải lại trang, kiểm tra rồi lưu lại."),
    "draft.incomplete": _("Chưa gửi được: %(steps)s"),
    "draft.no_lead": _("Cơ quan tiếp nhận đã chọn không còn nhận hồ sơ. Chọn cơ quan khác ở bước đầu."),
    "draft.no_amended": _("Hồ sơ được điều chỉnh không còn trong các hồ sơ của đơn vị. Sửa ở bước đầu."),
    "file.too_large": _("Tệp %(name)s có %(megabytes)s MB, giới hạn %(limit)s MB. Nén tệp hoặc tách thành từng phần."),
    "file.empty": _("Tệp %(name)s không có nội dung. Chọn lại tệp."),
    "file.too_many": _("Hồ sơ đã có %(limit)s tệp, là số nhiều nhất. Gộp bớt tệp rồi nộp lại."),
    "file.downloaded": _("Tải về tệp của hồ sơ"),
    "file.unknown": _("Tệp này không còn trong bản nháp. Tải lại trang."),
    "submission.pending": _(
        "Lần nộp %(number)s chưa được cơ quan thụ lý xem xét nên chưa nộp tiếp được. Chờ kết quả xem xét."
    ),
    "submission.received": _("Lần nộp %(number)s đã có số tiếp nhận. Tải lại trang để xem số."),
    "submission.not_received": _("Lần nộp %(number)s chưa được tiếp nhận. Ghi số tiếp nhận trước."),
    "submission.no_receipt_number": _("Nhập số tiếp nhận theo sổ của văn thư, ví dụ 812."),
    "submission.judged": _("Lần nộp %(number)s đã được xem xét xong. Tải lại trang để xem kết quả."),
    "completion.nothing_asked": _("Ghi ít nhất một nội dung cần bổ sung."),
    "completion.past_day": _("Ngày hẹn bổ sung %(day)s đã qua. Chọn ngày từ hôm nay trở đi."),
    "completion.asked": _("Đã yêu cầu bổ sung và chưa nhận được. Chờ hồ sơ bổ sung."),
    "validity.before_received": _("Ngày nhận đủ hồ sơ phải từ ngày tiếp nhận (%(day)s) trở đi."),
    "validity.after_today": _("Ngày nhận đủ hồ sơ không được sau hôm nay."),
    "validity.law_after": _("Ngày áp dụng pháp luật không được sau ngày nhận đủ hồ sơ (%(day)s)."),
    "validity.law_fixed": _("Hồ sơ đã xét theo pháp luật ngày %(day)s; bổ sung, điều chỉnh không đổi ngày này."),
    "validity.checklist_open": _(
        "Còn mục kiểm tra chưa đạt. Yêu cầu bổ sung hoặc trả lại; chỉ chấp nhận khi mọi mục đạt."
    ),
    "case.not_yours": _("Việc này do cơ quan thụ lý hồ sơ thực hiện. Chuyển cho người có vai trò phù hợp."),
    "case.stale": _("Hồ sơ %(reference)s đã thay đổi sau khi trang này được mở. Tải lại, xem thay đổi rồi làm tiếp."),
    "case.closed": _("Hồ sơ %(reference)s đã kết thúc. Mở lại hồ sơ trước khi làm việc này."),
    "case.not_closed": _("Chỉ mở lại được hồ sơ đã rút hoặc đã trả lại."),
    "case.no_reason": _("Ghi lý do."),
    "link.itself": _("Không liên kết hồ sơ với chính nó. Chọn hồ sơ khác."),
    "link.there": _("Hai hồ sơ đã được liên kết. Xem danh sách hồ sơ liên quan."),
    "link.ended": _("Liên kết này đã được bỏ. Tải lại trang."),
    # events of a case
    "case.filed": _("Nộp hồ sơ, lần %(number)s"),
    "submission.completed": _("Nộp bổ sung, lần %(number)s"),
    "submission.amended": _("Nộp hồ sơ điều chỉnh, lần %(number)s"),
    "submission.accepted": _("Chấp nhận hồ sơ hợp lệ, lần nộp %(number)s"),
    "submission.amendment_accepted": _("Chấp nhận hồ sơ điều chỉnh hợp lệ, lần nộp %(number)s; sàng lọc lại"),
    "submission.registered": _("Tiếp nhận lần nộp %(number)s, số tiếp nhận %(receipt)s"),
    "completion.requested": _("Yêu cầu bổ sung %(count)s nội dung của lần nộp %(number)s"),
    "case.returned": _("Trả lại hồ sơ. Lý do: %(reason)s"),
    "case.withdrawn": _("Rút hồ sơ. Lý do: %(reason)s"),
    "case.reopened": _("Mở lại hồ sơ. Lý do: %(reason)s"),
    "case.linked": _("Liên kết với một hồ sơ khác"),
    "case.unlinked": _("Bỏ liên kết với một hồ sơ khác. Lý do: %(reason)s"),
    # events of a draft
    "draft.started": _("Bắt đầu một bản nháp"),
    "draft.saved": _("Lưu bản nháp"),
    "draft.deleted": _("Cất bản nháp"),
    "draft.restored": _("Lấy lại bản nháp"),
    "draft.dropped": _("Xóa bản nháp đã lâu không sửa"),
}
