"""What lies on an account's desk: typed and not yet sent, told, and being worked on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models.labels import Labelled

__all__ = ["Draft", "Job", "Notice"]


class Draft(Labelled):
    """What was typed into a form and not sent.

    Parameters
    ----------
    form, object_key : str
        Which form, of which object.
    base_version : int
        Version of the object that was on the page.
    data : dict
        Field by name.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    object_key = models.CharField(max_length=100, blank=True)
    path = models.CharField(max_length=300)
    base_version = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "form", "object_key"], name="draft_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.form} {self.object_key}"


class Notice(Labelled):
    """Something an account is told; the task list stays the truth."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=60, blank=True)
    path = models.CharField(max_length=300)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["user", "-at"]),)

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Job(Labelled):
    """Work that goes on in the task worker.

    Parameters
    ----------
    kind : str
        Dotted name under which a room registered it.
    arguments : dict
        What it was asked.
    fingerprint : str
        Hash of account, kind, arguments and label: two equal jobs of one account are joined while one runs.
    stage : str
        What it is doing, as a key of a sentence; ``done`` and ``total`` fill it.
    result : dict
        What came out: a path to go to, counts, a file.
    error_code, error_fields : str, dict
        Code of the error that ended it; of an error of the engine its sentence in each language.
    incident : str
        Number of an unexpected error, the same in the log.
    worker : str
        Name of the worker that runs it, by which it is known to be interrupted when the worker is gone.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("đang chờ chạy")
        RUNNING = "running", _("đang chạy")
        DONE = "done", _("đã xong")
        FAILED = "failed", _("không hoàn thành được")
        STOPPED = "stopped", _("đã dừng")
        INTERRUPTED = "interrupted", _("bị ngắt, chưa có kết quả")

    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="jobs")
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    is_stop_asked = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    file = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_fields = models.JSONField(default=dict)
    incident = models.CharField(max_length=20, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["user", "-created_at"]),)
        constraints = (
            models.UniqueConstraint(
                fields=["fingerprint"], condition=models.Q(state__in=["queued", "running"]), name="job_once_at_a_time"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}
