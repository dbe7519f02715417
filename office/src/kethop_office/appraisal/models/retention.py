"""How long ended cases are kept, what was exported of them, and their destruction."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled
from kethop_office.common.models import Keyed

__all__ = ["CaseArchive", "Destruction", "RetentionPeriod"]


class RetentionPeriod(Keyed):
    """How long cases of a kind are kept after their end, by a decision of the place: the law read here states no period.

    Rows are only added: the one in force on a day is the last whose first day has come.

    Parameters
    ----------
    years : int or None
        Whole years after the end; None for kept without end, which also ends an earlier period.
    document : str
        The decision that it rests on, with number and date.
    starts : date
        First day in force.
    """

    case_kind = models.CharField(max_length=10)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    document = models.CharField(max_length=300)
    starts = models.DateField()
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.case_kind} {self.years}"


class CaseArchive(Labelled):
    """An archive of a case that was exported: what of it can be compared later with the file.

    Parameters
    ----------
    sha256 : str
        Of the whole zip.
    content_version : int
        Of the case when it was exported.
    """

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="archives")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    content_version = models.PositiveIntegerField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.sha256[:12]


class Destruction(Labelled):
    """A wish to destroy a case, and, when it is confirmed, the entry in the register of what was destroyed.

    It names the case by key and reference and not by a foreign key, since it stays when the case goes; the compartment of the case
    stays with it, open to the lead office alone.

    Parameters
    ----------
    ended_on, over_on : date
        End of the case, and the day from which it need not be kept.
    years, document : int, str
        The period that held, and the decision that it rests on.
    archive_sha256, deposited : str
        The archive exported before, and where it was handed over.
    salt : str
        With which the chain of events hashes reference, archive and reason.
    rows : int
        How many rows went.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("chờ lãnh đạo cơ quan xác nhận")
        TAKEN_BACK = "taken_back", _("đã rút đề nghị")
        DECLINED = "declined", _("không xác nhận")
        DONE = "done", _("đã hủy")

    case_key = models.UUIDField()
    reference = models.CharField(max_length=30)
    case_kind = models.CharField(max_length=10)
    lead_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    ended_on = models.DateField()
    over_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=300)
    archive_sha256 = models.CharField(max_length=64)
    archived_at = models.DateTimeField()
    deposited = models.CharField(max_length=300)
    reason = models.TextField()
    salt = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["lead_office", "state", "settled_at"]),)
        constraints = (
            models.UniqueConstraint(
                fields=["case_key"], condition=models.Q(state="asked"), name="destruction_asked_once"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.reference} {self.state}"
