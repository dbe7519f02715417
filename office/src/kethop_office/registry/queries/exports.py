"""The list of parks as a workbook."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.common import figures
from kethop_office.common.levels import level_word
from kethop_office.common.workbook import Cell, Sheet
from kethop_office.registry.models import IndustrialPark, ParkDoubt
from kethop_office.registry.queries.words import in_words

__all__ = ["MOST_ROWS", "export_notes", "export_sheets"]

MOST_ROWS = 50_000


def export_sheets(actor: Actor, parks: LabelledQuerySet[IndustrialPark]) -> list[Sheet]:
    """Return parks and their open doubts as two tables."""
    rows = list(parks.order_by("sort_name", "id")[:MOST_ROWS])
    doubts = ParkDoubt.objects.visible_to(actor).filter(park__in=parks.order_by().values("pk"))
    return [
        Sheet(_("Khu công nghiệp"), _heads(), [_row(park) for park in rows]),
        Sheet(
            _("Điểm nghi"),
            [_("Khu"), _("Cột"), _("Ô như trong tệp"), _("Điểm nghi"), _("Đã xử lý"), _("Dòng")],
            [_doubt(one) for one in doubts.select_related("park", "row")],
        ),
    ]


def export_notes(actor: Actor, sheets: Sequence[Sheet], filters: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what stands on the sheet that explains."""
    return [
        (_("Ngày giờ"), figures.datetime_text(actor.at)),
        (_("Người xuất"), actor.title),
        (_("Số khu"), figures.number_text(len(list(sheets[0].rows)))),
        (_("Độ mật cao nhất được đọc"), str(level_word(actor.rank))),
        *filters,
        (_("Giới hạn"), _("Nhiều nhất %(most)s khu; chỉ có khu mà tài khoản được đọc.") % {"most": MOST_ROWS}),
    ]


def _heads() -> list[str]:
    return [
        _("Tên"),
        _("Mã theo nguồn"),
        _("Loại"),
        _("Mã tỉnh"),
        _("Mã xã"),
        _("Địa chỉ"),
        _("Kinh độ"),
        _("Vĩ độ"),
        _("Diện tích (ha)"),
        _("Diện tích như trong nguồn"),
        _("Tình trạng"),
        _("Tỷ lệ lấp đầy (%)"),
        _("Tỷ lệ lấp đầy như trong nguồn"),
        _("Thời gian vận hành"),
        _("Chủ đầu tư hạ tầng (tổ chức)"),
        _("Ngành nghề"),
        _("Nguồn"),
        _("Ngày của số liệu"),
        _("Độ mật"),
    ]


def _row(park: IndustrialPark) -> list[Cell]:
    return [
        park.name,
        park.code,
        park.get_kind_display(),
        park.province,
        park.communes.strip(),
        park.address,
        park.lon,
        park.lat,
        park.area_ha,
        park.area_text,
        park.get_status_display(),
        park.occupancy,
        park.occupancy_text,
        park.term_text,
        park.investor,
        park.industries,
        park.source,
        park.source_on,
        str(level_word(park.level)),
    ]


def _doubt(one: ParkDoubt) -> list[Cell]:
    name = one.park.name if one.park else ""
    return [name, one.column, one.text, in_words(one.code, one.fields), one.note, one.row.number]
