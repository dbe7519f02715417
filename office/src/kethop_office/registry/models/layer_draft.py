"""Versions of layers that were delivered and checked, and are not in use before somebody puts them there."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["LayerDraft"]


class LayerDraft(Labelled):
    """A delivered version of a layer; its label is that of its sidecar.

    Parameters
    ----------
    layer : str
        Identifier.
    sidecar, file : Blob
        As delivered; they stay after publication, so that a later version can be compared with this one.
    sha256 : str
        Of the Parquet file.
    state : str
        ``draft``, ``published`` or ``withdrawn``.
    replaced : Layer or None
        The version that was in use when this one was put there. It has a label of its own and is read by that.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("chưa đưa vào dùng")
        PUBLISHED = "published", _("đã đưa vào dùng")
        WITHDRAWN = "withdrawn", _("đã rút")

    layer = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=80, blank=True)
    label_vi = models.CharField(max_length=300, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    sidecar = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    file = models.ForeignKey("common.Blob", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    features = models.PositiveIntegerField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    replaced = models.ForeignKey("registry.Layer", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["state", "layer"]), models.Index(fields=["layer", "sha256"]))

    @override
    def __str__(self) -> str:
        return self.label or self.layer

    @property
    def label(self) -> str:
        """Name in the reader's language."""
        return (self.label_en if get_language() == "en" else self.label_vi) or self.layer

    @property
    def is_open(self) -> bool:
        """Whether it waits to be put into use."""
        return self.state == self.State.DRAFT

    @property
    def is_used(self) -> bool:
        """Whether it was put into use; a later version may have taken its place."""
        return self.state == self.State.PUBLISHED
