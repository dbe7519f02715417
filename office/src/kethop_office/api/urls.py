"""Where programs call: the interface of version 1, and OGC API Features."""

from django.urls import path

from kethop_office.api.service import Service
from kethop_office.api.views import cases, draft_files, features, filing, inquiries, registers

__all__ = ["FEATURES", "VERSION_1", "urlpatterns"]

VERSION_1 = Service(
    title="Kết hợp",
    version="1",
    description="Cases, consultations, filing and registers of the office: the same rules and refusals as its pages.",
    urls_namespace="api",
)
for _part in (registers, cases, inquiries, filing, draft_files):
    VERSION_1.add_router("", _part.router)

FEATURES = Service(
    title="Kết hợp · OGC API Features",
    version="1",
    description="The rows of maps that an account may see.",
    urls_namespace="ogc",
    openapi_url="/api",
    invalid=400,
)
FEATURES.add_router("", features.router)

urlpatterns = [path("api/v1/", VERSION_1.urls), path("ogc/", FEATURES.urls)]
