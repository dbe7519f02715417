"""Pages of the desk and of administration."""

from kethop_office.accounts.urls import admin, desk

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [*desk.urlpatterns, *admin.urlpatterns]
