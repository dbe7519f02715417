"""A second officer says whether a report may go to approval."""

from collections.abc import Mapping

from django.db import transaction

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.steps import finish_step, open_levels, set_stage
from kethop_office.appraisal.actions.turns import ask_level
from kethop_office.appraisal.models import Case, ReportVersion, Review
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.versions import authors, last_version, levels_of
from kethop_office.common.refusal import Refused

__all__ = ["review"]


@transaction.atomic
def review(
    actor: Actor,
    case: Case,
    *,
    content: str,
    is_accepted: bool,
    note: str = "",
    section_notes: Mapping[str, str] | None = None,
) -> Review:
    """Accept a report or return it, with what is to be changed.

    Parameters
    ----------
    content : str
        Hash of the content that was on the page.
    section_notes : mapping of str
        Note by key of the section.

    Raises
    ------
    Refused
        ``review.not_reviewer``, ``review.not_open``, ``review.own_report``, ``review.stale``, ``review.no_note``,
        ``review.no_levels``.
    """
    case = lock_case(case.pk)
    version = _reviewed(actor, case, content)
    notes = {key: words.strip() for key, words in (section_notes or {}).items() if words.strip()}
    if not is_accepted and not (note.strip() or notes):
        raise Refused("review.no_note")
    levels = levels_of(case)
    if is_accepted and not levels:
        raise Refused("review.no_levels")
    found = Review.objects.create(
        report=version,
        case=case,
        action=Review.Action.ACCEPTED if is_accepted else Review.Action.RETURNED,
        note=note.strip(),
        section_notes=notes,
        by_id=actor.user_id,
        at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    finish_step(case, "review", actor=actor, outcome=found.action)
    set_stage(case, Case.Stage.APPROVAL if is_accepted else Case.Stage.REPORT)
    if is_accepted:
        open_levels(case, levels, actor=actor)
        ask_level(case, levels[0], "notice.approve", actor=actor)
    elif case.officer_id:
        notices.tell(
            [case.officer_id],
            "notice.returned",
            reference=case.reference,
            path=f"/case/{case.reference}/report",
            level=case.level,
            compartment=case.compartment_id,
        )
    tell(
        case,
        "review.accepted" if is_accepted else "review.returned",
        actor=actor,
        fields={"version": version.number, "note": found.note},
        hashes={"content": version.content_hash},
    )
    return found


def _reviewed(actor: Actor, case: Case, content: str) -> ReportVersion:
    if not actor.has(Role.REVIEWER, case.lead_office_id):
        raise Refused("review.not_reviewer")
    version = last_version(case)
    if case.stage != Case.Stage.REVIEW or version is None:
        raise Refused("review.not_open", stage=case.get_stage_display())
    if actor.user_id in authors(case):
        raise Refused("review.own_report")
    if version.content_hash != content or content_hash(content_of(case)) != content:
        raise Refused("review.stale", version=version.number)
    return version
