"""Recommendation, review, approvals by level, and the decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled
from kethop_office.common.models import Keyed

__all__ = ["Approval", "ApprovalLevel", "CaseDecision", "Recommendation", "Review"]


class Recommendation(Labelled):
    """What the officer proposes to decide; part of the approved content."""

    class Proposal(models.TextChoices):
        APPROVE = "approve", _("phê duyệt")
        APPROVE_WITH_CONDITIONS = "approve_with_conditions", _("phê duyệt kèm điều kiện")
        REFUSE = "refuse", _("không phê duyệt")

    case = models.OneToOneField("appraisal.Case", models.CASCADE, related_name="recommendation")
    proposal = models.CharField(max_length=24, choices=Proposal.choices)
    reasons = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.proposal


class Review(Labelled):
    """What a second officer says of a report version. Never its own author.

    Parameters
    ----------
    section_notes : dict
        What is to be changed, by key of the section.
    """

    class Action(models.TextChoices):
        ACCEPTED = "accepted", _("đồng ý")
        RETURNED = "returned", _("trả lại để chỉnh sửa")

    report = models.ForeignKey("appraisal.ReportVersion", models.CASCADE, related_name="reviews")
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="reviews")
    action = models.CharField(max_length=10, choices=Action.choices)
    note = models.TextField(blank=True)
    section_notes = models.JSONField(default=dict)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.action


class ApprovalLevel(Keyed):
    """A level through which the reports of an office go.

    Parameters
    ----------
    lead_office : Office
        Whose cases.
    rank : int
        1 is asked first.
    office, role : Office, str
        Who approves on this level; distinct persons on all levels.
    """

    lead_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="approval_levels")
    rank = models.PositiveSmallIntegerField()
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, default="approver")
    title_vi = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lead_office", "rank"], name="approval_level_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.lead_office} {self.rank}"


class Approval(Labelled):
    """An approval of one level, bound to the hash of what was approved.

    Parameters
    ----------
    rank : int
        1 for the first level.
    content_hash : str
        Hash of the report version.
    voided_at, void_changes : datetime, list
        When a material change made it fall, and what changed.
    """

    class Action(models.TextChoices):
        APPROVED = "approved", _("phê duyệt")
        RETURNED = "returned", _("trả lại để chỉnh sửa")

    report = models.ForeignKey("appraisal.ReportVersion", models.CASCADE, related_name="approvals")
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="approvals")
    rank = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    content_hash = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    delegation = models.ForeignKey("accounts.Delegation", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_changes = models.JSONField(default=list)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.rank} {self.action}"


class CaseDecision(Labelled):
    """The decision.

    Parameters
    ----------
    number : str
        Number and symbol of the decision.
    reasons : str
        Why, for a refusal always.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("phê duyệt")
        APPROVED_WITH_CONDITIONS = "approved_with_conditions", _("phê duyệt kèm điều kiện")
        REFUSED = "refused", _("không phê duyệt")

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="decisions")
    report = models.ForeignKey("appraisal.ReportVersion", models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    reasons = models.TextField(blank=True)
    number = models.CharField(max_length=60)
    dated = models.DateField()
    content_hash = models.CharField(max_length=64)
    signed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    delegation = models.ForeignKey("accounts.Delegation", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.TextField(blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
