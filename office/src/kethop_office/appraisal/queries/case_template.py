"""The workbook in which an office writes its running cases: heads in both languages, days as days, lists for choices."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kethop_office.appraisal.reading.fields import ASKED_DAYS, ASKED_KIND, CASE_DAYS, CASE_KIND, fields_of, in_both
from kethop_office.appraisal.reading.words import KIND_CHOICES, OUTCOME_CHOICES, ROLE_CHOICES, STEP_CHOICES
from kethop_office.common.tables.heads import KEEP, SKIP
from kethop_office.common.workbook import Sheet, workbook_bytes

__all__ = ["case_template"]

_CHOICES = {"kind": KIND_CHOICES, "stage": STEP_CHOICES, "role": ROLE_CHOICES, "outcome": OUTCOME_CHOICES}


def case_template() -> bytes:
    """Return the empty workbook."""
    notes = [
        (_("Hồ sơ"), _("Mỗi dòng một hồ sơ đang giải quyết. Số hồ sơ của cơ quan không trùng nhau.")),
        (
            _("Lấy ý kiến"),
            _("Mỗi dòng một văn bản đã gửi lấy ý kiến; số hồ sơ như ở trang Hồ sơ. Có thể để trống trang này."),
        ),
        (_("Ngày"), _("Nhập vào ô ngày của Excel. Ngày viết thành chữ thì ghi 2026-11-05 để không đọc được hai cách.")),
        (_("Bước"), _("Nhập đến bước lập báo cáo; hồ sơ đã trình thẩm tra, phê duyệt thì ghi là đang lập báo cáo.")),
    ]
    sheets = [
        _sheet("Hồ sơ - Cases", CASE_KIND, CASE_DAYS),
        _sheet("Lấy ý kiến - Consultations", ASKED_KIND, ASKED_DAYS),
    ]
    return workbook_bytes(sheets, notes)


def _sheet(name: str, kind: str, days: Sequence[str]) -> Sheet:
    fields = {field: words for field, words in fields_of(kind).items() if field not in {KEEP, SKIP}}
    return Sheet(
        name,
        [in_both(words) for words in fields.values()],
        (),
        choices={place: _CHOICES[field] for place, field in enumerate(fields) if field in _CHOICES},
        days=[place for place, field in enumerate(fields) if field in days],
    )
