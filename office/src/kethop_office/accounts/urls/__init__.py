"""Pages of the desk and of administration."""

from django.urls import path

from kethop_office.accounts.views import own, session

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [
    path("session/", session.session, name="session"),
    path("draft/", session.draft, name="draft"),
    path("draft/<uuid:key>/drop/", session.drop, name="draft-drop"),
    path("account/", own.own, name="own"),
    path("account/feed/", own.feed, name="own-feed"),
    path("calendar/<str:key>.ics", own.own, name="feed"),
]
