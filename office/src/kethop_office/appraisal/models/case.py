"""A case: the file of one proposal in the office."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

NO_DAY = date(9999, 12, 31)
NO_AREA = Decimal(-1)

__all__ = ["Case", "CaseEvent", "CaseLink", "CaseUnit", "ReferenceSeries"]


class ReferenceSeries(models.Model):
    """The last number given in a series: one series a year, kind and level, so that gaps tell nothing across levels."""

    key = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    @override
    def __str__(self) -> str:
        return f"{self.key}: {self.last}"


class Case(Labelled):
    """A case.

    Parameters
    ----------
    reference : str
        Case number, such as ``KH-2026-00123``.
    stage : str
        Where it stands; follows from the running steps of its procedure.
    clock : str
        State of the legal clock of the case.
    due_on : date or None
        Last day of the case's own period; None where no provision or local setting gives one, or while it is paused.
    next_due_on : date or None
        Earliest last day of anything open in the case: what the list is sorted by.
    has_unknown : bool
        Whether a finding of the last run is unknown and not settled.
    due_key, own_due_key, area_key : date, date, Decimal
        ``next_due_on``, ``due_on`` and ``area_ha`` with a value where there is none, so that a list can go on after any row.
    search_text, sort_name : str
        Folded words by which it is found (``CaseWord``); key of Vietnamese order of the title.
    lon, lat, west, south, east, north : float or None
        Inner point and extent of the site in WGS 84 degrees, for lists and tiles only.
    content_version : int
        Rises with each material change; forms carry it.
    own_number : str
        Number under which the office kept it before it had this system.
    given_due_on : date or None
        Last day that was given by hand when the case was taken over; what has stopped the clock since then moves it.
    """

    class Kind(models.TextChoices):
        PROJECT = "project", _("dự án")
        PLAN = "plan", _("quy hoạch, kế hoạch")

    class Stage(models.TextChoices):
        FILED = "filed", _("chờ tiếp nhận")
        VALIDATION = "validation", _("chờ kiểm tra hợp lệ")
        COMPLETION = "completion", _("chờ bổ sung")
        SCREENING = "screening", _("đang sàng lọc")
        CONSULTATION = "consultation", _("đang lấy ý kiến")
        REPORT = "report", _("đang lập báo cáo")
        REVIEW = "review", _("đang thẩm tra")
        APPROVAL = "approval", _("chờ phê duyệt")
        DECISION = "decision", _("chờ ban hành quyết định")
        APPROVED = "approved", _("đã phê duyệt")
        REFUSED = "refused", _("đã từ chối")
        RETURNED = "returned", _("đã trả lại")
        WITHDRAWN = "withdrawn", _("đã rút")

    class Clock(models.TextChoices):
        NOT_STARTED = "not_started", _("chưa tính thời hạn")
        RUNNING = "running", _("đang tính")
        PAUSED = "paused", _("đang tạm dừng")
        STOPPED = "stopped", _("đã kết thúc")

    reference = models.CharField(max_length=30)
    own_number = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    proponent_name = models.CharField(max_length=200)
    proponent = models.ForeignKey("accounts.Office", models.PROTECT, null=True, blank=True, related_name="filed_cases")
    lead_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="cases")
    officer = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="cases")
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.FILED)
    clock = models.CharField(max_length=12, choices=Clock.choices, default=Clock.NOT_STARTED)
    procedure = models.OneToOneField("procedures.ProcedureRun", models.PROTECT, null=True, related_name="case")
    pack = models.CharField(max_length=60, default="vn")
    filed_on = models.DateField()
    valid_on = models.DateField(null=True, blank=True)
    law_date = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    given_due_on = models.DateField(null=True, blank=True)
    due_sum = models.JSONField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    area_ha = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    sector = models.CharField(max_length=20, blank=True)
    has_unknown = models.BooleanField(default=False)
    is_illustrative = models.BooleanField(default=False)
    content_version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True)
    sort_name = models.CharField(max_length=400, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    due_key = models.GeneratedField(
        expression=Coalesce("next_due_on", models.Value(NO_DAY)), output_field=models.DateField(), db_persist=True
    )
    own_due_key = models.GeneratedField(
        expression=Coalesce("due_on", models.Value(NO_DAY)), output_field=models.DateField(), db_persist=True
    )
    area_key = models.GeneratedField(
        expression=Coalesce("area_ha", models.Value(NO_AREA)),
        output_field=models.DecimalField(max_digits=14, decimal_places=4),
        db_persist=True,
    )
    amendment_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["lead_office", "stage", "due_key", "id"]),
            models.Index(fields=["lead_office", "due_key", "id"]),
            models.Index(fields=["due_key", "id"]),
            models.Index(fields=["own_due_key", "id"]),
            models.Index(fields=["filed_on", "id"]),
            models.Index(fields=["reference", "id"]),
            models.Index(fields=["sort_name", "id"]),
            models.Index(fields=["area_key", "id"]),
            models.Index(fields=["west", "east"]),
            # What a filter keeps is counted to a limit, and for each row who may know of it: the index alone answers both.
            models.Index(fields=["compartment", "level"], name="case_counted"),
            models.Index(fields=["clock", "compartment", "level"], name="case_clock"),
            models.Index(fields=["lead_office", "officer", "compartment", "level"], name="case_of_officer"),
            models.Index(
                fields=["lead_office", "compartment", "level"],
                condition=models.Q(has_unknown=True),
                name="case_unknown",
            ),
            models.Index(fields=["sector"], name="case_sector", opclasses=["varchar_pattern_ops"]),
            models.Index(
                fields=["lead_office", "own_number"], condition=~models.Q(own_number=""), name="case_own_number"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def shown_title(self) -> str:
        """Title in the reader's language, as far as it was entered."""
        return self.title_en if self.title_en and get_language() == "en" else self.title

    @property
    def is_open(self) -> bool:
        """Whether the case still goes on."""
        return self.stage not in {self.Stage.APPROVED, self.Stage.REFUSED, self.Stage.RETURNED, self.Stage.WITHDRAWN}


class CaseUnit(Labelled):
    """A province or commune of the site, as declared or as measured."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="units")
    code = models.CharField(max_length=10, db_index=True)
    name = models.CharField(max_length=120)
    province_code = models.CharField(max_length=4, db_index=True)
    share = models.DecimalField(max_digits=6, decimal_places=5, null=True, blank=True)
    is_declared = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return self.name


class CaseEvent(Labelled):
    """What happened in the case, for officers (the audit log is another thing).

    Parameters
    ----------
    code : str
        Kind of event, such as ``inquiry.sent``; the sentence is the page's.
    fields : dict
        What fills the sentence.
    salt : str
        With which the audit log hashes the fields, so that nobody guesses them from the log.
    office : Office or None
        In which office; a reader who may not know that this office takes part does not see the row.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    code = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)
    office = models.ForeignKey("accounts.Office", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    is_internal = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "at"]),)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class CaseLink(Labelled):
    """Two cases that belong together."""

    class Relation(models.TextChoices):
        SAME_SITE = "same_site", _("cùng khu đất")
        SAME_PROPONENT = "same_proponent", _("cùng chủ đầu tư")
        FOLLOWS = "follows", _("tiếp theo hồ sơ")
        OTHER = "other", _("liên quan khác")

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, models.CASCADE, related_name="linked_from")
    relation = models.CharField(max_length=16, choices=Relation.choices)
    reason = models.CharField(max_length=300, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.relation} {self.other_id}"
