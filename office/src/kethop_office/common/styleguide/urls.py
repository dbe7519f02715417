"""Addresses of the component pages."""

from django.urls import path

from kethop_office.common.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("", views.components, name="components"),
    path("form/", views.form, name="form"),
    path("map/", views.moving_map, name="map"),
    path("confirm/", views.confirm, name="confirm"),
    path("conflict/", views.conflict, name="conflict"),
]
