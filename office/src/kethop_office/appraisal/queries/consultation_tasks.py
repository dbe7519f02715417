"""Work of the consultation for the work list: what an office must answer, whom it waits for, whom it should remind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.appraisal.models import FindingOverride, Inquiry, InquiryRemoval, Response
from kethop_office.appraisal.queries.consultation_page import in_language
from kethop_office.appraisal.queries.effective import counting_run
from kethop_office.appraisal.queries.inquiries import AWAITED, asked_inquiries
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.common.registrations import TaskRow

__all__ = ["consultation_tasks"]

MOST = 500
KIND = "consultation"


def consultation_tasks(actor: Actor) -> Iterator[TaskRow]:
    """Yield the lines of the reader's offices, on either side."""
    yield from _to_answer(actor)
    yield from _to_sign(actor)
    yield from _of_lead(actor)
    yield from _to_settle(actor)
    yield from _overrides_to_settle(actor)


def _to_answer(actor: Actor) -> Iterator[TaskRow]:
    rows = asked_inquiries(actor).filter(state__in=AWAITED).exclude(role=Inquiry.Role.NOTIFY)
    waiting = set(
        Response.objects.filter(inquiry__in=rows, state=Response.State.TO_SIGN).values_list("inquiry_id", flat=True)
    )
    for inquiry in rows.order_by("last_day", "pk")[:MOST]:
        is_paused = inquiry.state == Inquiry.State.PAUSED
        yield TaskRow(
            verb=_("Chờ thủ trưởng ký trả lời") if inquiry.pk in waiting else _("Trả lời ý kiến"),
            reference=inquiry.reference,
            title=inquiry.case.shown_title,
            path=reverse("appraisal:inquiry", args=[inquiry.pk]),
            group="waiting" if is_paused or inquiry.pk in waiting else "mine",
            due_on=inquiry.last_day,
            state="paused" if is_paused else "running",
            whom=in_language(inquiry.case.lead_office.short_vi, inquiry.case.lead_office.short_en) if is_paused else "",
            since=_paused_since(inquiry) if is_paused else inquiry.sent_on,
            kind=KIND,
            is_own=inquiry.assignee_id in {actor.user_id, None},
        )


def _to_sign(actor: Actor) -> Iterator[TaskRow]:
    heads = {office for office, role in actor.roles if role == Role.CONSULTEE_HEAD}
    rows = asked_inquiries(actor).filter(consultee__in=heads, responses__state=Response.State.TO_SIGN)
    for inquiry in rows.distinct().order_by("last_day", "pk")[:MOST]:
        yield _line(inquiry, _("Ký trả lời ý kiến"), "mine", reverse("appraisal:inquiry", args=[inquiry.pk]), own=True)


def _of_lead(actor: Actor) -> Iterator[TaskRow]:
    rows = Inquiry.objects.visible_to(actor).filter(case__lead_office__in=_leads(actor), case__closed_on=None)
    today = day_of(actor)
    awaited = rows.filter(state__in=AWAITED).exclude(role=Inquiry.Role.NOTIFY).select_related("case")
    quiet: dict[UUID, list[Inquiry]] = {}
    for inquiry in awaited.order_by("last_day", "pk")[:MOST]:
        is_paused = inquiry.state == Inquiry.State.PAUSED
        is_late = inquiry.last_day is not None and inquiry.last_day < today
        if is_paused:
            yield _of_letter(inquiry, actor, _("Chuyển tài liệu bổ sung"), "waiting", _paused_since(inquiry))
        elif is_late:
            yield _of_letter(inquiry, actor, _("Đôn đốc trả lời ý kiến"), "mine", inquiry.sent_on)
        else:
            quiet.setdefault(inquiry.case_id, []).append(inquiry)
    for letters in quiet.values():
        yield _of_letters(letters, actor)


def _of_letter(inquiry: Inquiry, actor: Actor, verb: str, group: str, since: date | None) -> TaskRow:
    path = reverse("appraisal:consultations", args=[inquiry.case.reference])
    return TaskRow(
        verb=verb,
        reference=inquiry.case.reference,
        title=inquiry.case.shown_title,
        path=f"{path}#inquiry-{inquiry.pk}",
        group=group,
        due_on=inquiry.last_day,
        state="paused" if inquiry.state == Inquiry.State.PAUSED else "running",
        whom=in_language(inquiry.body_vi, inquiry.body_en),
        since=since,
        kind=KIND,
        is_own=inquiry.case.officer_id == actor.user_id,
    )


def _of_letters(letters: list[Inquiry], actor: Actor) -> TaskRow:
    """Return one line for all letters of a case that are waited for and not late."""
    line = _of_letter(letters[0], actor, _("Chờ văn bản trả lời"), "waiting", letters[0].sent_on)
    if len(letters) == 1:
        return line
    others = len(letters) - 1
    words = ngettext("%(body)s và %(others)s phiếu khác", "%(body)s và %(others)s phiếu khác", others)
    return replace(
        line,
        path=reverse("appraisal:consultations", args=[line.reference]),
        whom=words % {"body": line.whom, "others": others},
        since=min((letter.sent_on for letter in letters if letter.sent_on), default=None),
        bodies=tuple(in_language(letter.body_vi, letter.body_en) for letter in letters),
    )


def _to_settle(actor: Actor) -> Iterator[TaskRow]:
    offices = {office for office, role in actor.roles if role == Role.REVIEWER}
    rows = InquiryRemoval.objects.visible_to(actor).filter(
        state=InquiryRemoval.State.ASKED, inquiry__case__lead_office__in=offices
    )
    for removal in rows.exclude(asked_by=actor.user_id).select_related("inquiry__case").order_by("asked_at")[:MOST]:
        case = removal.inquiry.case
        yield TaskRow(
            verb=_("Quyết định đề nghị không lấy ý kiến"),
            reference=case.reference,
            title=case.shown_title,
            path=reverse("appraisal:removal-settle", args=[case.reference, removal.pk]),
            group="mine",
            due_on=None,
            state="running",
            whom="",
            since=timezone.localtime(removal.asked_at).date(),
            kind=KIND,
            is_own=True,
        )


def _overrides_to_settle(actor: Actor) -> Iterator[TaskRow]:
    offices = {office for office, role in actor.roles if role == Role.REVIEWER}
    rows = FindingOverride.objects.visible_to(actor).filter(
        state=FindingOverride.State.ASKED, finding__case__lead_office__in=offices, finding__case__closed_on=None
    )
    waiting = rows.exclude(asked_by=actor.user_id).select_related("finding__case")
    for override in waiting.order_by("asked_at")[:MOST]:
        case, run = override.finding.case, counting_run(override.finding.case)
        if run is None or override.finding.run_id != run.pk:
            continue  # asked of an earlier run: nobody can settle it any more
        yield TaskRow(
            verb=_("Quyết định đề nghị thay đổi kết quả sàng lọc"),
            reference=case.reference,
            title=case.shown_title,
            path=reverse("appraisal:settle", args=[case.reference, override.pk]),
            group="mine",
            due_on=None,
            state="running",
            whom="",
            since=timezone.localtime(override.asked_at).date(),
            kind="finding",
            is_own=True,
        )


def _line(inquiry: Inquiry, verb: str, group: str, path: str, *, own: bool) -> TaskRow:
    return TaskRow(
        verb=verb,
        reference=inquiry.reference,
        title=inquiry.case.shown_title,
        path=path,
        group=group,
        due_on=inquiry.last_day,
        state="running",
        whom="",
        since=inquiry.sent_on,
        kind=KIND,
        is_own=own,
    )


def _leads(actor: Actor) -> set[UUID]:
    return {office for office, role in actor.roles if role == Role.OFFICER}


def _paused_since(inquiry: Inquiry) -> date | None:
    return inquiry.suspensions.filter(last=None).values_list("first", flat=True).first()
