"""What the engine found, as it said it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["Finding", "FindingOverride", "ScreeningRun"]


class ScreeningRun(Labelled):
    """One run of the engine on a validated submission.

    Parameters
    ----------
    file : Blob or None
        ``run.json`` with trace and everything for a replay.
    error_code : str
        Code of the error that ended it: then nothing is clear, and everything must be asked again.
    opened : dict
        By layer, hashes of what its sidecar says and of its file: what a later version is compared with. Empty for runs that
        were made before the office kept it.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("đang chờ chạy")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("không hoàn thành được")

    validation = models.ForeignKey("appraisal.ValidatedSubmission", models.CASCADE, related_name="runs")
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    job = models.ForeignKey("accounts.Job", models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    pack_version = models.CharField(max_length=40, blank=True)
    pack_sha256 = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=20, blank=True)
    law_date = models.DateField()
    layers = models.JSONField(default=list)
    opened = models.JSONField(default=dict)
    site = models.JSONField(null=True, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_fields = models.JSONField(default=dict)
    requested_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="run_number_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class Finding(Labelled):
    """One finding of a run, as the engine said it.

    Parameters
    ----------
    key, topic : str
        Id in the run, and the pack's topic.
    body : dict
        Provisions, rules, missing facts and notes, as in the run.
    """

    class Outcome(models.TextChoices):
        HIT = "hit", pgettext_lazy("outcome", "Áp dụng")
        UNKNOWN = "unknown", pgettext_lazy("outcome", "Chưa xác định")
        CLEAR = "clear", pgettext_lazy("outcome", "Không áp dụng")

    run = models.ForeignKey(ScreeningRun, models.CASCADE, related_name="findings", db_index=False)
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="findings", db_index=False)
    key = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=60)
    topic_vi = models.CharField(max_length=200)
    topic_en = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    text_vi = models.TextField()
    text_en = models.TextField()
    body = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["case", "outcome"]), models.Index(fields=["run", "order"]))

    @override
    def __str__(self) -> str:
        return f"{self.key} {self.outcome}"


class FindingOverride(Labelled):
    """A finding overruled by one officer and confirmed by another.

    Parameters
    ----------
    outcome : str
        What it is taken for.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("chờ người thứ hai xác nhận")
        CONFIRMED = "confirmed", _("đã xác nhận")
        DECLINED = "declined", _("không xác nhận")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="overrides")
    outcome = models.CharField(max_length=8, choices=Finding.Outcome.choices)
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.TextField(blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.finding_id} → {self.outcome}"
