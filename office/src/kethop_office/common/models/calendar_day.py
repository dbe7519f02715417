"""Days that the office itself has decided to work or not, over the calendar of the pack."""

from django.db import models
from typing_extensions import override

__all__ = ["CalendarDay"]


class CalendarDay(models.Model):
    """A day that is worked or off here, whatever the pack's calendar says.

    Parameters
    ----------
    document : str
        The paper that says so, with number and date.
    """

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    reason_vi = models.CharField(max_length=200)
    document = models.CharField(max_length=200)

    @override
    def __str__(self) -> str:
        return f"{self.day} {self.is_working}"
