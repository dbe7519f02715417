"""Which pack the office has applied since when: another hash than the last is a new version."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["PackSeen"]


class PackSeen(Keyed):
    """A version of the pack, as it was first found in use.

    Parameters
    ----------
    stamp : str
        Hash of names, sizes and times of its files: while it is the same nobody opens the pack again.
    """

    pack = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    stamp = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.pack} {self.version}"
