"""Days that this office counts otherwise than the pack's calendar."""

from django.db import models
from typing_extensions import override

from kethop_office.common.models.keyed import Keyed

__all__ = ["CalendarDay"]


class CalendarDay(Keyed):
    """A local decision on one day.

    Parameters
    ----------
    day : date
        The day.
    is_working : bool
        Whether this office works on it.
    reason_vi, reason_en : str
        Why, as the sum of a deadline names it.
    document : str
        The paper that says so, with number and date.
    """

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    reason_vi = models.CharField(max_length=200)
    reason_en = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200)

    @override
    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.reason_vi}"
