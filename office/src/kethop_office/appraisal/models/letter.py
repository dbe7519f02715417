"""Letters in and out, in the order of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["Letter"]


class Letter(Labelled):
    """A document that came in or went out.

    Parameters
    ----------
    form : str
        ``F1`` to ``F11`` for one made here; empty for one that came in.
    content : dict
        What the form was filled with, so that it can be set again.
    number, symbol : str
        Given by the registry clerk; a draft has none.
    replaces : Letter or None
        The letter in whose place this one was issued.
    """

    class Direction(models.TextChoices):
        OUT = "out", _("văn bản đi")
        IN = "in", _("văn bản đến")

    class State(models.TextChoices):
        DRAFT = "draft", _("dự thảo")
        ISSUED = "issued", _("đã phát hành")
        REPLACED = "replaced", _("được thay thế")

    case = models.ForeignKey("appraisal.Case", models.CASCADE, related_name="letters")
    inquiry = models.ForeignKey("appraisal.Inquiry", models.SET_NULL, null=True, blank=True, related_name="letters")
    response = models.ForeignKey("appraisal.Response", models.SET_NULL, null=True, blank=True, related_name="letters")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="letters")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    form = models.CharField(max_length=4, blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)
    arrival_number = models.CharField(max_length=20, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    abstract = models.CharField(max_length=300)
    signer = models.CharField(max_length=120, blank=True)
    addressee = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    pdf = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")
    scan = models.ForeignKey("common.Blob", models.PROTECT, null=True, blank=True, related_name="+")
    scan_name = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "made_at"]), models.Index(fields=["office", "direction", "dated"]))

    @override
    def __str__(self) -> str:
        return f"{self.number}/{self.symbol} {self.abstract}"
