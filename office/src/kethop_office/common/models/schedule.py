"""What runs by the clock, and who is alive."""

from django.db import models
from typing_extensions import override

__all__ = ["LifeSign", "ScheduleMark"]


class ScheduleMark(models.Model):
    """When a piece of scheduled work last ran; its row is the lock that lets one process at a time run it.

    Parameters
    ----------
    key : str
        Name under which a room registered the work.
    last_ran_at : datetime
        The moment of the last run that succeeded, or of the first look at it.
    last_failed_at : datetime or None
        The last failure since then.
    """

    key = models.CharField(max_length=80, primary_key=True)
    last_ran_at = models.DateTimeField()
    last_failed_at = models.DateTimeField(null=True, blank=True)

    @override
    def __str__(self) -> str:
        return self.key


class LifeSign(models.Model):
    """The last moment at which a process said that it lives.

    Parameters
    ----------
    name : str
        Of a task worker: machine, process number and a random part.
    """

    name = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return self.name
