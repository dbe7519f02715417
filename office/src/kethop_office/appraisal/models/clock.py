"""What stops and what lengthens a legal period."""

from django.db import models
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["Extension", "Suspension"]


class Suspension(Labelled):
    """A stop of the clock of a case, or of one inquiry, with its real days.

    Parameters
    ----------
    first, last : date
        First and last day not counted; ``last`` None while it lasts.
    cause : str
        ``completion``, ``more_information`` or ``other``.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="suspensions")
    inquiry = models.ForeignKey("appraisal.Inquiry", models.CASCADE, null=True, blank=True, related_name="suspensions")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=20)
    reason = models.TextField()
    started_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    @override
    def __str__(self) -> str:
        return f"{self.case_id} {self.first} – {self.last or ''}"


class Extension(Labelled):
    """Days added to a period, within a cap, by whom and why."""

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="extensions")
    inquiry = models.ForeignKey("appraisal.Inquiry", models.CASCADE, null=True, blank=True, related_name="extensions")
    days = models.PositiveSmallIntegerField()
    cap = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=300)
    reason = models.TextField()
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.case_id} +{self.days}"
