"""A comparison as a workbook: one line for each difference, so that it can be sorted and filtered."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Finding, RescreenedCase, RescreenedPark, Rescreening
from kethop_office.appraisal.queries.rescreening.pages import cases_of, parks_of
from kethop_office.appraisal.queries.rescreening.words import change_lines, phase_of, subject_of, why_unasked
from kethop_office.appraisal.queries.shell import title_of
from kethop_office.common.figures import number_text
from kethop_office.common.levels import level_word
from kethop_office.common.workbook import Cell, Sheet

__all__ = ["rescreening_sheets"]


def rescreening_sheets(actor: Actor, row: Rescreening) -> tuple[list[Sheet], list[tuple[str, str]]]:
    """Return the tables of a comparison and its notes: everything that the reader may know of, nothing is left out."""
    cases = list(cases_of(actor, row).select_related("case").order_by("name", "id"))
    parks = list(parks_of(actor, row).select_related("park").order_by("name", "id"))
    heads = [
        *(_("Tình trạng"), _("Lý do không hỏi lại được"), _("Nội dung"), _("Thay đổi")),
        *(_("Trước: kết quả"), _("Trước: nội dung"), _("Sau: kết quả"), _("Sau: nội dung")),
        *(_("Xử lý"), _("Lý do giữ nguyên"), _("So sánh lúc"), _("Độ mật")),
    ]
    case_rows = [[one.case.reference, title_of(one.case), *cells] for one in cases for cells in _cells(one)]
    park_rows = [[one.park.code, one.park.name, *cells] for one in parks for cells in _cells(one)]
    return [
        Sheet(_("Hồ sơ"), [_("Mã hồ sơ"), _("Tên"), *heads], case_rows),
        Sheet(_("Khu công nghiệp"), [_("Mã khu"), _("Tên"), *heads], park_rows),
    ], _notes(actor, row, len(cases), len(parks))


def _cells(one: RescreenedCase | RescreenedPark) -> Iterator[list[Cell]]:
    """Yield a line for each difference; one line without any for what has none."""
    ends: list[Cell] = [
        str(one.get_settlement_display()) if one.needs_settling or one.settlement else "",
        one.reason,
        timezone.localtime(one.compared_at).date() if one.compared_at else None,
        str(level_word(one.level)),
    ]
    state = str(one.get_state_display())
    why = why_unasked(one) if one.code else ""
    lines = change_lines(one)
    if not lines:
        yield [state, why, "", "", "", "", "", "", *ends]
    for line in lines:
        outcomes = [str(Finding.Outcome(value).label) if value else "" for value in (line.before, line.now)]
        yield [state, why, line.label, line.what, outcomes[0], line.was, outcomes[1], line.becomes, *ends]


def _notes(actor: Actor, row: Rescreening, cases: int, parks: int) -> list[tuple[str, str]]:
    return [
        (_("So sánh"), subject_of(row)),
        (_("Giai đoạn"), phase_of(row)),
        (_("Giao lúc"), timezone.localtime(row.ordered_at).strftime("%d/%m/%Y %H:%M")),
        (_("Người xuất"), actor.title),
        (_("Số hồ sơ"), number_text(cases)),
        (_("Số khu"), number_text(parks)),
        (_("Phạm vi"), _("Chỉ gồm hồ sơ mà tài khoản này thụ lý và khu mà tài khoản này được xem.")),
        (
            _("Lưu ý"),
            _("So sánh không thay đổi hồ sơ nào. “Chưa so sánh” và “không hỏi lại được” không phải là không thay đổi."),
        ),
    ]
