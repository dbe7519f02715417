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
    open_elements : dict
        Multiple steps that a token has come to, and whose items are not all done; with the number of this visit.
    arrived : list
        Arrows by which a token has come to a joining gateway and waits for the others.
    """

    version = models.ForeignKey("procedures.ProcedureVersion", models.PROTECT, related_name="runs")
    offices = models.JSONField(default=dict)
    open_elements = models.JSONField(default=dict)
    arrived = models.JSONField(default=list)
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
    visit : int
        Which time a token came to its multiple step, from 1; 0 for other steps.
    position : int
        Place among the items of its step, from 0.
    office, role, assignee : Office, str, User
        Whose work it is; the assignee may be open.
    due_on : date or None
        Last day by the legal clock; None while there is none.
    outcome : str
        What was chosen, by which gateways go on.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("chưa đến lượt")
        RUNNING = "running", _("đang thực hiện")
        PAUSED = "paused", _("tạm dừng")
        DONE = "done", _("đã xong")
        CANCELLED = "cancelled", _("không thực hiện nữa")

    run = models.ForeignKey(ProcedureRun, models.CASCADE, related_name="steps")
    definition = models.ForeignKey("procedures.StepDefinition", models.PROTECT, related_name="instances")
    item = models.CharField(max_length=40, blank=True)
    visit = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
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
        constraints = (
            # whatever happens to locks, a step never runs twice at once
            models.UniqueConstraint(
                fields=["run", "definition", "item"],
                condition=models.Q(state__in=["waiting", "running", "paused"]),
                name="step_runs_once",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.definition.element} {self.state}"

    @property
    def element(self) -> str:
        """Id of the step in the drawing."""
        return self.definition.element

    @property
    def is_open(self) -> bool:
        """Whether it still waits for someone."""
        return self.state in {self.State.WAITING, self.State.RUNNING, self.State.PAUSED}
