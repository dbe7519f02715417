"""The desk of an account."""

from django.urls import path

from kethop_office.accounts.views import app_passwords, new_password, notices, own, own_sessions, session, tasks

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", tasks.home, name="home"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/paused/", tasks.paused, name="paused"),
    path("notice/", notices.listed, name="notices"),
    path("notice/read/", notices.all_read, name="notices-read"),
    path("notice/<uuid:key>/", notices.opened, name="notice"),
    path("session/", session.session, name="session"),
    path("draft/", session.draft, name="draft"),
    path("draft/<uuid:key>/drop/", session.drop, name="draft-drop"),
    path("account/", own.own, name="own"),
    path("account/level/", own.level, name="own-level"),
    path("account/feed/", own.feed, name="own-feed"),
    path("account/sessions/", own_sessions.listed, name="own-sessions"),
    path("account/sessions/end/", own_sessions.end, name="own-sessions-end"),
    path("account/app-passwords/", app_passwords.app_passwords, name="app-passwords"),
    path("account/app-passwords/new/", app_passwords.make, name="app-password-make"),
    path("account/app-passwords/<uuid:key>/revoke/", app_passwords.revoke, name="app-password-revoke"),
    path("calendar/<str:key>.ics", notices.feed, name="feed"),
    path("sign-in/new/<uuid:key>/<str:token>/", new_password.new_password, name="new-password"),
]
