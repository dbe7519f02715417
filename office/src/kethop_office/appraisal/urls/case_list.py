"""Addresses of the list of cases."""

from django.urls import URLPattern, URLResolver, path

from kethop_office.appraisal.views import case_exports, case_list, finding_cases

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("case/", case_list.case_list, name="case_list"),
    path("case/find", finding_cases.find, name="find_cases"),
    path("case/bulk/give", case_list.give_cases, name="give_cases"),
    path("case/bulk/give-back", case_list.give_back, name="give_back"),
    path("case/bulk/remind", case_list.remind_cases, name="remind_cases"),
    path("case/view/save", case_list.keep_view, name="save_view"),
    path("case/view/<uuid:key>/remove", case_list.remove_kept_view, name="remove_view"),
    path("case/view/<uuid:key>/rename", case_list.rename_kept_view, name="rename_view"),
    path("case/export", case_exports.export_cases, name="export_cases"),
]
