"""A change of what is decided on: what was approved before no longer stands."""

from django.db import transaction

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.steps import send_message, set_stage
from kethop_office.appraisal.models import Approval, Case, ReportVersion
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.differences import differences
from kethop_office.appraisal.queries.versions import last_version, standing_approvals
from kethop_office.common import clock

__all__ = ["changed"]

_SENT = (Case.Stage.REVIEW, Case.Stage.APPROVAL, Case.Stage.DECISION)


@transaction.atomic
def changed(case: Case, actor: Actor | None, what: str) -> list[Approval]:
    """Say that something which the decision rests on has changed.

    Forms made before are out of date. If the report was sent to review or approval and its content is no longer the same, every
    approval falls, the persons concerned are told, and the report is a draft again. A change that changes nothing in the content
    lets everything stand.

    Parameters
    ----------
    actor : Actor or None
        Who made the change; None for the office's own scheduler.
    what : str
        Kind of change, such as ``response.sent``; kept in the log.

    Returns
    -------
    list of Approval
        Approvals that fell.
    """
    case.content_version += 1
    case.save(update_fields=["content_version"])
    case.refresh_from_db(fields=["stage"])
    version = last_version(case)
    if version is None:
        return []
    now = content_of(case)
    if content_hash(now) == version.content_hash:
        return []
    fallen = _void(version, now, actor)
    is_sent = case.stage in _SENT
    if is_sent and (send_message(case, "changed", actor=actor) or case.procedure is None):
        set_stage(case, Case.Stage.REPORT)
    if fallen or is_sent:
        tell(
            case,
            "approval.voided" if fallen else "report.content_changed",
            actor=actor,
            fields={"version": version.number, "count": len(fallen)},
            detail={"what": what},
            hashes={"content": version.content_hash},
        )
        _notify(case, fallen)
    return fallen


def _void(version: ReportVersion, now: dict[str, object], actor: Actor | None) -> list[Approval]:
    found = [
        {"group": change.group, "key": change.key, "field": change.field, "before": change.before, "now": change.now}
        for change in differences(version.content, now)
    ]
    fallen = standing_approvals(version)
    for approval in fallen:
        approval.voided_at = actor.at if actor else clock.now()
        approval.void_changes = found
        approval.save(update_fields=["voided_at", "void_changes"])
    return fallen


def _notify(case: Case, fallen: list[Approval]) -> None:
    concerned = {approval.by_id for approval in fallen} | ({case.officer_id} if case.officer_id else set())
    if concerned:
        notices.tell(
            concerned,
            "notice.approval_voided" if fallen else "notice.report_again",
            reference=case.reference,
            path=f"/case/{case.reference}/approvals",
            level=case.level,
            compartment=case.compartment_id,
        )
