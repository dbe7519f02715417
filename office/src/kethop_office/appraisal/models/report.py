"""The appraisal report: sections that are edited, versions that are frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["OpinionTreatment", "ReportSection", "ReportVersion"]


class ReportSection(Labelled):
    """A section of the draft: facts prepared by the system and locked, text by the officer.

    Parameters
    ----------
    key : str
        ``grounds``, ``file``, ``content``, ``opinions``, ``conditions``, ``conclusion`` or a free one.
    prepared : dict
        Blocks made from the case's records; made anew while the report is a draft.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="report_sections")
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    prepared = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "key"], name="report_section_once"),)

    @override
    def __str__(self) -> str:
        return self.heading


class ReportVersion(Labelled):
    """A report as sent to review or approval.

    Parameters
    ----------
    content : dict
        Everything that an approval binds to: proposal, findings, opinions, conditions, sections, recommendation.
    content_hash : str
        SHA-256 of its canonical JSON.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="report_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    pdf = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="report_version_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class OpinionTreatment(Labelled):
    """A row of the table of opinions taken up and explained."""

    class Treatment(models.TextChoices):
        TAKEN_UP = "taken_up", _("tiếp thu")
        IN_PART = "in_part", _("tiếp thu một phần")
        EXPLAINED = "explained", _("giải trình")

    response = models.ForeignKey("appraisal.Response", models.CASCADE, related_name="treatments")
    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="treatments")
    order = models.PositiveSmallIntegerField(default=0)
    opinion = models.TextField()
    treatment = models.CharField(max_length=10, choices=Treatment.choices, blank=True)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    @override
    def __str__(self) -> str:
        return self.opinion[:60]
