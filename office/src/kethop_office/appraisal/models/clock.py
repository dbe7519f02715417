"""What stops and what lengthens a legal period."""

from django.db import models
from typing_extensions import override

from kethop_office.accounts.models import Labelled
from kethop_office.common.models import Keyed

__all__ = ["Extension", "LocalPeriod", "Suspension"]


class Suspension(Labelled):
    """A stop of the clock of a case, or of one inquiry, with its real days.

    Parameters
    ----------
    first, last : date
        First and last day not counted; ``last`` None while it lasts, the day before ``first`` where no day was lost.
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


class LocalPeriod(Keyed):
    """A period that an office has set for itself where the law read here states none; pages say that it is local.

    Parameters
    ----------
    case_kind : str
        Kind of case that it holds for.
    days, unit : int, str
        Length, in ``working days`` or ``days``.
    document : str
        The paper that sets it, with number and date.
    """

    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="local_periods")
    case_kind = models.CharField(max_length=10)
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16)
    document = models.CharField(max_length=300)
    starts = models.DateField()
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.office} {self.case_kind} {self.days} {self.unit}"
