"""What a request made that may be sent again."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models import Keyed

__all__ = ["MadeOnce"]


class MadeOnce(Keyed):
    """What one ``Idempotency-Key`` of one program made; the same request again makes nothing more.

    Parameters
    ----------
    key : str
        As the program chose it.
    asked : str
        SHA-256 of method, address and body: another request with the same key is refused.
    made : str
        Key of what was made. Its content is read anew, as the reader may see it then; none of it is kept here.
    """

    app_password = models.ForeignKey("accounts.AppPassword", models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    asked = models.CharField(max_length=64)
    made = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["app_password", "key"], name="made_once"),)

    @override
    def __str__(self) -> str:
        return self.key
