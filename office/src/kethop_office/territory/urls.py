"""Pages of this room."""

from django.urls import path

from kethop_office.territory import views

app_name = "territory"
urlpatterns = [
    path("", views.search, name="search"),
    path("export/", views.export, name="export"),
    path("<str:key>/", views.unit, name="unit"),
]
