"""What the proponent filed, and what an officer froze as valid."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["CompletionRequest", "ProposalDraft", "Submission", "SubmissionFile", "ValidatedSubmission"]


class ProposalDraft(Labelled):
    """A proposal that is being written, step by step; it becomes a submission when it is sent.

    Parameters
    ----------
    answers : dict
        What was entered, by step: ``kind``, ``details``, ``site``, ``heights``, ``files``.
    site_file, site_name : Blob, str
        The site as delivered.
    case : Case or None
        The case that it completes or amends.
    deleted_at : datetime or None
        Put away by its author, who may take it back.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="proposal_drafts")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    site_file = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    site_name = models.CharField(max_length=200, blank=True)
    case = models.ForeignKey("appraisal.Case", models.CASCADE, null=True, blank=True, related_name="drafts")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return str(self.answers.get("details", {}).get("title", self.pk))


class Submission(Labelled):
    """A file as filed: never changed.

    Parameters
    ----------
    number : int
        1 for the first; a supplement is the next.
    proposal : Blob
        The proposal file (YAML) made from the form or delivered as it is.
    site, site_name : Blob, str
        The site file as delivered.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    site = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    site_name = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    filed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="submission_number_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class SubmissionFile(Labelled):
    """A document of the file.

    Parameters
    ----------
    component : str
        Which document required in the file it is, as entered.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    blob = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    component = models.CharField(max_length=120, blank=True)

    @override
    def __str__(self) -> str:
        return self.name


class ValidatedSubmission(Labelled):
    """The file that an officer froze as valid: what is screened, asked and decided on.

    Parameters
    ----------
    complete_on : date
        Day on which the complete file was received: the clock starts on the next.
    law_date : date
        The law of this day holds.
    checklist : list
        Each thing checked, with the officer's answer.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="validations")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="validations")
    number = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    complete_on = models.DateField()
    law_date = models.DateField()
    checklist = models.JSONField(default=list)
    note = models.TextField(blank=True)
    frozen_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="validation_number_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class CompletionRequest(Labelled):
    """A request to complete the file (form F4)."""

    class State(models.TextChoices):
        SENT = "sent", _("đã gửi")
        ANSWERED = "answered", _("đã bổ sung")
        LAPSED = "lapsed", _("không bổ sung")

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="completion_requests")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="completion_requests")
    items = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    answered_by = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="answers_request")

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
