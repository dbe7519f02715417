"""The label of a case: what it is, what it may become, who may change it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import LabelChange, Role
from kethop_office.appraisal.models import Case
from kethop_office.common.levels import labels, level_word
from kethop_office.common.words import Words

__all__ = ["ASKERS", "LabelView", "label_view"]

ASKERS = (Role.OFFICER, Role.REVIEWER, Role.APPROVER)


@dataclass(frozen=True, slots=True)
class LabelView:
    """The label of a case as its page shows it.

    Parameters
    ----------
    choices : sequence of (int, str)
        The other levels of this node, each with its word.
    asked : LabelChange or None
        A release that waits for its second person.
    changes : sequence of LabelChange
        Those that are over, the newest first.
    """

    choices: Sequence[tuple[int, Words]]
    asked: LabelChange | None
    changes: Sequence[LabelChange]
    may_change: bool
    may_settle: bool


def label_view(actor: Actor, case: Case) -> LabelView | None:
    """Return the label of a case to its lead office; None for others, and where a node knows of one level only."""
    levels = labels()
    if len(levels) < 2 or case.compartment_id is None or not actor.has_any(ASKERS, case.lead_office_id):
        return None
    rows = LabelChange.objects.visible_to(actor).filter(compartment=case.compartment_id).order_by("-asked_at")
    changes = list(rows.select_related("asked_by", "settled_by"))
    asked = next((row for row in changes if row.state == LabelChange.State.ASKED), None)
    return LabelView(
        choices=[(rank, level_word(rank)) for rank in levels if rank != case.level],
        asked=asked,
        changes=[row for row in changes if row.state != LabelChange.State.ASKED],
        may_change=asked is None,
        may_settle=asked is not None
        and asked.asked_by_id != actor.user_id
        and actor.has(Role.APPROVER, case.lead_office_id),
    )
