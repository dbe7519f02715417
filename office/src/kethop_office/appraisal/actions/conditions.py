"""Conditions of a case: add, take up, change the wording, not take up, reorder, supersede."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.inquiries import require_officer
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.models import Case, DecisionCondition, ModelCondition
from kethop_office.appraisal.models.condition import Trigger
from kethop_office.appraisal.queries.conditions import conditions_of
from kethop_office.common.refusal import Refused

__all__ = ["NewCondition", "add_condition", "mark_duplicate", "move_condition", "settle_condition", "supersede"]

State = DecisionCondition.State


@dataclass(frozen=True, slots=True)
class NewCondition:
    """What is entered for a condition."""

    text: str
    trigger: str
    legal_basis: str = ""
    evidence: str = ""
    due_on: date | None = None
    asked_by: Office | None = None
    model: ModelCondition | None = None
    finding: UUID | None = None


def add_condition(actor: Actor, case: Case, new: NewCondition) -> DecisionCondition:
    """Add a condition of the lead office's own, from its library or free.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``condition.no_text``, ``condition.no_trigger``.
    """
    with transaction.atomic():
        case = lock_case(case.pk)
        require_officer(actor, case)
        _refuse_empty(new)
        condition = DecisionCondition.objects.create(
            case=case,
            model=new.model,
            finding=case.findings.filter(pk=new.finding).first() if new.finding else None,
            asked_by=new.asked_by or case.lead_office,
            asked_by_vi=(new.asked_by or case.lead_office).name_vi,
            order=case.conditions.count(),
            asked_text=new.text.strip(),
            text=new.text.strip(),
            legal_basis=new.legal_basis.strip(),
            trigger=new.trigger,
            evidence=new.evidence.strip(),
            due_on=new.due_on,
            state=State.TAKEN_UP,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        _tell(actor, condition, "condition.added")
    return condition


def settle_condition(
    actor: Actor,
    condition: DecisionCondition,
    *,
    version: int,
    state: str,
    new: NewCondition,
    explanation: str = "",
) -> DecisionCondition:
    """Take a condition up, as asked or in other words, or do not and explain why.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``condition.stale``, ``condition.is_superseded``,
        ``condition.no_text``, ``condition.no_trigger``, ``condition.no_explanation``, ``condition.wrong_state``.
    """
    with transaction.atomic():
        condition = _locked(actor, condition, version)
        if state not in {State.TAKEN_UP, State.TAKEN_UP_CHANGED, State.NOT_TAKEN_UP}:
            raise Refused("condition.wrong_state")
        if state == State.NOT_TAKEN_UP and not explanation.strip():
            raise Refused("condition.no_explanation")
        _refuse_empty(new)
        if state != State.NOT_TAKEN_UP:
            is_changed = new.text.strip() != condition.asked_text
            state = State.TAKEN_UP_CHANGED if is_changed else State.TAKEN_UP
        condition.state, condition.explanation = state, explanation.strip()
        condition.text, condition.trigger = new.text.strip(), new.trigger
        condition.legal_basis, condition.evidence = new.legal_basis.strip(), new.evidence.strip()
        condition.due_on = new.due_on
        condition.version += 1
        condition.save()
        _tell(actor, condition, "condition.settled")
    return condition


def move_condition(actor: Actor, condition: DecisionCondition, *, up: bool) -> None:
    """Move a condition one place up or down.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``.
    """
    with transaction.atomic():
        case = lock_case(condition.case_id)
        require_officer(actor, case)
        rows = list(conditions_of(case))
        here = next(index for index, row in enumerate(rows) if row.pk == condition.pk)
        there = here - 1 if up else here + 1
        if 0 <= there < len(rows):
            rows[here], rows[there] = rows[there], rows[here]
        for order, row in enumerate(rows):
            row.order = order
        DecisionCondition.objects.bulk_update(rows, ["order"])
        _tell(actor, condition, "condition.moved")


def mark_duplicate(
    actor: Actor, condition: DecisionCondition, other: DecisionCondition | None, *, version: int
) -> DecisionCondition:
    """Note that a condition says the same as another of the case, or that it does not; both stay.

    Raises
    ------
    Refused
        ``inquiry.not_allowed``, ``inquiry.case_closed``, ``condition.stale``, ``condition.is_superseded``,
        ``condition.other_case``.
    """
    with transaction.atomic():
        condition = _locked(actor, condition, version)
        _refuse_other_case(condition, other)
        condition.duplicate_of = other
        condition.version += 1
        condition.save(update_fields=["duplicate_of", "version"])
        _tell(actor, condition, "condition.duplicate_marked")
    return condition


def supersede(
    actor: Actor, condition: DecisionCondition, by: DecisionCondition, *, version: int, explanation: str
) -> DecisionCondition:
    """Put another condition of the case in the place of one; the old one stays to be read.

    Raises
    ------
    Refused
        As for ``mark_duplicate``, and ``condition.no_explanation``.
    """
    with transaction.atomic():
        condition = _locked(actor, condition, version)
        _refuse_other_case(condition, by)
        if not explanation.strip():
            raise Refused("condition.no_explanation")
        condition.state, condition.superseded_by = State.SUPERSEDED, by
        condition.explanation = explanation.strip()
        condition.version += 1
        condition.save()
        _tell(actor, condition, "condition.superseded")
    return condition


def _locked(actor: Actor, condition: DecisionCondition, version: int) -> DecisionCondition:
    case = lock_case(condition.case_id)
    require_officer(actor, case)
    own = DecisionCondition.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=condition.pk)
    own.case = case
    if own.version != version:
        raise Refused("condition.stale")
    if own.state == State.SUPERSEDED:
        raise Refused("condition.is_superseded")
    return own


def _refuse_empty(new: NewCondition) -> None:
    if not new.text.strip():
        raise Refused("condition.no_text")
    if new.trigger not in Trigger.values:
        raise Refused("condition.no_trigger")


def _refuse_other_case(condition: DecisionCondition, other: DecisionCondition | None) -> None:
    if other is not None and (other.case_id != condition.case_id or other.pk == condition.pk):
        raise Refused("condition.other_case")


def _tell(actor: Actor, condition: DecisionCondition, code: str) -> None:
    case = condition.case
    changed(case, actor, code)
    fields = {"text": condition.text[:200], "state": condition.state}
    tell(case, code, actor=actor, fields=fields, office=condition.asked_by)
