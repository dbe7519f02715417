"""Addresses of new proposals, and of the sections submission, findings and related."""

from django.urls import URLPattern, URLResolver, path

from kethop_office.appraisal.views import (
    case_findings,
    case_related,
    case_submission,
    documents,
    new_case,
    new_drafts,
    site_step,
)

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("case/new/", new_drafts.new, name="new"),
    path("case/new/start", new_drafts.start, name="start"),
    path("case/new/copy", new_drafts.copy, name="copy"),
    path("case/new/<uuid:key>/", new_case.overview, name="draft"),
    path("case/new/<uuid:key>/kind", new_case.kind, name="draft_kind"),
    path("case/new/<uuid:key>/details", new_case.details, name="draft_details"),
    path("case/new/<uuid:key>/site", site_step.site, name="draft_site"),
    path("case/new/<uuid:key>/site/panel", site_step.panel, name="draft_panel"),
    path("case/new/<uuid:key>/heights", new_case.heights, name="draft_heights"),
    path("case/new/<uuid:key>/files", documents.files, name="draft_files"),
    path("case/new/<uuid:key>/files/remove", documents.remove, name="remove_document"),
    path("case/new/<uuid:key>/files/restore", documents.restore, name="restore_document"),
    path("case/new/<uuid:key>/check", new_case.check, name="draft_check"),
    path("case/new/<uuid:key>/delete", new_drafts.delete, name="delete_draft"),
    path("case/new/<uuid:key>/restore", new_drafts.restore, name="restore_draft"),
    path("case/<str:reference>/filed/<int:number>", case_submission.filed, name="filed"),
    path("case/<str:reference>/submission", case_submission.submission, name="submission"),
    path("case/<str:reference>/submission/receive", case_submission.receive, name="receive"),
    path("case/<str:reference>/submission/accept", case_submission.accept, name="accept"),
    path("case/<str:reference>/submission/complete", case_submission.ask_completion, name="ask_completion"),
    path("case/<str:reference>/submission/continue", case_submission.continue_filing, name="continue_filing"),
    path("case/<str:reference>/submission/<int:number>/site", documents.download_site, name="download_site"),
    path("case/<str:reference>/submission/file/<uuid:key>", documents.download, name="download_document"),
    path("case/<str:reference>/submission/<str:act>", case_submission.end, name="end"),
    path("case/<str:reference>/findings", case_findings.findings, name="findings"),
    path("case/<str:reference>/findings/run", case_findings.run_again, name="run_again"),
    path("case/<str:reference>/findings/<int:number>/changes", case_findings.compare, name="compare"),
    path("case/<str:reference>/findings/<uuid:key>/overrule", case_findings.overrule, name="overrule"),
    path("case/<str:reference>/findings/override/<uuid:key>", case_findings.settle, name="settle"),
    path("case/<str:reference>/related", case_related.related, name="related"),
    path("case/<str:reference>/related/<uuid:key>/end", case_related.unlink, name="unlink"),
]
