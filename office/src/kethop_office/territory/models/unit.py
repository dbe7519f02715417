"""Administrative units. They are public: no label."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

__all__ = ["Unit", "UnitChange", "UnitName"]


class Unit(models.Model):
    """A province, district or commune for a time.

    Parameters
    ----------
    key : str
        ``commune:08338`` for a present unit, ``commune:08338:old`` for one until 30 June 2025: the two may share a code.
    type : str
        ``xã``, ``phường``, ``thị trấn`` … as in its name.
    valid_from, valid_to : date or None
        First and last day; None where it is not known, or still lasts.
    wording : str
        What the resolution says it was made of.
    doubts : list of str
        What sources differ on.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("cấp tỉnh")
        DISTRICT = "district", _("cấp huyện")
        COMMUNE = "commune", _("cấp xã")

    key = models.CharField(max_length=24, primary_key=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    code = models.CharField(max_length=8, db_index=True)
    other_code = models.CharField(max_length=8, blank=True, db_index=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=100, blank=True)
    type = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    wording = models.TextField(blank=True)
    doubts = models.JSONField(default=list)

    @override
    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Type and name, such as "Xã Tam Đa"."""
        return f"{self.type[:1].upper()}{self.type[1:]} {self.name}".strip()

    @property
    def is_present(self) -> bool:
        """Whether it still lasts."""
        return self.valid_to is None


class UnitName(models.Model):
    """A folded name under which a unit is found: with and without its type."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    folded = models.CharField(max_length=100, db_index=True)

    @override
    def __str__(self) -> str:
        return self.folded


class UnitChange(models.Model):
    """One unit became (a part of) another on 1 July 2025, or in the merger before that."""

    class Extent(models.TextChoices):
        WHOLE = "whole", _("toàn bộ")
        PART = "part", _("một phần, chưa rõ tỷ lệ")

    before = models.ForeignKey(Unit, models.CASCADE, related_name="became")
    after = models.ForeignKey(Unit, models.CASCADE, related_name="made_of")
    extent = models.CharField(max_length=5, choices=Extent.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["before", "after"], name="unit_change_once"),)

    @override
    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
