"""Tell what happened: one line for the officers of the case, and one event in the audit chain."""

import json
import secrets
from collections.abc import Mapping
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case, CaseEvent
from kethop_office.audit.actions import Detail, record
from kethop_office.audit.chain.canonical import salted
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
    hashes: Mapping[str, str] | None = None,
    acting_for: UUID | None = None,
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
        What fills the sentence, plain JSON. The audit chain keeps only their salted hash, since they may be worth protecting.
    office : Office or None
        In which office; a reader who may not know that it takes part does not see the line.
    is_internal : bool
        False for what the proponent may read too.
    detail : mapping
        Short facts for the audit chain itself: no text of the case, no name.
    hashes : mapping
        Hashes of what the case holds, such as of the report that was signed: the chain keeps them salted.
    acting_for : UUID or None
        Account for which the actor signs by delegation.

    Raises
    ------
    RuntimeError
        Outside a transaction.
    """
    moment = actor.at if actor else clock.now()
    said, salt = dict(fields or {}), secrets.token_hex(16)
    event = CaseEvent.objects.create(
        case=case,
        code=code,
        fields=said,
        salt=salt,
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
        acting_for=acting_for,
        detail={
            "event": str(event.pk),
            "salted_fields": salted(salt, text),
            **{f"salted_{name}": salted(salt, value) for name, value in (hashes or {}).items()},
            **(detail or {}),
        },
    )
    return event
