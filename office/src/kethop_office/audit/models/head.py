"""What leaves the machine so that a rewritten chain is found."""

from django.db import models
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["Chain", "SignedHead"]


class Chain(Keyed):
    """One row: the number by which this node's chain is told from every other, in each head.

    Parameters
    ----------
    public_key : str
        By which its heads are checked, in the form of C2SP; empty before the key is made.
    """

    public_key = models.CharField(max_length=300, blank=True)

    @override
    def __str__(self) -> str:
        return str(self.pk)


class SignedHead(models.Model):
    """A signed head of the chain.

    Parameters
    ----------
    size, root : int, str
        So many events have this RFC 9162 root (hexadecimal).
    peaks : list of str
        What the next head goes on from, so that signing one costs what is new and not the whole chain.
    note : str
        The C2SP signed note.
    cause : str
        Why it was signed.
    written_at : datetime or None
        When its file lay in the outbox; None while it waits.
    """

    class Cause(models.TextChoices):
        DAY = "day", pgettext_lazy("head", "hằng ngày")
        MANY = "many", pgettext_lazy("head", "đủ 1.000 sự kiện")
        ASKED = "asked", pgettext_lazy("head", "theo yêu cầu")

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    peaks = models.JSONField(default=list)
    note = models.TextField()
    cause = models.CharField(max_length=5, choices=Cause.choices)
    at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"
