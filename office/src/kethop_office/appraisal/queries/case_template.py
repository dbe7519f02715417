"""The workbook in which an office writes its running cases: heads in both languages, days as days, lists for choices."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.queries.imported_sites import known_systems
from kethop_office.appraisal.reading.fields import ASKED_DAYS, ASKED_KIND, CASE_DAYS, CASE_KIND, fields_of, in_both
from kethop_office.appraisal.reading.systems import System
from kethop_office.appraisal.reading.words import KIND_CHOICES, OUTCOME_CHOICES, ROLE_CHOICES, STEP_CHOICES
from kethop_office.common.tables.heads import KEEP, SKIP
from kethop_office.common.workbook import Sheet, workbook_bytes

__all__ = ["case_template"]

_CHOICES: Mapping[str, Sequence[str]] = {
    "kind": KIND_CHOICES,
    "stage": STEP_CHOICES,
    "role": ROLE_CHOICES,
    "outcome": OUTCOME_CHOICES,
}

_BOTH = " / "


def case_template() -> bytes:
    """Return the empty workbook."""
    notes = [
        (_("Hồ sơ"), _("Mỗi dòng một hồ sơ đang giải quyết. Số hồ sơ của cơ quan không trùng nhau.")),
        (
            _("Lấy ý kiến"),
            _("Mỗi dòng một văn bản đã gửi lấy ý kiến; số hồ sơ như ở trang Hồ sơ. Có thể để trống trang này."),
        ),
        (_("Ngày"), _("Nhập vào ô ngày của Excel. Ngày viết thành chữ thì ghi 2026-11-05 để không đọc được hai cách.")),
        (
            _("Ranh giới"),
            _(
                "Dán cả bảng tọa độ vào một ô, mỗi điểm một dòng: số hiệu, X (hướng Bắc), Y (hướng Đông); hoặc WKT, GeoJSON"
                " (hướng Đông, kinh độ trước). Ghi hệ tọa độ ở cột bên. Ranh giới dài hơn một ô thì nộp bằng tệp sau khi nhập."
            ),
        ),
        (_("Bước"), _("Nhập đến bước lập báo cáo; hồ sơ đã trình thẩm tra, phê duyệt thì ghi là đang lập báo cáo.")),
    ]
    systems = [_BOTH.join(dict.fromkeys(item.names.values())) for item in _systems()]
    sheets = [
        _sheet("Hồ sơ - Cases", CASE_KIND, CASE_DAYS, {**_CHOICES, "site_crs": systems} if systems else _CHOICES),
        _sheet("Lấy ý kiến - Consultations", ASKED_KIND, ASKED_DAYS, _CHOICES),
    ]
    return workbook_bytes(sheets, notes)


def _systems() -> Sequence[System]:
    """Return the coordinate systems that the template offers; without an answer of the engine the cell is filled by hand."""
    try:
        return known_systems()
    except EngineEnded:
        return ()


def _sheet(name: str, kind: str, days: Sequence[str], choices: Mapping[str, Sequence[str]]) -> Sheet:
    fields = {field: words for field, words in fields_of(kind).items() if field not in {KEEP, SKIP}}
    return Sheet(
        name,
        [in_both(words) for words in fields.values()],
        (),
        choices={place: choices[field] for place, field in enumerate(fields) if field in choices},
        days=[place for place, field in enumerate(fields) if field in days],
    )
