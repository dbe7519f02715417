"""Addresses of how long cases are kept, and of their destruction."""

from django.urls import URLPattern, path

from kethop_office.appraisal.urls import case_pages  # noqa: F401 - it names the converter of case numbers
from kethop_office.appraisal.views import destruction, retention

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern] = [
    path("retention/", retention.over, name="retention"),
    path("retention/register/", retention.register, name="retention_register"),
    path("admin/retention/", retention.periods, name="retention_periods"),
    path("case/<case:reference>/destroy", destruction.destroy, name="destroy"),
    path("case/<case:reference>/destroy/settle", destruction.settle, name="destroy_settle"),
    path("case/<case:reference>/destroy/take-back", destruction.withdraw_wish, name="destroy_take_back"),
]
