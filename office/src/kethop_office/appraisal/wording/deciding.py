"""Sentences of report, review, approvals and decision: refusals, obstacles, events and notices."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str | Promise] = {
    "report.not_officer": _(
        "Chỉ chuyên viên thụ lý của cơ quan thẩm định sửa được báo cáo. Chuyển việc cho chuyên viên đó."
    ),
    "report.not_open": _(
        "Hồ sơ đang ở bước “%(stage)s” nên không sửa được báo cáo. Mở tổng quan để xem bước tiếp theo."
    ),
    "report.no_heading": _("Nhập tên mục, ví dụ: Đánh giá tác động."),
    "report.heading_taken": _("Báo cáo đã có mục “%(heading)s”. Đặt tên khác hoặc sửa mục đó."),
    "report.too_long": _("Nội dung có %(length)s ký tự, giới hạn %(limit)s. Rút gọn hoặc chuyển sang mục khác."),
    "report.section_stale": _("%(who)s đã lưu mục này sau khi trang được mở. Chọn nội dung cần giữ rồi lưu lại."),
    "report.no_proposal": _("Chọn một kiến nghị."),
    "report.no_reasons": _("Nêu lý do khi kiến nghị không phê duyệt."),
    "report.recommendation_stale": _("%(who)s đã lưu kiến nghị sau khi trang được mở. Mở lại trang để xem bản mới."),
    "report.not_in_draft": _("Báo cáo không còn là dự thảo (hồ sơ ở bước “%(stage)s”). Mở phần phê duyệt để xem."),
    "report.no_recommendation": _("Báo cáo chưa có kiến nghị. Ghi kiến nghị trước khi trình thẩm tra."),
    "report.not_screened": _("Hồ sơ chưa có kết quả sàng lọc của hồ sơ hợp lệ. Sàng lọc trước khi trình thẩm tra."),
    "review.not_reviewer": _(
        "Chỉ người thẩm tra của cơ quan thẩm định làm được việc này. Chuyển việc cho người thẩm tra."
    ),
    "review.not_open": _("Hồ sơ đang ở bước “%(stage)s” nên không có báo cáo chờ thẩm tra."),
    "review.own_report": _("Người soạn hoặc sửa báo cáo không thẩm tra báo cáo đó. Chuyển cho người thẩm tra khác."),
    "review.stale": _("Nội dung đã khác bản %(version)s đang xem. Mở lại trang để xem nội dung hiện nay."),
    "review.no_note": _("Nêu ý kiến chung hoặc ý kiến về từng mục khi trả lại."),
    "review.no_levels": _("Đơn vị chưa có cấp phê duyệt nào. Đề nghị quản trị viên đặt cấp phê duyệt."),
    "approval.not_open": _("Hồ sơ đang ở bước “%(stage)s” nên không có báo cáo chờ phê duyệt."),
    "approval.not_reviewed": _("Bản %(version)s chưa được thẩm tra đồng ý. Chờ kết quả thẩm tra."),
    "approval.stale": _("Nội dung đã khác bản %(version)s đang xem. Mở lại trang để xem thay đổi trước khi ký."),
    "approval.not_level": _("Chưa đến lượt cấp phê duyệt của tài khoản này, hoặc mọi cấp đã phê duyệt."),
    "approval.same_person": _(
        "Mỗi cấp do một người khác nhau ký, không phải người soạn hoặc thẩm tra. Chuyển cho người khác."
    ),
    "approval.blocked": _("Còn %(count)s điều vướng. Giải quyết các điều được nêu trên trang rồi phê duyệt."),
    "approval.no_note": _("Nêu nội dung cần chỉnh sửa khi trả lại."),
    "decision.not_open": _("Hồ sơ đang ở bước “%(stage)s” nên chưa ban hành được quyết định."),
    "decision.not_approved": _("Bản %(version)s chưa được mọi cấp phê duyệt. Chờ đủ các cấp phê duyệt."),
    "decision.stale": _("Nội dung đã khác bản %(version)s được phê duyệt. Trình lại báo cáo trước khi quyết định."),
    "decision.not_signer": _("Chỉ người ở cấp phê duyệt cuối cùng làm được việc này. Chuyển việc cho người đó."),
    "decision.same_person": _("Người soạn hoặc thẩm tra báo cáo không ký quyết định. Chuyển cho người khác."),
    "decision.blocked": _("Còn %(count)s điều vướng. Giải quyết các điều được nêu trên trang rồi ban hành quyết định."),
    "decision.differs": _("Quyết định khác kiến nghị đã được phê duyệt. Trả báo cáo lại để sửa kiến nghị."),
    "decision.no_reasons": _("Nêu lý do khi không phê duyệt."),
    "decision.no_number": _("Nhập số, ký hiệu quyết định, ví dụ 45/QĐ-STC."),
    "decision.number_taken": _("Số quyết định %(number)s đã được dùng trong năm. Nhập số khác."),
    "decision.too_early": _("Ngày quyết định phải từ ngày phê duyệt cấp cuối (%(day)s) trở đi."),
    "decision.future": _("Ngày quyết định không được sau hôm nay. Sửa ngày quyết định."),
    "decision.not_decided": _("Hồ sơ chưa có quyết định đang có hiệu lực nên không mở lại được ở đây."),
    "decision.no_reason": _("Nêu lý do mở lại hồ sơ."),
    "decision.case_stale": _("Hồ sơ %(reference)s đã thay đổi sau khi trang được mở. Mở lại trang rồi thực hiện."),
    "block.not_screened": _("Hồ sơ chưa có kết quả sàng lọc. Chạy sàng lọc."),
    "block.run_not_done": _("Lần sàng lọc mới nhất chưa hoàn thành. Chờ hoặc chạy lại."),
    "block.run_of_older_file": _("Kết quả sàng lọc là của hồ sơ hợp lệ trước. Chạy lại sàng lọc."),
    "block.no_recommendation": _("Báo cáo chưa có kiến nghị. Ghi kiến nghị."),
    "block.no_reasons": _("Kiến nghị không phê duyệt chưa có lý do. Ghi lý do."),
    "block.no_conditions": _("Kiến nghị phê duyệt kèm điều kiện nhưng chưa có điều kiện nào được tiếp thu."),
    "block.conditions_left_out": _("Có điều kiện được tiếp thu nhưng kiến nghị không kèm điều kiện. Sửa kiến nghị."),
    "block.opinion_not_treated": _("Ý kiến của %(body)s chưa được tiếp thu hoặc giải trình."),
    "block.condition_open": _("Điều kiện do %(body)s đề nghị chưa được xử lý: %(text)s"),
    "block.condition_not_explained": _(
        "Điều kiện do %(body)s đề nghị không được tiếp thu nhưng chưa giải trình: %(text)s"
    ),
    "level.not_admin": _("Chỉ quản trị viên đặt cấp phê duyệt. Chuyển việc cho quản trị viên."),
    "level.no_title": _("Nhập tên cấp bằng tiếng Việt và tiếng Anh."),
    "level.too_many": _("Mỗi cơ quan có nhiều nhất %(limit)s cấp phê duyệt. Bỏ bớt cấp trước khi thêm."),
    "level.none": _("Cơ quan không còn cấp phê duyệt nào để bỏ."),
    "level.in_use": _("Có báo cáo đang chờ phê duyệt hoặc quyết định. Đổi cấp phê duyệt khi các báo cáo đó đã xong."),
    "level.added": _("Thêm cấp phê duyệt"),
    "level.removed": _("Bỏ cấp phê duyệt"),
    "report.prepared": _("Cập nhật số liệu của báo cáo"),
    "report.section_added": _("Thêm mục “%(heading)s” vào báo cáo"),
    "report.section_edited": _("Sửa mục “%(heading)s” của báo cáo"),
    "report.recommended": _("Ghi kết luận, kiến nghị của báo cáo"),
    "report.sent_to_review": _("Trình thẩm tra bản %(version)s của báo cáo"),
    "report.content_changed": _("Nội dung khác bản %(version)s đã trình; báo cáo trở về dự thảo"),
    "review.accepted": _("Thẩm tra đồng ý trình phê duyệt bản %(version)s"),
    "review.returned": _("Thẩm tra trả lại bản %(version)s: %(note)s"),
    "approval.approved": _("Phê duyệt cấp %(rank)s/%(levels)s bản %(version)s của báo cáo"),
    "approval.returned": _("Cấp %(rank)s trả lại bản %(version)s của báo cáo: %(note)s"),
    "approval.voided": _("Nội dung thay đổi, %(count)s phê duyệt của bản %(version)s hết giá trị"),
    "decision.made": _("Ban hành Quyết định số %(number)s"),
    "decision.reopened": _("Mở lại hồ sơ sau Quyết định số %(number)s: %(reason)s"),
    "notice.review": _("Có báo cáo chờ thẩm tra"),
    "notice.approve": _("Có báo cáo chờ phê duyệt"),
    "notice.returned": _("Báo cáo được trả lại để chỉnh sửa"),
    "notice.decide": _("Báo cáo đã được mọi cấp phê duyệt, chờ ban hành quyết định"),
    "notice.decided": _("Hồ sơ đã có quyết định"),
    "notice.approval_voided": _("Phê duyệt hết giá trị do nội dung thay đổi"),
    "notice.report_again": _("Nội dung thay đổi, báo cáo phải được trình lại"),
}
