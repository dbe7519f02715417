"""Passwords of programs: each for one program, until a day, with less than its owner may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["AppPassword"]


class AppPassword(Keyed):
    """A password with which a program of an account connects; what it opens is what the account may see at that moment.

    Parameters
    ----------
    name : str
        For which program.
    scope : str
        ``read``, or ``write`` for reading and writing.
    secret_hash : str
        SHA-256 of the secret. The secret is 32 random bytes, so that no slow hash is needed to keep it from being guessed.
    ends_on : date
        Last day.
    used_on : date or None
        Day of the last use.
    ended_at, ended_by : datetime, str
        When it was ended before its last day, and by which act.
    """

    class Scope(models.TextChoices):
        READ = "read", _("chỉ đọc")
        WRITE = "write", _("đọc và ghi")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="app_passwords")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=5, choices=Scope.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    @override
    def __str__(self) -> str:
        return self.name
