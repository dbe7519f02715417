"""Sentences of the page of a site."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str | Promise] = {
    "drawing.nothing_filed": _("Hồ sơ chưa có lần trình nào nên chưa vẽ được khu đất. Nộp hồ sơ trước."),
    "drawing.not_readable": _("Không đọc được khu đất của lần trình này nên chưa vẽ được. Xem lỗi ở phần Hồ sơ trình."),
    "drawing.not_drawn": _("Khu đất của hồ sơ chưa được vẽ. Vẽ bản đồ ở phần Khu đất rồi tải lại."),
    "job.appraisal.site_file": _("Tải khu đất dạng GeoPackage"),
    "job.appraisal.site_file.done": _("Đã ghi tệp khu đất"),
    "site.exported": _("Tải tệp khu đất"),
    "drawing.no_site": _("Lần trình này không nêu khu đất. Bổ sung khu đất ở phần Hồ sơ trình."),
    "job.appraisal.draw_site": _("Vẽ bản đồ khu đất"),
    "job.appraisal.draw_site.drawing": _("Đang vẽ bản đồ"),
    "job.appraisal.draw_site.done": _("Đã vẽ xong bản đồ khu đất"),
    "job.appraisal.case_archive": _("Xuất hồ sơ lưu trữ"),
    "job.appraisal.case_archive.done": _("Đã ghi %(files)s tệp vào hồ sơ lưu trữ"),
    "archive.reading": _("Đã đọc %(done)s/%(total)s tệp"),
    "archive.not_yours": _("Chỉ cơ quan chủ trì xuất được hồ sơ lưu trữ. Đề nghị cơ quan chủ trì cung cấp."),
    "archive.too_large": _("Tài liệu của hồ sơ nhiều hơn %(most)s MB. Tải riêng các tệp lớn ở phần Hồ sơ trình."),
    "case.archived": _("Xuất hồ sơ lưu trữ"),
    "map.base_taken_in": _("Nạp nền bản đồ hành chính"),
    "site.drawn": _("Vẽ bản đồ khu đất"),
}
