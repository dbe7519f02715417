"""Addresses of the label of a case."""

from django.urls import URLPattern, path

from kethop_office.appraisal.views import labels

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("case/<case:reference>/label", labels.label, name="label"),
    path("case/<case:reference>/label/settle", labels.settle, name="label-settle"),
]
