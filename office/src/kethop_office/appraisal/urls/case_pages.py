"""Addresses of the pages of a case that show its state."""

from django.urls import URLPattern, URLResolver, path, register_converter

from kethop_office.appraisal.views import case_overview
from kethop_office.appraisal.views.references import CaseReference

__all__ = ["urlpatterns"]

register_converter(CaseReference, "case")

urlpatterns: list[URLPattern | URLResolver] = [
    path("case/<case:reference>/", case_overview.overview, name="case"),
    path("case/<case:reference>/events", case_overview.events, name="case_events"),
    path("case/<case:reference>/events.xlsx", case_overview.events_file, name="case_events_file"),
    path("case/<case:reference>/archive", case_overview.archive, name="case_archive"),
    path("case/<case:reference>/officer", case_overview.give, name="case_officer"),
]
