"""The report of a case: prepared, edited section by section, sent to review."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from kethop_office.accounts import jobs, notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.consulting import stop_waiting
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.actions.locking import lock_case
from kethop_office.appraisal.actions.material import changed
from kethop_office.appraisal.actions.steps import finish_step, set_stage
from kethop_office.appraisal.models import Case, Recommendation, ReportSection, ReportVersion
from kethop_office.appraisal.queries.content import content_hash, content_of
from kethop_office.appraisal.queries.prepared import HEADINGS, prepared_facts
from kethop_office.common.refusal import Refused

__all__ = ["SET_REPORT", "Proposed", "add_section", "edit_section", "prepare", "propose", "send_to_review"]

SET_REPORT = "appraisal.report_paper"
_OPEN = (Case.Stage.CONSULTATION, Case.Stage.REPORT, Case.Stage.REVIEW, Case.Stage.APPROVAL, Case.Stage.DECISION)
_MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an officer proposes to decide."""

    proposal: str
    reasons: str
    version: int


def _officer(actor: Actor, case: Case) -> None:
    if not actor.has(Role.OFFICER, case.lead_office_id):
        raise Refused("report.not_officer")
    if case.stage not in _OPEN:
        raise Refused("report.not_open", stage=case.get_stage_display())


@transaction.atomic
def prepare(actor: Actor, case: Case) -> list[ReportSection]:
    """Make the sections that a report has, or bring their facts up to date; the officer's words stay.

    Raises
    ------
    Refused
        ``report.not_officer``, ``report.not_open``.
    """
    case = lock_case(case.pk)
    _officer(actor, case)
    content, found, is_new = content_of(case), [], False
    for order, (key, heading) in enumerate(HEADINGS.items(), start=1):
        section, is_made = ReportSection.objects.get_or_create(
            case=case,
            key=key,
            defaults={
                "order": order * 10,
                "heading": heading,
                "level": case.level,
                "compartment_id": case.compartment_id,
            },
        )
        facts = {"facts": prepared_facts(key, content)}
        if section.prepared != facts:
            section.prepared, is_new = facts, True
            section.save(update_fields=["prepared"])
        is_new = is_new or is_made
        found.append(section)
    if is_new:
        changed(case, actor, "report.prepared")
        tell(case, "report.prepared", actor=actor)
    return found


@transaction.atomic
def add_section(actor: Actor, case: Case, heading: str) -> ReportSection:
    """Add a free section before the conclusion.

    Raises
    ------
    Refused
        ``report.not_officer``, ``report.not_open``, ``report.no_heading``, ``report.heading_taken``.
    """
    case = lock_case(case.pk)
    _officer(actor, case)
    if not heading.strip():
        raise Refused("report.no_heading")
    key = slugify(heading.replace("đ", "d").replace("Đ", "D"))[:36] or "section"
    if ReportSection.objects.filter(case=case, key=key).exists():
        raise Refused("report.heading_taken", heading=heading)
    free = ReportSection.objects.filter(case=case, order__gt=50, order__lt=60).count()
    section = ReportSection.objects.create(
        case=case,
        key=key,
        order=min(51 + free, 59),
        heading=heading.strip()[:200],
        level=case.level,
        compartment_id=case.compartment_id,
        edited_by_id=actor.user_id,
        edited_at=actor.at,
    )
    changed(case, actor, "report.section_added")
    tell(case, "report.section_added", actor=actor, fields={"heading": section.heading})
    return section


@transaction.atomic
def edit_section(actor: Actor, case: Case, key: str, *, text: str, version: int) -> ReportSection:
    """Write the officer's words of a section.

    Raises
    ------
    Refused
        ``report.not_officer``, ``report.not_open``, ``report.too_long``; ``report.section_stale`` (``who``, ``at``, ``theirs``,
        ``version``): somebody else saved it since.
    ReportSection.DoesNotExist
        The report has no such section.
    """
    case = lock_case(case.pk)
    _officer(actor, case)
    section = ReportSection.objects.select_for_update(of=("self",)).select_related("edited_by").get(case=case, key=key)
    words = text.replace("\r\n", "\n").strip()
    if len(words) > _MOST_LETTERS:
        raise Refused("report.too_long", limit=_MOST_LETTERS, length=len(words))
    if version != section.version:
        if words == section.text:
            return section
        raise Refused(
            "report.section_stale",
            who=str(section.edited_by or ""),
            at=section.edited_at,
            theirs=section.text,
            version=section.version,
        )
    if words == section.text:
        return section
    section.text, section.version = words, section.version + 1
    section.edited_by_id, section.edited_at = actor.user_id, actor.at
    section.save(update_fields=["text", "version", "edited_by", "edited_at"])
    changed(case, actor, "report.section_edited")
    tell(case, "report.section_edited", actor=actor, fields={"heading": section.heading, "key": section.key})
    return section


@transaction.atomic
def propose(actor: Actor, case: Case, new: Proposed) -> Recommendation:
    """Write what is proposed to be decided, with reasons.

    Raises
    ------
    Refused
        ``report.not_officer``, ``report.not_open``, ``report.no_proposal``, ``report.no_reasons``, ``report.recommendation_stale``.
    """
    case = lock_case(case.pk)
    _officer(actor, case)
    if new.proposal not in Recommendation.Proposal.values:
        raise Refused("report.no_proposal")
    if new.proposal == Recommendation.Proposal.REFUSE and not new.reasons.strip():
        raise Refused("report.no_reasons")
    found = Recommendation.objects.select_for_update().filter(case=case).first()
    if found and found.version != new.version:
        raise Refused("report.recommendation_stale", who=str(found.edited_by), version=found.version)
    row = found or Recommendation(case=case, level=case.level, compartment_id=case.compartment_id, version=0)
    row.proposal, row.reasons = new.proposal, new.reasons.replace("\r\n", "\n").strip()
    row.version, row.edited_by_id, row.edited_at = row.version + 1, actor.user_id, actor.at
    row.save()
    changed(case, actor, "report.recommended")
    tell(case, "report.recommended", actor=actor, fields={"proposal": row.proposal})
    return row


@transaction.atomic
def send_to_review(actor: Actor, case: Case) -> ReportVersion:
    """Freeze the report as it is and send it to the reviewer.

    Raises
    ------
    Refused
        ``report.not_officer``, ``report.not_in_draft``, ``report.not_prepared``, ``report.no_recommendation``,
        ``report.not_screened``.
    """
    case = lock_case(case.pk)
    _officer(actor, case)
    if case.stage not in {Case.Stage.REPORT, Case.Stage.CONSULTATION}:
        raise Refused("report.not_in_draft", stage=case.get_stage_display())
    prepare(actor, case)
    content = content_of(case)
    if content["recommendation"] is None:
        raise Refused("report.no_recommendation")
    if content["run"] is None or content["file"] is None:
        raise Refused("report.not_screened")
    last = ReportVersion.objects.filter(case=case).order_by("-number").first()
    version = ReportVersion.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        content=content,
        content_hash=content_hash(content),
        made_by_id=actor.user_id,
        made_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    stop_waiting(case, actor)
    finish_step(case, "draft_report", actor=actor)
    set_stage(case, Case.Stage.REVIEW)
    jobs.enqueue(SET_REPORT, {"version": str(version.pk)}, actor=actor, level=case.level, compartment=case.compartment)
    notices.tell(
        case.lead_office,
        "notice.review",
        reference=case.reference,
        path=f"/case/{case.reference}/approvals",
        level=case.level,
        compartment=case.compartment_id,
        roles=[Role.REVIEWER],
    )
    tell(
        case,
        "report.sent_to_review",
        actor=actor,
        fields={"version": version.number},
        hashes={"content": version.content_hash},
    )
    return version
