"""Note of several cases, or parks, of one comparison at once that they stand: one reason, and a record for each as if done singly."""

from collections.abc import Iterable

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.rescreened import note_case
from kethop_office.appraisal.actions.rescreening.park_work import note_park
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark

__all__ = ["note_lines"]


def note_lines(actor: Actor, lines: Iterable[RescreenedCase | RescreenedPark], reason: str) -> int:
    """Note that what was found of all of these stands, and why; all of them or none. Return how many.

    Raises
    ------
    Refused
        As for one of them: ``case.not_yours``, ``case.closed``, ``parks.role``, ``rescreen.reason``, ``rescreen.settled``.
    """
    count = 0
    with transaction.atomic():
        for one in lines:
            if isinstance(one, RescreenedCase):
                note_case(actor, one, reason)
            else:
                note_park(actor, one, reason)
            count += 1
    return count
