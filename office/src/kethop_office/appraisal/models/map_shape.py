"""Shapes of base maps, kept as rows so that a page can cut tiles without opening a layer's file."""

from django.db import models
from typing_extensions import override

from kethop_office.accounts.models import Labelled

__all__ = ["MapShape"]


class MapShape(Labelled):
    """One shape of a layer that maps show.

    Parameters
    ----------
    layer : str
        Layer of the pack, such as ``communes``.
    version : str
        SHA-256 of the layer's file.
    west, south, east, north : float
        Extent in WGS 84 degrees.
    shape, coarse : bytes
        Well-known binary in WGS 84 degrees, as in the layer, and with fewer points for small scales.
    """

    layer = models.CharField(max_length=60)
    version = models.CharField(max_length=64)
    code = models.CharField(max_length=60)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    shape = models.BinaryField()
    coarse = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["layer", "west", "east"]),)

    @override
    def __str__(self) -> str:
        return f"{self.layer} {self.code}"
