"""Addresses of the consultation."""

from django.urls import URLPattern, path

from kethop_office.appraisal.views import (
    conditions,
    consultation_acts,
    consultations,
    inbox,
    inquiry,
    library,
    opinions,
    periods,
    replies,
)

__all__ = ["urlpatterns"]

CASE = "case/<str:reference>/"
urlpatterns: list[URLPattern] = [
    path(f"{CASE}period", periods.set_period, name="case_period"),
    path(f"{CASE}period/extend", periods.extend, name="case_extend"),
    path(f"{CASE}consultations", consultations.consultations, name="consultations"),
    path(f"{CASE}consultations/new", consultations.new, name="inquiry-new"),
    path(f"{CASE}consultations/send", consultations.send, name="inquiries-send"),
    path(f"{CASE}consultations/release", consultations.release, name="replies-release"),
    path(f"{CASE}consultations/removal/<uuid:key>", consultation_acts.settle, name="removal-settle"),
    path(f"{CASE}consultations/opinion/<uuid:key>", opinions.treat, name="treat"),
    path(f"{CASE}consultations/reply/<uuid:key>/split", opinions.split, name="opinion-split"),
    path(f"{CASE}consultations/<uuid:key>/edit", consultations.edit, name="inquiry-edit"),
    path(f"{CASE}consultations/<uuid:key>/paper", opinions.paper, name="inquiry-paper"),
    path(f"{CASE}consultations/<uuid:key>/<slug:name>", consultation_acts.act, name="inquiry-act"),
    path(f"{CASE}conditions", conditions.conditions, name="conditions"),
    path(f"{CASE}conditions/new", conditions.new, name="condition-new"),
    path(f"{CASE}conditions/<uuid:key>/settle", conditions.settle, name="condition-settle"),
    path(f"{CASE}conditions/<uuid:key>/move", conditions.move, name="condition-move"),
    path(f"{CASE}conditions/<uuid:key>/duplicate", conditions.duplicate, name="condition-duplicate"),
    path(f"{CASE}conditions/<uuid:key>/supersede", conditions.supersede_page, name="condition-supersede"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/offer", inbox.offer, name="advice-offer"),
    path("inbox/library/", library.library, name="library"),
    path("inbox/library/new", library.new, name="library-new"),
    path("inbox/library/<uuid:key>/", library.model, name="library-model"),
    path("inbox/library/<uuid:key>/retire", library.retire, name="library-retire"),
    path("inbox/<uuid:key>/", inquiry.inquiry, name="inquiry"),
    path("inbox/<uuid:key>/assign", inbox.hand_over, name="inquiry-assign"),
    path("inbox/<uuid:key>/submit", replies.submit, name="reply-submit"),
    path("inbox/<uuid:key>/sign", replies.sign, name="reply-sign"),
    path("inbox/<uuid:key>/return", replies.send_back, name="reply-return"),
    path("inbox/<uuid:key>/withdraw", replies.withdraw, name="reply-withdraw"),
    path("inbox/<uuid:key>/step-in", replies.step_in_above, name="reply-step-in"),
]
