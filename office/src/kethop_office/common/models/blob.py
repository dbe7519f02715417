"""The bytes of a file, stored once under their hash."""

from django.db import models
from typing_extensions import override

__all__ = ["Blob"]


class Blob(models.Model):
    """Bytes on disk under ``KETHOP_DATA_DIR/files``. Never listed: the labelled rows of the rooms say who may read them.

    Parameters
    ----------
    sha256 : str
        64 hexadecimal digits.
    size : int
        Bytes.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)

    @override
    def __str__(self) -> str:
        return self.sha256[:12]
