"""Rows of a running procedure."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["ProcedureRun", "StepInstance"]


class ProcedureRun(Labelled):
    """A procedure that runs for one object. It stays on its version until an explicit mapping moves it.

    Parameters
    ----------
    offices : dict
        Key of the office that does the steps of a lane, by lane.
    waiting : dict
        Tokens that wait at a joining gateway, by node.
    """

    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="runs")
    offices = models.JSONField(default=dict)
    waiting = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.version} {self.pk}"


class StepInstance(Labelled):
    """A step that waits for someone, or was done.

    Parameters
    ----------
    item : str
        Key of the item of a multiple step (an inquiry, a level); empty otherwise.
    office, role, assignee : Office, str, User
        Whose work it is; the assignee may be open.
    due_on : date or None
        Last day by the legal clock; None while there is none.
    outcome : str
        What was chosen, by which gateways go on.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("đang thực hiện")
        PAUSED = "paused", _("tạm dừng")
        DONE = "done", _("đã xong")
        CANCELLED = "cancelled", _("không thực hiện nữa")

    run = models.ForeignKey(ProcedureRun, models.CASCADE, related_name="steps")
    definition = models.ForeignKey("procedures.StepDefinition", models.PROTECT, related_name="instances")
    item = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    office = models.ForeignKey("accounts.Office", models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20)
    assignee = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=["office", "state", "role", "due_on"]),
            models.Index(fields=["assignee", "state", "due_on"]),
        )

    @override
    def __str__(self) -> str:
        return f"{self.definition.element} {self.state}"
