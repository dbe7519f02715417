"""Which columns are known, by how their heads are written."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from kethop_office.common.tables.geojson import GEOMETRY, LAT, LON
from kethop_office.common.tables.heads import KEEP, SKIP, mapping_by_heads
from kethop_office.common.words import Words

__all__ = ["FIELDS", "KIND", "proposed_mapping"]

KIND = "parks"
"""Of what the tables are, among those whose columns an office's choices are kept of."""
FIELDS: Mapping[str, Words] = {
    "name": _("Tên"),
    "code": _("Mã theo nguồn"),
    "kind": _("Loại (KCN, CCN, KCX …)"),
    "province_text": _("Tỉnh hoặc thành phố"),
    "commune_text": _("Xã, phường"),
    "address": _("Địa chỉ"),
    "lon": _("Kinh độ"),
    "lat": _("Vĩ độ"),
    "outline": _("Ranh giới"),
    "area": _("Diện tích"),
    "status_text": _("Tình trạng"),
    "founded_text": _("Năm thành lập"),
    "term_text": _("Thời gian vận hành"),
    "investor": _("Chủ đầu tư hạ tầng (tổ chức)"),
    "industries": _("Ngành nghề"),
    "occupancy": _("Tỷ lệ lấp đầy"),
    "source_on": _("Ngày của số liệu"),
    KEEP: _("Giữ nguyên văn, không đối chiếu"),
    SKIP: _("Bỏ cột này"),
}
_HEADS: Mapping[str, str] = {
    "ten": "name",
    "ten khu cong nghiep": "name",
    "ten kcn": "name",
    "ten ccn": "name",
    "ten cum cong nghiep": "name",
    "ten khu": "name",
    "name": "name",
    "ma": "code",
    "code": "code",
    "slug": "code",
    "ma khu": "code",
    "loai": "kind",
    "loai hinh": "kind",
    "kind": "kind",
    "type": "kind",
    "tinh": "province_text",
    "tinh thanh pho": "province_text",
    "tinh thanh": "province_text",
    "province": "province_text",
    "xa": "commune_text",
    "xa phuong": "commune_text",
    "phuong xa": "commune_text",
    "commune": "commune_text",
    "ma xa": "commune_text",
    "dia chi": "address",
    "address": "address",
    "dia diem": "address",
    "vi tri": "address",
    "kinh do": "lon",
    "longitude": "lon",
    "lon": "lon",
    "lng": "lon",
    "vi do": "lat",
    "latitude": "lat",
    "lat": "lat",
    "dien tich": "area",
    "tong dien tich": "area",
    "dien tich ha": "area",
    "tong dien tich ha": "area",
    "acreage": "area",
    "area": "area",
    "area ha": "area",
    "tinh trang": "status_text",
    "trang thai": "status_text",
    "status": "status_text",
    "nam thanh lap": "founded_text",
    "thanh lap": "founded_text",
    "thoi gian van hanh": "term_text",
    "thoi han": "term_text",
    "chu dau tu": "investor",
    "chu dau tu ha tang": "investor",
    "nha dau tu": "investor",
    "investor": "investor",
    "nganh nghe": "industries",
    "nganh nghe thu hut": "industries",
    "industries": "industries",
    "ty le lap day": "occupancy",
    "lap day": "occupancy",
    "occupancy": "occupancy",
    "ngay cap nhat": "source_on",
    "updated at": "source_on",
}
_EXACT = {LON: "lon", LAT: "lat", GEOMETRY: "outline"}


def proposed_mapping(heads: Sequence[str]) -> dict[str, str]:
    """Return a field for each column (by its number from 0), each field once; ``keep`` for heads that are not known."""
    return mapping_by_heads(heads, _HEADS, _EXACT)
