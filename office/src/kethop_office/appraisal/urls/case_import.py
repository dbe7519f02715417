"""Addresses of the import of running cases."""

from django.urls import URLPattern, URLResolver, path

from kethop_office.appraisal.views import case_import, case_import_rows, case_import_undo

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("case/import/", case_import.imports, name="case_imports"),
    path("case/import/new/", case_import.upload, name="case_import_new"),
    path("case/import/template.xlsx", case_import.template, name="case_import_template"),
    path("case/import/<uuid:key>/", case_import.run, name="case_import"),
    path("case/import/<uuid:key>/sheets/", case_import.sheets, name="case_import_sheets"),
    path("case/import/<uuid:key>/columns/", case_import.columns, name="case_import_columns"),
    path("case/import/<uuid:key>/undo/", case_import_undo.undo, name="case_import_undo"),
    path("case/import/<uuid:key>/rows/", case_import_rows.rows, name="case_import_rows"),
    path("case/import/row/<uuid:key>/take/", case_import_rows.take, name="case_import_take"),
    path("case/import/row/<uuid:key>/leave/", case_import_rows.leave, name="case_import_leave"),
]
