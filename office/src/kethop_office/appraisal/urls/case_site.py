"""Addresses of the site of a case."""

from django.urls import URLPattern, URLResolver, path

from kethop_office.appraisal.urls import case_pages  # noqa: F401 - it names the converter of case numbers
from kethop_office.appraisal.views import case_site, site_files

__all__ = ["urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("case/<case:reference>/site", case_site.site, name="case_site"),
    path("case/<case:reference>/site/identify", case_site.identify, name="identify_site"),
    path("case/<case:reference>/site/draw", case_site.draw, name="draw_site"),
    path("case/<case:reference>/site/print", case_site.print_sheet, name="print_site"),
    path("case/<case:reference>/site/picture.svg", site_files.picture, name="site_picture"),
    path("case/<case:reference>/site/sheet.svg", site_files.picture, {"kind": "sheet"}, name="site_sheet"),
    path("case/<case:reference>/site/profile.svg", site_files.picture, {"kind": "profile"}, name="site_profile"),
    path("case/<case:reference>/site/site.geojson", site_files.shape_file, name="site_shape"),
    path("case/<case:reference>/site/file", case_site.order_file, name="site_file"),
    path("case/<case:reference>/site/table.xlsx", site_files.table_file, name="site_table"),
]
