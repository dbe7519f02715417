"""Layers as they were last found in the pack and in the node's folder."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["Layer"]


class Layer(Labelled):
    """One version of a layer.

    Parameters
    ----------
    layer : str
        Identifier, the same in every version.
    origin : str
        ``pack`` or ``node``: in whose folder it lies.
    sha256 : str
        Of its Parquet file as stated; with the identifier the key of a version.
    as_of, life_months, last_day
        Day whose state it shows, months until it is stale and the last day of these; None where it does not age.
    west, south, east, north : float or None
        Envelope of its extent, degrees.
    of_layer : str
        Layer whose union is its extent; empty for an envelope.
    problem : dict
        Why it cannot be read: ``code``, ``vi``, ``en``; empty when it can.
    is_current : bool
        Whether it lies in the folder now.
    retired_at : datetime or None
        Since when it is out of use by decision.
    """

    class Origin(models.TextChoices):
        PACK = "pack", _("lớp của bộ quy tắc")
        NODE = "node", _("lớp của cơ quan")

    layer = models.CharField(max_length=80, db_index=True)
    origin = models.CharField(max_length=4, choices=Origin.choices)
    kind = models.CharField(max_length=80, blank=True)
    label_vi = models.CharField(max_length=300, blank=True)
    label_en = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    licence = models.CharField(max_length=300, blank=True)
    attribution = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    features = models.PositiveIntegerField(null=True, blank=True)
    as_of = models.DateField(null=True, blank=True)
    life_months = models.PositiveIntegerField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    crs = models.CharField(max_length=40, blank=True)
    west = models.FloatField(null=True, blank=True)
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    of_layer = models.CharField(max_length=80, blank=True)
    problem = models.JSONField(default=dict, blank=True)
    is_current = models.BooleanField(default=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["layer", "origin", "sha256"], name="layer_version_once"),)
        indexes = (models.Index(fields=["is_current", "layer"]),)

    @override
    def __str__(self) -> str:
        return self.label or self.layer

    @property
    def label(self) -> str:
        """Name in the reader's language."""
        return (self.label_en if get_language() == "en" else self.label_vi) or self.layer
