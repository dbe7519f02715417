"""The inbox of a consulted office."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.models import User
from kethop_office.appraisal.actions.initiative import offer_advice
from kethop_office.appraisal.actions.replies import assign
from kethop_office.appraisal.forms.reply import HandOverForm, OfferForm
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.inbox import MOST, advising_offices, colleagues, inbox_rows, late_below
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE, asked_inquiry
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.appraisal.views.consultation_frame import done, refused, try_on
from kethop_office.common.refusal import Refused

__all__ = ["hand_over", "inbox", "offer"]

WHICH = ("awaited", "to_sign", "closed", "all")
WHOSE = ("office", "mine", "free")


@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    """List what the reader's offices are asked, by their own last day."""
    actor = request.actor
    if not actor.has_any((*ASKED_SIDE, "upper", "approver")):
        raise Http404
    which = request.GET.get("which", "awaited")
    whose = request.GET.get("whose", "office")
    which, whose = which if which in WHICH else "awaited", whose if whose in WHOSE else "office"
    rows = inbox_rows(actor, which=which, whose=whose)
    below = list(late_below(actor)[:MOST])
    context = {
        "rows": rows[:MOST],
        "is_cut": len(rows) > MOST,
        "most": MOST,
        "which": which,
        "whose": whose,
        "below": below,
        "may_offer": advising_offices(request.actor).exists(),
        "page_level": max((row.inquiry.level for row in rows[:MOST]), default=0),
    }
    return render(request, "appraisal/inbox.html", context)


@signed_in
@require_POST
def hand_over(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take an inquiry, or hand it to a colleague; either can be undone by doing it again."""
    try:
        inquiry = asked_inquiry(request.actor, key)
    except Inquiry.DoesNotExist as error:
        raise Http404 from error
    back = reverse("appraisal:inquiry", args=[key])
    user: User | None = None
    if "take" in request.POST:
        user = request.user
    else:
        form = HandOverForm(request.POST, users=colleagues(inquiry, day_of(request.actor)))
        if not form.is_valid():
            return refused(request, Refused("response.not_in_office", title=""), back)
        user = form.cleaned_data["user"]
    try:
        assign(request.actor, inquiry, user)
    except Refused as refusal:
        return refused(request, refusal, back)
    return done(request, _("Đã giao xử lý."), back)


@signed_in
def offer(request: SignedInRequest) -> HttpResponse:
    """Offer advice on a case; the answer is the same whether there is such a case or not."""
    offices = advising_offices(request.actor)
    if not offices.exists():
        raise Http404
    form = OfferForm(request.POST or None, offices=offices, initial={"office": offices.first()})
    status = 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        found: list[Inquiry | None] = []
        status = try_on(
            form,
            lambda: found.append(
                offer_advice(request.actor, data["office"], data["reference"], subject=data["subject"])
            ),
        )
        if not status:
            if found[0] is not None:
                text = _("Đã mở phiếu tham gia ý kiến.")
                return done(request, text, reverse("appraisal:inquiry", args=[found[0].pk]))
            text = _("Đã chuyển đề nghị. Nếu cơ quan chủ trì tiếp nhận, phiếu sẽ có trong hộp ý kiến.")
            return done(request, text, reverse("appraisal:inbox"))
    context = {
        "heading": _("Chủ động tham gia ý kiến"),
        "form": form,
        "cancel_path": reverse("appraisal:inbox"),
    }
    return render(request, "appraisal/inbox_form.html", context, status=status)
