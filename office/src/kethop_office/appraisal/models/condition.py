"""Conditions: the library of a body, and those of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["DecisionCondition", "ModelCondition", "Trigger"]


class Trigger(models.TextChoices):
    """Before what a condition must be met."""

    BEFORE_DECISION = "before_decision", _("trước khi ban hành quyết định")
    BEFORE_PERMIT = "before_permit", _("trước khi cấp phép xây dựng")
    BEFORE_START = "before_start", _("trước khi khởi công")
    DURING_WORKS = "during_works", _("trong khi thi công")
    BEFORE_USE = "before_use", _("trước khi đưa vào sử dụng")
    LASTING = "lasting", _("trong suốt thời gian hoạt động")


class ModelCondition(Labelled):
    """A condition ready to be used, of one office, with versions."""

    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="model_conditions")
    code = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    text_vi = models.TextField()
    text_en = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    trigger = models.CharField(max_length=16, choices=Trigger.choices)
    evidence = models.CharField(max_length=300, blank=True)
    is_retired = models.BooleanField(default=False)
    is_illustrative = models.BooleanField(default=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        # Once a level: what is taken at a level says nothing to those below it.
        constraints = (
            models.UniqueConstraint(fields=["office", "code", "number", "level"], name="model_condition_once"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class DecisionCondition(Labelled):
    """A condition of a case, from the reply that asked for it to the decision.

    Parameters
    ----------
    asked_by : Office or None
        Office that asked for it; ``asked_by_vi`` where it has no account.
    asked_text, text : str
        As asked, and as it goes into the decision.
    due_on : date or None
        A fixed day, where there is one.
    duplicate_of : DecisionCondition or None
        Another one that says the same, as an officer found; nothing is joined by itself.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("được đề nghị")
        TAKEN_UP = "taken_up", _("tiếp thu")
        TAKEN_UP_CHANGED = "taken_up_changed", _("tiếp thu, sửa lời")
        NOT_TAKEN_UP = "not_taken_up", _("không tiếp thu, có giải trình")
        SUPERSEDED = "superseded", _("được thay thế")

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="conditions")
    response = models.ForeignKey("appraisal.Response", models.CASCADE, null=True, blank=True, related_name="conditions")
    finding = models.ForeignKey("appraisal.Finding", models.SET_NULL, null=True, blank=True, related_name="conditions")
    model = models.ForeignKey(ModelCondition, models.PROTECT, null=True, blank=True, related_name="uses")
    asked_by = models.ForeignKey("accounts.Office", models.PROTECT, null=True, blank=True, related_name="+")
    asked_by_vi = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    asked_text = models.TextField()
    text = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)
    trigger = models.CharField(max_length=16, choices=Trigger.choices)
    evidence = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ASKED)
    explanation = models.TextField(blank=True)
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="duplicates")
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")
    version = models.PositiveIntegerField(default=1)

    @override
    def __str__(self) -> str:
        return self.text[:60]
