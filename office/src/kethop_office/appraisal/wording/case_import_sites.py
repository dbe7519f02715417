"""What is told of the site that a row of running cases writes: what is wrong, and what to do in the table."""

from django.utils.translation import gettext_lazy as _

from kethop_office.common.words import Words

__all__ = ["SENTENCES"]

SENTENCES: dict[str, Words] = {
    "case.doubt.site_unused": _(
        "Ranh giới này chưa dùng được. Sửa trong tệp rồi nhập lại; nếu nhập ngay thì hồ sơ chưa có ranh giới."
    ),
    "case.doubt.site_fault": _("%(what)s %(cure)s"),
    "case.doubt.site_notice": _("%(what)s"),
    "case.doubt.site_no_crs": _(
        "Dòng không ghi hệ tọa độ của các số. Ghi ở cột hệ tọa độ theo bản vẽ gốc,"
        " ví dụ EPSG:9209 hoặc “VN-2000, kinh tuyến trục 105°30′, múi 3°”."
    ),
    "case.doubt.site_crs_unclear": _(
        "Hệ tọa độ không đọc được, hoặc đọc được nhiều hệ. Chọn một hệ trong tệp mẫu, hoặc ghi mã như EPSG:9209."
    ),
    "case.doubt.site_crs_alone": _("Dòng ghi hệ tọa độ nhưng không có ranh giới."),
    "case.doubt.site_crs_differs": _(
        "Ô ranh giới ghi hệ %(own)s, cột hệ tọa độ ghi %(said)s. Giữ hệ đúng theo bản vẽ gốc."
    ),
    "case.doubt.site_system": _("%(what)s Đối chiếu với bản vẽ gốc; nếu đúng, ghi “%(system)s” vào cột hệ tọa độ."),
    "case.doubt.site_system_open": _("%(what)s Xem bản vẽ gốc, rồi ghi hệ đúng vào cột hệ tọa độ."),
    "case.doubt.site_swapped": _(
        "%(what)s Đối chiếu với bản vẽ gốc; nếu đúng, đổi chỗ hai số của mỗi điểm và ghi hệ tọa độ “%(system)s”."
    ),
    "case.doubt.site_swapped_open": _(
        "%(what)s Bảng tọa độ: X hướng Bắc trước, Y hướng Đông sau; WKT, GeoJSON: hướng Đông, kinh độ trước."
        " Đối chiếu với bản vẽ gốc rồi đổi chỗ hai số của mỗi điểm."
    ),
    "case.doubt.site_by_commune": _(
        "Dòng không ghi hệ tọa độ; dùng %(system)s, hệ duy nhất đặt cả ranh giới vào xã đã khai. Đối chiếu với bản vẽ gốc."
    ),
    "case.doubt.site_unread_wkt": _(
        "WKT không đọc được. Ghi một POINT, LINESTRING, POLYGON hoặc dạng MULTI của chúng, dấu chấm thập phân, không có trị đo M."
    ),
    "case.doubt.site_long": _(
        "Ô dài đến giới hạn %(most)s ký tự của Excel nên có thể đã bị cắt. Nộp ranh giới bằng tệp bản đồ sau khi nhập hồ sơ."
    ),
    "case.doubt.site_province": _(
        "Ranh giới không nằm trong tỉnh, thành phố ghi ở dòng. Kiểm tra hệ tọa độ, từng chữ số và tên tỉnh; ghi thêm tên xã."
    ),
    "case.doubt.site_province_unknown": _(
        "Lớp tỉnh không dùng được nên chưa đối chiếu được ranh giới với tỉnh ghi ở dòng. Xem lại trên bản đồ sau khi nhập."
    ),
    "case.doubt.site_engine": _(
        "Bộ máy kiểm tra ranh giới dừng hoặc quá thời gian khi đọc ô này. Kiểm tra lại từng dòng; vẫn vậy thì nộp ranh giới bằng tệp."
    ),
}
"""Sentence of each code of ``reading.sites`` and ``queries.imported_sites``."""
