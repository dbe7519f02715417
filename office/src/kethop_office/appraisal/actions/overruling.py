"""Overrule a finding: one officer asks, another person confirms. The finding itself is never touched."""

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions import material
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.telling import tell_lead
from kethop_office.appraisal.models import Case, Finding, FindingOverride
from kethop_office.appraisal.queries.effective import counting_run, effective_outcome, has_open_unknown
from kethop_office.common.refusal import Refused

__all__ = ["ask_override", "settle_override"]


def ask_override(actor: Actor, finding: Finding, *, outcome: str, reason: str) -> FindingOverride:
    """Ask that a finding be taken for another outcome.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.closed``, ``case.no_reason``, ``override.same``, ``override.asked``,
        ``override.old_run``.
    """
    said = reason.strip()
    if not said:
        raise Refused("case.no_reason")
    if outcome not in Finding.Outcome.values:
        raise ValueError(outcome)
    with transaction.atomic():
        case = lock_case(finding.case_id)
        if not actor.has(Role.OFFICER, case.lead_office_id):
            raise Refused("case.not_yours")
        _refuse(case, finding)
        if finding.overrides.filter(state=FindingOverride.State.ASKED).exists():
            raise Refused("override.asked")
        if outcome == effective_outcome(finding):
            raise Refused("override.same")
        override = FindingOverride.objects.create(
            finding=finding,
            outcome=outcome,
            reason=said,
            asked_by_id=actor.user_id,
            asked_at=actor.at,
            level=case.level,
            compartment_id=case.compartment_id,
        )
        tell(
            case,
            "override.requested",
            actor=actor,
            fields={"order": finding.order, "number": finding.run.number, "to": outcome, "reason": said},
        )
        tell_lead(
            case,
            "override.requested",
            {"order": finding.order, "number": finding.run.number, "reason": said},
            roles=(Role.REVIEWER,),
            section="findings",
        )
    return override


def settle_override(actor: Actor, override: FindingOverride, *, is_confirmed: bool, note: str) -> FindingOverride:
    """Confirm or decline: a reviewer of the lead office who is not the one that asked.

    Raises
    ------
    Refused
        ``override.not_reviewer``, ``override.same_person``, ``override.settled``, ``override.old_run``, ``case.closed``,
        ``case.no_reason``: to decline needs one.
    """
    if not is_confirmed and not note.strip():
        raise Refused("case.no_reason")
    with transaction.atomic():
        case = lock_case(override.finding.case_id)
        row = FindingOverride.objects.select_for_update(of=("self",)).select_related("finding__run").get(pk=override.pk)
        if not actor.has(Role.REVIEWER, case.lead_office_id):
            raise Refused("override.not_reviewer")
        if row.asked_by_id == actor.user_id:
            raise Refused("override.same_person")
        if row.state != FindingOverride.State.ASKED:
            raise Refused("override.settled")
        _refuse(case, row.finding)
        row.state = FindingOverride.State.CONFIRMED if is_confirmed else FindingOverride.State.DECLINED
        row.settled_by_id, row.settled_at, row.settled_note = actor.user_id, actor.at, note.strip()
        row.save(update_fields=["state", "settled_by", "settled_at", "settled_note"])
        tell(
            case,
            "override.confirmed" if is_confirmed else "override.declined",
            actor=actor,
            fields={
                "finding": row.finding.key,
                "from": row.finding.outcome,
                "to": row.outcome,
                "note": row.settled_note,
            },
        )
        if is_confirmed:
            Case.objects.filter(pk=case.pk).update(has_unknown=has_open_unknown(case))
            material.changed(case, actor, "finding")
    return row


def _refuse(case: Case, finding: Finding) -> None:
    if not case.is_open:
        raise Refused("case.closed", reference=case.reference)
    run = counting_run(case)
    if run is None or finding.run_id != run.pk:
        raise Refused("override.old_run")
