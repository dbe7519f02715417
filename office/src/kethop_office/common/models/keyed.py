"""A key that tells nothing: no order, no count, no time."""

import uuid

from django.db import models

__all__ = ["Keyed"]


class Keyed(models.Model):
    """A row with a random key given by the application.

    Parameters
    ----------
    id : UUID
        Version 4.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
