"""A change of a label: raised by one person, lowered by two."""

from django.db import models
from typing_extensions import override

from kethop_office.accounts.models.labels import Labelled

__all__ = ["LabelChange"]


class LabelChange(Labelled):
    """A wish to change, or a change of, the label of everything in a compartment.

    Its own label is the higher of the two, and stays: what was secret about the change is not told by its end.

    Parameters
    ----------
    from_level, to_level : int
        Ranks before and after.
    text_sha256 : str
        Hash of everything whose label is to fall, as it was when the wish was written; empty for a label that rises.
    records : int
        How many rows that is.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        DONE = "done"
        DECLINED = "declined"

    from_level = models.PositiveSmallIntegerField()
    to_level = models.PositiveSmallIntegerField()
    reason = models.TextField()
    text_sha256 = models.CharField(max_length=64, blank=True)
    records = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.TextField(blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.from_level} → {self.to_level} ({self.state})"
