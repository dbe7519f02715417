"""The help pages."""

from django.urls import path

from kethop_office.common import help_views

app_name = "help"
urlpatterns = [
    path("", help_views.index, name="index"),
    path("<slug:page>/", help_views.page, name="page"),
]
