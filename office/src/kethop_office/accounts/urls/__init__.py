"""Pages of the desk, of background work and of administration."""

from kethop_office.accounts.urls import admin, desk, work

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [*desk.urlpatterns, *work.urlpatterns, *admin.urlpatterns]
