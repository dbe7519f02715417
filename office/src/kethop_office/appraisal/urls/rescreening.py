"""Addresses of what a change of layers or of the pack would change."""

from django.urls import URLPattern, path

from kethop_office.appraisal.urls import case_pages  # noqa: F401 - it names the converter of case numbers
from kethop_office.appraisal.views import rescreened, rescreening, rescreening_lines

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("rescreening/", rescreening.comparisons, name="rescreenings"),
    path("rescreening/pack/", rescreening.compare_pack, name="rescreening_pack"),
    path("rescreening/draft/<uuid:key>/", rescreening.compare_draft, name="rescreening_draft"),
    path("rescreening/park/<uuid:key>/", rescreened.rescreened_park, name="rescreened_park"),
    path("rescreening/park/<uuid:key>/again/", rescreened.rescreened_park_again, name="rescreened_park_again"),
    path("rescreening/park/<uuid:key>/note/", rescreened.rescreened_park_note, name="rescreened_park_note"),
    path("rescreening/<uuid:key>/", rescreening_lines.comparison, name="rescreening"),
    path("rescreening/<uuid:key>/note/", rescreening_lines.note, name="rescreening_note"),
    path("rescreening/<uuid:key>/progress/", rescreening.progress, name="rescreening_progress"),
    path("rescreening/<uuid:key>/stop/", rescreening.stop, name="rescreening_stop"),
    path("rescreening/<uuid:key>/go-on/", rescreening.go_on, name="rescreening_go_on"),
    path("rescreening/<uuid:key>/export/", rescreening.export, name="rescreening_export"),
    path("case/<case:reference>/rescreened/<uuid:key>/", rescreened.rescreened, name="rescreened"),
    path("case/<case:reference>/rescreened/<uuid:key>/note/", rescreened.note, name="rescreened_note"),
]
