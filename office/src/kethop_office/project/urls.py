"""The root of all URLs."""

from django.conf import settings
from django.urls import include, path

from kethop_office.common import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/ready/", views.ready, name="ready"),
    path("", include("kethop_office.accounts.urls.sign_in")),
    path("", include("kethop_office.accounts.urls")),
    path("procedure/", include("kethop_office.procedures.urls")),
    path("territory/", include("kethop_office.territory.urls")),
    path("registry/", include("kethop_office.registry.urls")),
    path("", include("kethop_office.appraisal.urls")),
    path("", include("kethop_office.api.urls")),
    path("help/", include("kethop_office.common.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", include("kethop_office.common.styleguide.urls")))
handler500 = "kethop_office.common.views.server_error"
