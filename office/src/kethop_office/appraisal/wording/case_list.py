"""Sentences of the list of cases: refusals and events."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str | Promise] = {
    "view.no_name": _("Nhập tên cho bộ lọc cần lưu."),
    "view.name_taken": _("Đã có bộ lọc tên “%(name)s”. Chọn tên khác."),
    "view.too_many": _("Đã có %(most)s bộ lọc được lưu. Xóa một bộ lọc trước khi lưu thêm."),
    "view.not_own_office": _("Chỉ lưu được bộ lọc chung cho đơn vị của tài khoản này. Chọn lại đơn vị."),
    "assign.none_chosen": _("Chọn ít nhất một hồ sơ trong danh sách."),
    "assign.too_many": _("Mỗi lần giao được nhiều nhất %(most)s hồ sơ. Bỏ bớt hồ sơ đã chọn."),
    "assign.not_own_case": _("Có hồ sơ không do đơn vị của tài khoản này thụ lý. Bỏ chọn hồ sơ đó."),
    "assign.closed": _("Hồ sơ %(reference)s đã kết thúc nên không giao được. Bỏ chọn hồ sơ đó."),
    "assign.not_officer": _("Người được chọn không phải là chuyên viên thụ lý của đơn vị. Chọn người khác."),
    "remind.nobody": _("Trong các hồ sơ đã chọn không có cơ quan nào đến hạn mà chưa trả lời."),
    "export.too_many": _("Danh sách có hơn %(most)s hồ sơ. Lọc bớt rồi xuất lại."),
    "export.unknown_format": _("Không có dạng tệp này. Chọn Excel, CSV, GeoJSON hoặc GeoPackage."),
    "job.appraisal.export_cases": _("Xuất danh sách hồ sơ"),
    "job.appraisal.export_cases.reading": _("Đã đọc %(done)s hồ sơ"),
    "job.appraisal.export_cases.writing": _("Đang ghi tệp: %(done)s/%(total)s hồ sơ"),
    "job.appraisal.export_cases.done": _("Đã xuất %(rows)s hồ sơ"),
    "case.assigned": _("Giao hồ sơ cho %(officer)s"),
    "case.unassigned": _("Bỏ giao hồ sơ"),
    "view.saved": _("Lưu bộ lọc danh sách hồ sơ"),
    "view.renamed": _("Đổi tên bộ lọc danh sách hồ sơ"),
    "view.removed": _("Xóa bộ lọc danh sách hồ sơ"),
    "cases.exported": _("Xuất danh sách hồ sơ"),
}
