"""The list as tables to take away: only what the reader may see, with what was left out."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kethop_office.accounts.models import ClassificationLevel
from kethop_office.appraisal.models import Case, Finding, ScreeningRun
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.rows import CaseRow, case_rows
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.common.figures import date_text, datetime_text
from kethop_office.common.workbook import Cell

__all__ = [
    "AT_ONCE",
    "MOST_ROWS",
    "described",
    "export_heads",
    "export_notes",
    "export_row",
    "exported_rows",
    "latest_findings",
]

AT_ONCE = 5_000
MOST_ROWS = 100_000
_BATCH = 500


def exported_rows(reader: Reader, cases: QuerySet[Case]) -> Iterator[CaseRow]:
    """Yield the lines of a list by reference, at most ``MOST_ROWS``, a batch of rows at a time."""
    keys = list(cases.order_by("reference", "id").values_list("pk", flat=True)[:MOST_ROWS])
    for start in range(0, len(keys), _BATCH):
        batch = Case.objects.visible_to(reader.actor).filter(pk__in=keys[start : start + _BATCH])
        yield from case_rows(reader, batch.select_related("lead_office", "officer").order_by("reference", "id"))


def export_heads() -> list[str]:
    """Return the heads of the columns."""
    return [
        _("Mã hồ sơ"),
        _("Tên"),
        _("Địa bàn"),
        _("Giai đoạn"),
        _("Hạn"),
        _("Số ngày làm việc còn lại"),
        _("Chuyên viên"),
        _("Cơ quan chủ trì"),
        _("Chủ đầu tư, cơ quan trình"),
        _("Ngày nhận"),
        _("Diện tích (ha)"),
        _("Loại"),
        _("Ngành (VSIC 2018)"),
        _("Độ mật"),
        _("Kinh độ WGS 84"),
        _("Vĩ độ WGS 84"),
    ]


def export_row(row: CaseRow) -> list[Cell]:
    """Return the cells of a line, in the order of ``export_heads``."""
    left = row.clock.left if row.clock.state == Case.Clock.RUNNING else None
    return [
        row.reference,
        row.title,
        row.place,
        row.stage_label,
        row.due_on,
        left,
        row.officer,
        row.office,
        row.proponent,
        row.filed_on,
        row.area_ha,
        row.kind,
        row.sector,
        row.level,
        row.lon,
        row.lat,
    ]


def export_notes(
    reader: Reader, filters: Sequence[tuple[str, str]], rows: Sequence[CaseRow], *, left_out: str = ""
) -> list[tuple[str, str]]:
    """Return what the sheet "Đọc tôi" says."""
    ranks = Case.objects.visible_to(reader.actor).filter(pk__in=[row.key for row in rows][:AT_ONCE])
    highest = max(ranks.values_list("level", flat=True).distinct(), default=0)
    level = ClassificationLevel.objects.filter(rank=highest).first()
    asked = "; ".join(f"{name}: {value}" for name, value in filters) or _("không lọc")
    return [
        (_("Nội dung"), _("Danh sách hồ sơ thẩm định")),
        (_("Điều kiện lọc"), asked),
        (_("Lúc xuất"), datetime_text(reader.actor.at)),
        (_("Người xuất"), reader.actor.title),
        (_("Độ mật cao nhất"), str(level) if level else str(highest)),
        (_("Số hồ sơ"), str(len(rows))),
        (_("Đã bỏ lại"), left_out or _("không có dòng nào trong phạm vi của tài khoản này")),
        (
            _("Ngày trong tệp"),
            _("ngày thật của Excel, hiện theo mẫu ngày/tháng/năm, ví dụ %s") % date_text(reader.actor.at.date()),
        ),
        (_("Thời hạn"), _("hạn gần nhất còn mở đối với hồ sơ đơn vị thụ lý, hạn của hồ sơ đối với hồ sơ khác")),
    ]


def latest_findings(reader: Reader, cases: Sequence[CaseRow]) -> Iterator[tuple[str, Finding]]:
    """Yield reference and finding of the last finished run of each case that the reader carries."""
    references = {row.key: row.reference for row in cases if row.is_carried}
    keys = list(references)
    for start in range(0, len(keys), _BATCH):
        done = ScreeningRun.objects.visible_to(reader.actor).filter(case__in=keys[start : start + _BATCH], state="done")
        runs = dict(done.order_by("number").values_list("case_id", "id"))
        rows = Finding.objects.visible_to(reader.actor).filter(run__in=runs.values()).order_by("case_id", "order")
        for finding in rows:
            yield references[finding.case_id], finding


def described(filters: CaseFilters) -> list[tuple[str, str]]:
    """Return filters as name and value, as they stand in an address."""
    plain = filters.plain()
    return [(name, ", ".join(value) if isinstance(value, list) else value) for name, value in plain.items()]
