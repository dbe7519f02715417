"""What an account's calendar feed has said."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["FeedEntry"]


class FeedEntry(Keyed):
    """One all-day event of a feed; its key is the event's UID and stays.

    Parameters
    ----------
    task_key : str
        What the entry is about: hash of path, verb and whether it warns.
    day : date
        The day it stands on.
    text : str
        Number and verb, nothing else.
    sequence : int
        How often it has changed.
    cancelled_at : datetime or None
        When it fell away; told as cancelled for 30 days.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="feed_entries")
    task_key = models.CharField(max_length=64)
    day = models.DateField()
    text = models.CharField(max_length=300)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "task_key"], name="feed_entry_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.text}"
