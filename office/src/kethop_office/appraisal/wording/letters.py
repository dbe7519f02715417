"""Sentences of letters and of the papers that are set."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str | Promise] = {
    "letter.no_such_form": _("Không có mẫu văn bản %(form)s. Chọn mẫu trong danh sách."),
    "letter.not_yours": _("Tài khoản này không lập được văn bản của đơn vị đó. Chuyển việc cho đơn vị ban hành."),
    "letter.needs": _("Mẫu %(form)s cần dữ liệu mà hồ sơ chưa có (%(what)s). Bổ sung dữ liệu rồi lập lại."),
    "letter.not_clerk": _("Chỉ văn thư của đơn vị cấp số, đăng ký và đính kèm bản quét. Chuyển việc cho văn thư."),
    "letter.not_draft": _("Văn bản đã được ban hành. Muốn sửa thì lập văn bản thay thế."),
    "letter.not_issued": _("Văn bản chưa được ban hành. Cấp số và ban hành trước."),
    "letter.no_symbol": _("Nhập ký hiệu không có dấu cách, ví dụ STC-ĐT."),
    "letter.no_signer": _("Nhập chức vụ, họ và tên người ký."),
    "letter.future": _("Ngày ban hành không được sau hôm nay. Sửa ngày ban hành."),
    "letter.number_taken": _("Số %(number)s đã được cấp trong năm %(year)s. Nhập số khác."),
    "letter.no_reason": _("Nêu lý do thay thế văn bản."),
    "letter.scan_size": _("Tệp %(size)s MB, giới hạn %(limit)s MB. Quét lại với độ phân giải thấp hơn."),
    "letter.no_abstract": _("Nhập cơ quan ban hành và trích yếu nội dung của văn bản đến."),
    "letter.arrived_before": _("Ngày đến phải từ ngày của văn bản (%(dated)s) trở đi."),
    "letter.arrived_future": _("Ngày đến không được sau hôm nay. Sửa ngày đến."),
    "letter.not_set": _("Chưa lập được tệp PDF và Word (%(why)s). Lập lại; nếu vẫn không được, báo quản trị viên."),
    "letter.drafted": _("Lập dự thảo văn bản: %(abstract)s"),
    "letter.issued": _("Ban hành văn bản số %(number)s: %(abstract)s"),
    "letter.replacing": _("Lập văn bản thay thế số %(number)s: %(reason)s"),
    "letter.scanned": _("Đính kèm bản quét của văn bản số %(number)s"),
    "letter.arrived": _("Đăng ký văn bản đến số %(number)s"),
    "job.appraisal.report_paper": _("Lập tệp PDF và Word của báo cáo"),
    "job.appraisal.letter_paper": _("Lập tệp PDF và Word của văn bản"),
    "job.appraisal.demonstrate": _("Tạo hồ sơ minh họa"),
    "demonstration.case": _("Đang tạo hồ sơ minh họa thứ %(done)s trong %(total)s"),
    "paper.setting": _("Đang lập tệp PDF và Word"),
}
