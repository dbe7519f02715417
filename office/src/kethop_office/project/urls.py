"""The root of all URLs."""

from django.urls import path

from kethop_office.common import views

urlpatterns = [path("health/", views.health, name="health")]
