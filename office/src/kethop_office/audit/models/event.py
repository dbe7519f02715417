"""One act."""

from django.db import models
from typing_extensions import override

__all__ = ["AuditEvent"]


class AuditEvent(models.Model):
    """One act, chained to the one before; written by ``audit.actions.record`` only, never changed.

    Parameters
    ----------
    seq : int
        1, 2, 3 without gaps.
    prev, hash : str
        Hash of the event before (64 zeros for the first) and SHA-256 of ``0x00 ‖ prev ‖ body``, in hexadecimal digits.
    body : str
        Canonical JSON: ``v, node, seq, at, actor, acting_for, act, object, level, compartment, req, detail``, and where they apply
        ``clock_back`` and ``told_at``; version 1 had no ``req``. Holds no classified text and no name of a person.
    level : int
        Rank of the object's level.
    at : datetime
        The machine's clock when it was written, never earlier than the event before.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    prev = models.CharField(max_length=64)
    body = models.TextField()
    hash = models.CharField(max_length=64, unique=True)
    act = models.CharField(max_length=60, db_index=True)
    object_key = models.CharField(max_length=100, db_index=True)
    level = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return f"{self.seq} {self.act}"
