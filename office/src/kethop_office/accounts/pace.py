"""How much costly work an account may ask for; counted in the database, for all processes of the office together."""

import math
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest

from kethop_office.common import clock, disk

__all__ = ["WINDOW", "Wait", "count", "measure_of"]

WINDOW = 600
"""Seconds in which the requests of a measure are counted together."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A request that came too soon.

    Parameters
    ----------
    measure : str
        What there was too much of.
    seconds : int
        After which the next one is answered.
    is_first : bool
        The first one of its ten minutes that has to wait.
    """

    measure: str
    seconds: int
    is_first: bool

    @property
    def code(self) -> str:
        """Code of its sentence."""
        return f"pace.{self.measure}"

    @property
    def fields(self) -> dict[str, int]:
        """Return what fills the sentence."""
        return {"most": settings.KETHOP_PACES[self.measure], "minutes": math.ceil(self.seconds / 60)}


def measure_of(request: HttpRequest, name: str) -> str:
    """Return the measure against which a request to the address of this name counts; empty for most.

    Showing the page of a run, or a list of which nothing is asked, counts as nothing; a request with files counts wherever it goes.
    """
    is_multipart = request.content_type == "multipart/form-data"
    measure = str(settings.KETHOP_COSTLY.get(name, "upload" if is_multipart else ""))
    is_post = request.method == "POST"
    asks = {"check": is_post, "search": is_post or bool(request.GET)}
    return measure if asks.get(measure, True) else ""


def count(user_id: UUID, measure: str) -> Wait | None:
    """Count one request of an account; return how long to wait where there were too many.

    Two at the same moment may count as one. On a full disk nothing can be counted, and reading goes on.
    """
    key, now = f"pace-{measure}-{user_id}", clock.now().timestamp()
    most = settings.KETHOP_PACES[measure]
    try:
        began, done = cache.get(key) or (now, 0)
        if not began <= now < began + WINDOW:
            began, done = now, 0
        if done <= most:
            cache.set(key, (began, done + 1), WINDOW)
    except DatabaseError as error:
        if not disk.is_full(error):
            raise
        return None
    return Wait(measure, math.ceil(began + WINDOW - now), is_first=done == most) if done >= most else None
