"""Say that the machine's clock is right."""

from django.db import transaction

from kethop_office.audit.actions.recording import record
from kethop_office.audit.chain.canonical import moment_text
from kethop_office.audit.queries.events import CLOCK_ACCEPTED
from kethop_office.common import clock

__all__ = ["accept"]


def accept() -> None:
    """Go by the machine's clock again, although the chain has told a later moment: the clock was ahead then."""
    now = clock.now()
    with transaction.atomic():
        record(CLOCK_ACCEPTED, actor=None, object_key="audit:chain", at=now, detail={"clock": moment_text(now)})
