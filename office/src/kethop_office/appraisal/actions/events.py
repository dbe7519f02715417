"""Tell what happened: one line for the officers of the case, and one event in the audit chain."""

import hashlib
import json
from collections.abc import Mapping

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case, CaseEvent
from kethop_office.audit.actions import Detail, record
from kethop_office.common import clock

__all__ = ["tell"]


def tell(  # noqa: PLR0913 - what a line of the log says
    case: Case,
    code: str,
    *,
    actor: Actor | None,
    fields: Mapping[str, object] | None = None,
    office: Office | None = None,
    is_internal: bool = True,
    detail: Mapping[str, Detail] | None = None,
) -> CaseEvent:
    """Write one event of a case, inside the transaction of the act that it tells of.

    Parameters
    ----------
    case : Case
        The case; its label is the event's.
    code : str
        Kind of event, such as ``inquiry.sent``; its sentence is in ``wording``.
    actor : Actor or None
        Who acts; None for the office's own scheduler.
    fields : mapping
        What fills the sentence, plain JSON. The audit chain keeps only their hash, since they may be worth protecting.
    office : Office or None
        In which office; a reader who may not know that it takes part does not see the line.
    is_internal : bool
        False for what the proponent may read too.
    detail : mapping
        Short facts for the audit chain itself: no text of the case, no name.

    Raises
    ------
    RuntimeError
        Outside a transaction.
    """
    moment = actor.at if actor else clock.now()
    said = dict(fields or {})
    event = CaseEvent.objects.create(
        case=case,
        code=code,
        fields=said,
        office=office,
        user_id=actor.user_id if actor else None,
        is_internal=is_internal,
        at=moment,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    record(
        code,
        actor=actor.user_id if actor else None,
        object_key=f"case:{case.pk}",
        at=moment,
        level=case.level,
        compartment=case.compartment_id,
        detail={"event": str(event.pk), "fields_sha256": hashlib.sha256(text.encode()).hexdigest(), **(detail or {})},
    )
    return event
