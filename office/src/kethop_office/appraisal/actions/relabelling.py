"""Change the label of a case: its officers raise it at once, and lower it with the head of the office."""

from django.db import transaction

from kethop_office.accounts.actions.labels import ask_release, raise_label, settle_release
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import LabelChange, Role
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.labels import ASKERS
from kethop_office.common.refusal import Refused

__all__ = ["change_label", "settle_label"]


def change_label(actor: Actor, case: Case, to_level: int, *, reason: str) -> LabelChange:
    """Raise the label of a case and of everything in it, or ask the head of the lead office to lower it.

    Raises
    ------
    Refused
        ``label.not_allowed``, and what ``raise_label`` and ``ask_release`` refuse.
    """
    with transaction.atomic():
        own = lock_case(case.pk)
        if own.compartment_id is None or not actor.has_any(ASKERS, own.lead_office_id):
            raise Refused("label.not_allowed")
        is_higher = to_level > own.level
        fields = {"from": own.level, "to": to_level}
        tell(own, "label.raised" if is_higher else "label.release_asked", actor=actor, fields=fields)
        act = raise_label if is_higher else ask_release
        return act(actor, own.compartment_id, own.level, to_level, reason=reason)


def settle_label(actor: Actor, case: Case, change: LabelChange, *, is_confirmed: bool, note: str = "") -> LabelChange:
    """Lower the label as asked, or decline: the approver of the lead office, never the person who asked.

    Raises
    ------
    Refused
        ``label.not_allowed``, and what ``settle_release`` refuses.
    """
    with transaction.atomic():
        own = lock_case(case.pk)
        if change.compartment_id != own.compartment_id or not actor.has(Role.APPROVER, own.lead_office_id):
            raise Refused("label.not_allowed")
        row = settle_release(actor, change, is_confirmed=is_confirmed, note=note)
        code = "label.released" if is_confirmed else "label.release_declined"
        with keeping("labels"):  # what was released is below the level that the session writes at
            own.refresh_from_db(fields=["level"])
            tell(own, code, actor=actor, fields={"from": row.from_level, "to": row.to_level})
        return row
