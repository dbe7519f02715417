"""A procedure as drawn, and its steps."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models import Keyed
from kethop_office.procedures.naming import named

__all__ = ["ProcedureVersion", "StepDefinition"]


class ProcedureVersion(Keyed):
    """A procedure as it was drawn on a day.

    Parameters
    ----------
    key : str
        Name of the procedure, such as ``project_appraisal``.
    sha256 : str
        Hash of the drawing.
    bpmn : str
        The drawing, BPMN 2.0.
    graph : dict
        The subset read from it: nodes, flows with their outcome, lanes and messages with their labels.
    is_current : bool
        New runs begin on it; one version of a key is.
    """

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    pack = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    bpmn = models.TextField()
    graph = models.JSONField()
    taken_in_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key", "number"], name="procedure_number_once"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(is_current=True), name="procedure_current_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    @property
    def name(self) -> str:
        """Name in the reader's language."""
        return named(self.name_vi, self.name_en)


class StepDefinition(Keyed):
    """One step of a version.

    Parameters
    ----------
    element : str
        Id in the drawing.
    kind : str
        ``user`` or ``rule``.
    lane : str
        Role that does it.
    is_multiple : bool
        Runs once for each item (each inquiry, each level of approval).
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="steps")
    element = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    lane = models.CharField(max_length=20)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    is_multiple = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "element"], name="step_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.version} {self.element}"
