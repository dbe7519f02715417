"""Addresses of report, review, approvals, decision and letters."""

from django.urls import URLPattern, URLResolver, path, re_path

from kethop_office.appraisal.views import approvals, decision, letters, levels, report

__all__ = ["urlpatterns"]

_CASE = "case/<str:reference>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_CASE}/report", report.show, name="report"),
    path(f"{_CASE}/report/prepare", report.prepare, name="report_prepare"),
    path(f"{_CASE}/report/preview", report.preview, name="report_preview"),
    path(f"{_CASE}/report/add", report.add, name="report_add"),
    path(f"{_CASE}/report/recommendation", report.propose, name="report_propose"),
    path(f"{_CASE}/report/send", report.send, name="report_send"),
    path(f"{_CASE}/report/<slug:section>/edit", report.edit, name="report_edit"),
    re_path(
        r"^case/(?P<reference>[^/]+)/report/(?P<number>[0-9]{1,4})\.(?P<kind>pdf|docx)$",
        report.paper,
        name="report_paper",
    ),
    path(f"{_CASE}/approvals", approvals.show, name="approvals"),
    path(f"{_CASE}/approvals/review", approvals.review, name="review"),
    path(f"{_CASE}/approvals/review/confirm", approvals.confirm_review, name="review_confirm"),
    path(f"{_CASE}/decision", decision.show, name="decision"),
    path(f"{_CASE}/decision/confirm", decision.confirm, name="decision_confirm"),
    path(f"{_CASE}/decision/reopen", decision.reopen, name="decision_reopen"),
    path("admin/office/<uuid:key>/levels/add", levels.add, name="level_add"),
    path("admin/office/<uuid:key>/levels/remove", levels.remove, name="level_remove"),
    path("approve/", approvals.listing, name="approve_list"),
    path("approve/<uuid:key>/", approvals.sign, name="approve"),
    path("approve/<uuid:key>/confirm", approvals.confirm, name="approve_confirm"),
    path(f"{_CASE}/documents", letters.register, name="documents"),
    path(f"{_CASE}/documents/print", letters.register_print, name="documents_print"),
    path(f"{_CASE}/documents/new", letters.new, name="letter_new"),
    path(f"{_CASE}/documents/arrived", letters.arrive, name="letter_arrived"),
    path(f"{_CASE}/documents/<uuid:key>", letters.letter, name="letter"),
    path(f"{_CASE}/documents/<uuid:key>/issue", letters.issue, name="letter_issue"),
    path(f"{_CASE}/documents/<uuid:key>/scan", letters.scan, name="letter_scan"),
    path(f"{_CASE}/documents/<uuid:key>/replace", letters.replace, name="letter_replace"),
    re_path(
        r"^case/(?P<reference>[^/]+)/documents/(?P<key>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?P<kind>pdf|docx|scan)$",
        letters.file,
        name="letter_file",
    ),
]
