"""Replies on paper, and the rows of the table of opinions."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.models import Role
from kethop_office.appraisal.actions.replies import ReplyText
from kethop_office.appraisal.actions.replying import LARGEST_SCAN, Paper, record_paper
from kethop_office.appraisal.actions.treatments import add_opinion, edit_treatment
from kethop_office.appraisal.forms.consultation import OpinionForm, PaperForm, TreatmentForm
from kethop_office.appraisal.models import OpinionTreatment
from kethop_office.appraisal.queries.consultation_page import in_language
from kethop_office.appraisal.queries.opinions import sent_reply, treatment_now, treatments_of
from kethop_office.appraisal.views.consultation_frame import (
    consultations_path,
    done,
    led_case,
    led_inquiry,
    may_work,
    try_on,
)
from kethop_office.appraisal.views.frame import render_section
from kethop_office.common import clock

__all__ = ["paper", "split", "treat"]


@signed_in
def paper(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Record a reply that came on paper."""
    inquiry = led_inquiry(request, reference, key)
    case = inquiry.case
    if not request.actor.has_any((Role.OFFICER, Role.CLERK), case.lead_office_id):
        raise Http404
    form = PaperForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        scan = data["scan"].read(LARGEST_SCAN + 1) if data["scan"] else b""
        letter = Paper(
            data["symbol"],
            data["dated"],
            data["arrival_number"],
            data["arrived_on"],
            scan,
            data["scan"].name if data["scan"] else "",
        )
        reply = ReplyText(
            outcome=data["outcome"],
            text=data["text"],
            promised_on=data["promised_on"],
            asked_items=data["asked_items"].splitlines(),
        )
        status = try_on(form, lambda: record_paper(request.actor, inquiry, reply, letter), file="scan")
        if not status:
            return done(request, _("Đã ghi nhận văn bản trả lời."), consultations_path(case))
    context = {
        "heading": _("Ghi nhận văn bản trả lời trên giấy"),
        "lead": in_language(inquiry.body_vi, inquiry.body_en),
        "form": form,
        "has_file": True,
        "cancel_path": consultations_path(case),
        "page_level": case.level,
    }
    return render_section(request, case, "consultations", "appraisal/inquiry_form.html", context, status=status)


@signed_in
def treat(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Write what became of an opinion; when someone else was faster, show both and let the writer choose."""
    case = led_case(request, reference)
    row = treatments_of(case).filter(pk=key).first()
    if row is None or not may_work(request, case):
        raise Http404
    start = {"version": row.version, "treatment": row.treatment, "text": row.text, "place": row.place}
    kept = _kept(request) if "keep-text" in request.POST else None
    form = TreatmentForm(kept or request.POST or None, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        status = try_on(form, lambda: edit_treatment(request.actor, row, **data))
        if not status:
            return done(request, _("Đã lưu ý kiến tiếp thu, giải trình."), f"{consultations_path(case)}#opinions")
        if status == 409:
            return _conflict(request, row, form, consultations_path(case))
    context = {
        "heading": _("Tiếp thu, giải trình"),
        "lead": in_language(row.response.inquiry.body_vi, row.response.inquiry.body_en),
        "quote": row.opinion,
        "form": form,
        "cancel_path": f"{consultations_path(case)}#opinions",
        "draft_form": "treatment",
        "draft_object": str(row.pk),
        "page_level": case.level,
    }
    return render_section(request, case, "consultations", "appraisal/inquiry_form.html", context, status=status)


@signed_in
def split(request: SignedInRequest, reference: str, key: UUID) -> HttpResponse:
    """Give one more opinion of a reply a row of its own."""
    case = led_case(request, reference)
    response = sent_reply(request.actor, case, key)
    if response is None or not may_work(request, case):
        raise Http404
    form = OpinionForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = try_on(form, lambda: add_opinion(request.actor, response, opinion=form.cleaned_data["opinion"]))
        if not status:
            return done(request, _("Đã tách thành dòng riêng."), f"{consultations_path(case)}#opinions")
    context = {
        "heading": _("Tách ý kiến thành dòng riêng"),
        "lead": in_language(response.inquiry.body_vi, response.inquiry.body_en),
        "quote": response.text,
        "form": form,
        "cancel_path": f"{consultations_path(case)}#opinions",
        "page_level": case.level,
    }
    return render_section(request, case, "consultations", "appraisal/inquiry_form.html", context, status=status)


def _kept(request: SignedInRequest) -> dict[str, str]:
    """Return the fields as chosen on the page of the conflict."""
    data = {"version": request.POST.get("version", "")}
    for name in ("treatment", "text", "place"):
        keep = request.POST.get(f"keep-{name}", "mine")
        data[name] = request.POST.get(f"{keep}-{name}", "")
    return data


def _conflict(request: SignedInRequest, row: OpinionTreatment, form: TreatmentForm, back: str) -> HttpResponse:
    row = treatment_now(row)
    mine, theirs = form.cleaned_data, {"treatment": row.treatment, "text": row.text, "place": row.place}
    rows = [
        {
            "name": name,
            "label": form.fields[name].label,
            "base": "",
            "theirs": theirs[name],
            "mine": mine[name],
            "joined": mine[name],
            "is_conflict": mine[name] != theirs[name],
        }
        for name in theirs
    ]
    context = {
        "heading": _("Nội dung vừa được người khác sửa"),
        "who": _("Người khác"),
        "at": clock.now(),
        "rows": rows,
        "version": row.version,
        "hidden": {},
        "action_path": reverse("appraisal:treat", args=[row.case.reference, row.pk]),
        "cancel_path": back,
        "page_level": row.level,
    }
    return render(request, "shell/conflict.html", context, status=409)
