"""Pages of the desk and of administration."""

from django.urls import path

from kethop_office.accounts.views import jobs, own, session

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [
    path("job/", jobs.jobs, name="jobs"),
    path("job/<uuid:key>/", jobs.job, name="job"),
    path("job/<uuid:key>/progress/", jobs.progress, name="job-progress"),
    path("job/<uuid:key>/stop/", jobs.stop, name="job-stop"),
    path("job/<uuid:key>/again/", jobs.run_again, name="job-again"),
    path("job/<uuid:key>/file/", jobs.job_file, name="job-file"),
    path("session/", session.session, name="session"),
    path("draft/", session.draft, name="draft"),
    path("draft/<uuid:key>/drop/", session.drop, name="draft-drop"),
    path("account/", own.own, name="own"),
    path("account/feed/", own.feed, name="own-feed"),
    path("calendar/<str:key>.ics", own.own, name="feed"),
]
