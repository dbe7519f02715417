"""What every file of rows has on its way in, whatever its rows are of: each row is kept, whatever becomes of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["FileDoubt", "FileRow", "FileRun"]


class FileRun(Labelled):
    """One import of one file.

    Parameters
    ----------
    sheets : list
        What was found in the file: ``name``, ``rows``, ``first``, ``head`` (row of the heads), ``top`` (its first rows).
    sheet, head_row, heads : int, int, list of str
        The sheet chosen (from 0), the row of its heads (as the file counts), and the heads.
    mapping : dict
        Number of a column (from 0) to the field it fills; absent columns are kept as they are, ``skip`` is left out.
    policy : str
        ``keep``: doubtful rows come in with their doubts; ``wait``: they wait to be settled.
    notes : list
        What was seen of the file or of a whole column: ``code``, ``fields``.
    blank_rows : int
        Rows without any text below the heads: not counted as rows.
    """

    class State(models.TextChoices):
        READING = "reading", _("đang đọc tệp")
        MAPPING = "mapping", _("chờ chọn cột")
        CHECKING = "checking", _("đang kiểm tra từng dòng")
        CHECKED = "checked", _("chờ quyết định nhập")
        TAKING = "taking", _("đang nhập")
        TAKEN = "taken", _("đã nhập")
        UNDONE = "undone", _("đã hoàn tác")
        FAILED = "failed", _("không đọc được tệp")

    class Policy(models.TextChoices):
        KEEP = "keep", _("Nhập cả dòng còn điểm nghi, kèm danh sách điểm nghi")
        WAIT = "wait", _("Dòng còn điểm nghi nằm chờ xử lý từng dòng")

    blob = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sheets = models.JSONField(default=list)
    sheet = models.PositiveSmallIntegerField(default=0)
    head_row = models.PositiveIntegerField(default=1)
    heads = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    policy = models.CharField(max_length=4, choices=Policy.choices, default=Policy.KEEP)
    notes = models.JSONField(default=list)
    blank_rows = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return self.file_name


class FileRow(Labelled):
    """A row of the file.

    Parameters
    ----------
    number : int
        Row in the sheet as Excel counts; of a GeoJSON file, number of the feature.
    cells : list of str
        As they came, one for each head.
    values : dict
        What was read of them, by field.
    fingerprint : str
        Hash of the values: a row that came in before changes nothing.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("đã đọc")
        KEPT = "kept", _("đã nhập")
        SAME = "same", _("đã có, không thay đổi gì")
        WAITING = "waiting", _("chờ xử lý")
        LEFT = "left", _("để ngoài, có lý do")
        UNDONE = "undone", _("đã hoàn tác")

    number = models.PositiveIntegerField()
    cells = models.JSONField()
    values = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, db_index=True)
    has_doubts = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True


class FileDoubt(Labelled):
    """Something in an imported row that may be wrong or was read with help.

    Parameters
    ----------
    code, fields : str, dict
        Key of its sentence, and what fills it.
    column, text : str
        Head of the column and the cell as it came.
    is_note : bool
        Told, but nothing to settle: the value is sure.
    """

    code = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    column = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=400, blank=True)
    is_note = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return self.code
