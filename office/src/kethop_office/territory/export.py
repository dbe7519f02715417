"""Units as a workbook: codes as text, nothing taken for a formula."""

import io

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kethop_office.territory.queries import Resolution

__all__ = ["workbook"]


def workbook(found: Resolution, language: str) -> bytes:
    """Return one row for each unit of the day that each reading leads to."""
    buffer = io.BytesIO()
    with (
        translation.override(language),
        xlsxwriter.Workbook(
            buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book,
    ):
        sheet = book.add_worksheet(pgettext("territory", "Đơn vị"))
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        heads = [
            _("Mã"),
            _("Tên"),
            _("Đến ngày"),
            _("Thành mã"),
            _("Thành đơn vị"),
            _("Thuộc"),
            _("Phần"),
            _("Điểm chưa rõ"),
        ]
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        row = 0
        for item in found.candidates:
            ends = item.named.valid_to.strftime("%d/%m/%Y") if item.named.valid_to else ""
            for unit in item.units or (None,):
                row += 1
                extent = _("một phần") if item.is_part else _("toàn bộ")
                after = (unit.code, unit.full_name, str(unit.parent or ""), extent) if unit else ("", "", "", "")
                cells = [item.named.code, item.named.full_name, ends, *after, " ".join(item.doubts)]
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell, text)
        sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)
        sheet.autofit()
    return buffer.getvalue()
