"""Cases that ran before the office had this system, on their way in from a table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.registry.models.files import FileDoubt, FileRow, FileRun

__all__ = ["CaseImport", "CaseImportDoubt", "CaseImportRow"]


class CaseImport(FileRun):
    """One import of a table of cases, with a table of their consultations or without.

    Parameters
    ----------
    asked_sheet : int or None
        The sheet of consultations (from 0); None without.
    asked_head_row, asked_heads, asked_mapping : int, list, dict
        As ``head_row``, ``heads``, ``mapping``, of that sheet.
    day_order : str
        ``day`` or ``month``: which comes first in days that are written as text, as the officer has said; empty where each
        column has to show it itself.
    site_system : str
        What holds for a table of corners whose row does not say its coordinate system, as the officer has said: a code such
        as ``EPSG:9209``; ``commune``: the only one that puts it into the declared communes; empty: it is left out.
    """

    class DayOrder(models.TextChoices):
        UNSAID = "", _("theo từng cột; ngày đọc được hai cách thì để lại")
        DAY = "day", _("ngày trước, tháng sau (05/11 là ngày 5 tháng 11)")
        MONTH = "month", _("tháng trước, ngày sau (05/11 là ngày 11 tháng 5)")

    asked_sheet = models.PositiveSmallIntegerField(null=True, blank=True)
    asked_head_row = models.PositiveIntegerField(default=1)
    asked_heads = models.JSONField(default=list)
    asked_mapping = models.JSONField(default=dict)
    day_order = models.CharField(max_length=5, choices=DayOrder.choices, default=DayOrder.UNSAID, blank=True)
    site_system = models.CharField(max_length=12, blank=True)


class CaseImportRow(FileRow):
    """A row of the file.

    Parameters
    ----------
    kind : str
        Whether it is a case, or a consultation of one.
    case : Case or None
        The case that it made, or that was there already.
    made : dict
        How many rows of each kind the import left in the case, and their versions: undone only while nothing else is there.
    """

    class Kind(models.TextChoices):
        CASE = "case", _("hồ sơ")
        ASKED = "asked", _("lấy ý kiến")

    run = models.ForeignKey(CaseImport, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.CASE)
    case = models.ForeignKey("appraisal.Case", models.SET_NULL, null=True, blank=True, related_name="import_rows")
    made = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "kind", "number"], name="case_import_row_once"),)
        indexes = (models.Index(fields=["run", "kind", "state", "number"]),)

    @override
    def __str__(self) -> str:
        return f"{self.run} {self.kind} {self.number}"


class CaseImportDoubt(FileDoubt):
    """Something in an imported row of a case or a consultation that may be wrong or was read with help."""

    row = models.ForeignKey(CaseImportRow, models.CASCADE, related_name="doubts")
