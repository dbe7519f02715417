"""Pages of this room."""

from django.urls import path

from kethop_office.procedures import views

app_name = "procedures"
urlpatterns = [
    path("", views.index, name="index"),
    path("read/", views.read_anew, name="read"),
    path("version/<uuid:key>/", views.version, name="version"),
    path("version/<uuid:key>/migrate/", views.migrate, name="migrate"),
    path("version/<uuid:key>/<str:language>.bpmn", views.drawing, name="drawing"),
]
