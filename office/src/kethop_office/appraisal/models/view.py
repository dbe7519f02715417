"""Saved views of the case list: filters, never results."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["SavedView"]


class SavedView(Keyed):
    """A named set of filters, columns and order; of one account, or shared in its office."""

    name = models.CharField(max_length=80)
    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, blank=True, related_name="saved_views")
    office = models.ForeignKey("accounts.Office", models.CASCADE, null=True, blank=True, related_name="saved_views")
    filters = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    sort = models.CharField(max_length=30, blank=True)

    @override
    def __str__(self) -> str:
        return self.name
