"""Offices: who files, asks, answers and decides."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["Office"]


class Office(Keyed):
    """An office, or a proponent with an account.

    Parameters
    ----------
    body : str
        Key of the body in the pack, such as ``provincial_military_command``; empty for a proponent.
    province : str
        Code of the province it serves; empty for a central office.
    symbol : str
        Letters of its documents, such as ``STC``.
    issuing_parent_vi : str
        Name printed above its own on letters.
    parent : Office or None
        The level above, which steps in.
    """

    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("cơ quan nhà nước")
        MILITARY = "military", _("cơ quan quân sự")
        POLICE = "police", _("cơ quan công an")
        PROPONENT = "proponent", _("chủ đầu tư, cơ quan trình")

    ADMINISTRATION = "office_administration"
    """Body of the office of those who keep the system: no body of law, and asked about no case."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    body = models.CharField(max_length=60, blank=True, db_index=True)
    province = models.CharField(max_length=4, blank=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    short_vi = models.CharField(max_length=60)
    short_en = models.CharField(max_length=60)
    symbol = models.CharField(max_length=20, blank=True)
    issuing_parent_vi = models.CharField(max_length=200, blank=True)
    seat_vi = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    is_illustrative = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Full name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def short(self) -> str:
        """Short name, for tables, in the reader's language."""
        return self.short_en if get_language() == "en" else self.short_vi
