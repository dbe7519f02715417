"""Which columns are known in a table of cases and in one of consultations, by how their heads are written."""

from collections.abc import Mapping, Sequence

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kethop_office.common.folding import tokens
from kethop_office.common.tables.heads import KEEP, SKIP, mapping_by_heads
from kethop_office.common.words import Words

__all__ = [
    "ASKED_DAYS",
    "ASKED_FIELDS",
    "ASKED_KIND",
    "CASE_DAYS",
    "CASE_FIELDS",
    "CASE_KIND",
    "fields_of",
    "in_both",
    "proposed",
    "title_of",
]

CASE_KIND, ASKED_KIND = "cases", "asked"
"""Of what the tables are, among those whose columns an office's choices are kept of."""

_REST: Mapping[str, Words] = {KEEP: _("Giữ nguyên văn, không đối chiếu"), SKIP: _("Bỏ cột này")}
CASE_FIELDS: Mapping[str, Words] = {
    "number": _("Số hồ sơ của cơ quan"),
    "title": _("Tên đề xuất"),
    "proponent": _("Chủ đầu tư, cơ quan trình"),
    "kind": _("Loại đề xuất (dự án, quy hoạch, kế hoạch, chiến lược)"),
    "province_text": _("Tỉnh hoặc thành phố"),
    "commune_text": _("Xã, phường"),
    "address": _("Địa điểm"),
    "site": _("Ranh giới khu đất (bảng tọa độ, WKT hoặc GeoJSON)"),
    "site_crs": _("Hệ tọa độ của ranh giới"),
    "received_on": _("Ngày nhận hồ sơ"),
    "complete_on": _("Ngày nhận đủ hồ sơ hợp lệ"),
    "law_date": _("Quy định có hiệu lực tại ngày"),
    "stage": _("Hồ sơ đang ở bước nào"),
    "officer": _("Chuyên viên thụ lý"),
    "due_on": _("Hạn giải quyết đã định"),
    "remarks": _("Ghi chú"),
    **_REST,
}
ASKED_FIELDS: Mapping[str, Words] = {
    "number": _("Số hồ sơ của cơ quan"),
    "body": _("Cơ quan được lấy ý kiến"),
    "role": _("Vai trò (chấp thuận, ý kiến, thông báo)"),
    "sent_on": _("Ngày gửi lấy ý kiến"),
    "last_day": _("Hạn trả lời"),
    "answered_on": _("Ngày trả lời"),
    "outcome": _("Kết quả trả lời"),
    "symbol": _("Số, ký hiệu văn bản trả lời"),
    "text": _("Nội dung trả lời"),
    **_REST,
}
CASE_DAYS = ("received_on", "complete_on", "law_date", "due_on")
ASKED_DAYS = ("sent_on", "last_day", "answered_on")

_OWN_NUMBERS = {
    "so ho so": "number",
    "ma ho so": "number",
    "so ho so cua co quan": "number",
    "so tiep nhan": "number",
    "so den": "number",
    "case number": "number",
    "own number": "number",
}
_CASE_HEADS: Mapping[str, str] = {
    **_OWN_NUMBERS,
    "so": "number",
    "ten": "title",
    "ten ho so": "title",
    "ten de xuat": "title",
    "ten du an": "title",
    "ten du an de xuat": "title",
    "title": "title",
    "project": "title",
    "chu dau tu": "proponent",
    "co quan trinh": "proponent",
    "don vi trinh": "proponent",
    "chu dau tu co quan trinh": "proponent",
    "ben de xuat": "proponent",
    "proponent": "proponent",
    "loai": "kind",
    "loai de xuat": "kind",
    "loai ho so": "kind",
    "kind": "kind",
    "tinh": "province_text",
    "tinh thanh pho": "province_text",
    "tinh hoac thanh pho": "province_text",
    "province": "province_text",
    "xa": "commune_text",
    "xa phuong": "commune_text",
    "phuong xa": "commune_text",
    "commune": "commune_text",
    "communes": "commune_text",
    "dia diem": "address",
    "dia diem thuc hien": "address",
    "vi tri": "address",
    "dia chi": "address",
    "address": "address",
    "ranh gioi": "site",
    "ranh gioi khu dat": "site",
    "toa do": "site",
    "toa do ranh gioi": "site",
    "bang toa do": "site",
    "toa do cac diem": "site",
    "wkt": "site",
    "geojson": "site",
    "boundary": "site",
    "site": "site",
    "site boundary": "site",
    "he toa do": "site_crs",
    "kinh tuyen truc": "site_crs",
    "crs": "site_crs",
    "epsg": "site_crs",
    "coordinate system": "site_crs",
    "central meridian": "site_crs",
    "ngay nhan": "received_on",
    "ngay nhan ho so": "received_on",
    "ngay tiep nhan": "received_on",
    "ngay nop": "received_on",
    "received on": "received_on",
    "ngay nhan du": "complete_on",
    "ngay nhan du ho so": "complete_on",
    "ngay nhan du ho so hop le": "complete_on",
    "ngay ho so hop le": "complete_on",
    "complete on": "complete_on",
    "ngay ap dung phap luat": "law_date",
    "quy dinh co hieu luc tai ngay": "law_date",
    "law date": "law_date",
    "buoc": "stage",
    "trang thai": "stage",
    "tinh trang": "stage",
    "dang o buoc": "stage",
    "ho so dang o buoc nao": "stage",
    "state": "stage",
    "status": "stage",
    "stage": "stage",
    "chuyen vien": "officer",
    "chuyen vien thu ly": "officer",
    "nguoi thu ly": "officer",
    "officer": "officer",
    "han": "due_on",
    "han giai quyet": "due_on",
    "han giai quyet da dinh": "due_on",
    "ngay het han": "due_on",
    "due on": "due_on",
    "due day": "due_on",
    "ghi chu": "remarks",
    "remarks": "remarks",
    "note": "remarks",
    "notes": "remarks",
}
_ASKED_HEADS: Mapping[str, str] = {
    **_OWN_NUMBERS,
    "co quan": "body",
    "co quan duoc lay y kien": "body",
    "co quan duoc hoi": "body",
    "don vi duoc lay y kien": "body",
    "body": "body",
    "body asked": "body",
    "vai tro": "role",
    "hinh thuc": "role",
    "role": "role",
    "ngay gui": "sent_on",
    "ngay gui lay y kien": "sent_on",
    "sent on": "sent_on",
    "han tra loi": "last_day",
    "last day": "last_day",
    "ngay tra loi": "answered_on",
    "answered on": "answered_on",
    "ket qua": "outcome",
    "ket qua tra loi": "outcome",
    "y kien": "outcome",
    "outcome": "outcome",
    "so ky hieu": "symbol",
    "so ky hieu van ban tra loi": "symbol",
    "van ban tra loi": "symbol",
    "symbol": "symbol",
    "noi dung": "text",
    "noi dung tra loi": "text",
    "text": "text",
}
_TITLES = {
    **dict.fromkeys(("ho so", "cases", "ho so cases"), CASE_KIND),
    **dict.fromkeys(("lay y kien", "y kien", "consultations", "lay y kien consultations"), ASKED_KIND),
}
_BOTH = " / "


def fields_of(kind: str) -> Mapping[str, Words]:
    """Return what a column of a table may fill."""
    return CASE_FIELDS if kind == CASE_KIND else ASKED_FIELDS


def in_both(words: Words) -> str:
    """Return words in both languages, as heads and choices of a table to be filled in have them."""
    said = []
    for language in ("vi", "en"):
        with translation.override(language):
            said.append(str(words))
    return _BOTH.join(dict.fromkeys(said))


def proposed(kind: str, heads: Sequence[str]) -> dict[str, str]:
    """Return a field for each column of a table, by what its head is called; a head in two languages by either."""
    known = dict(_CASE_HEADS if kind == CASE_KIND else _ASKED_HEADS)
    known |= {_words(half): field for field, words in fields_of(kind).items() for half in in_both(words).split(_BOTH)}
    halves = {head: field for head in heads for half in head.split(_BOTH) if (field := known.get(_words(half)))}
    return mapping_by_heads(heads, known, halves)


def title_of(sheet: str) -> str:
    """Return of what the sheets with this name are; empty for a name that says nothing."""
    return _TITLES.get(_words(sheet), "")


def _words(text: str) -> str:
    return " ".join(tokens(text))
