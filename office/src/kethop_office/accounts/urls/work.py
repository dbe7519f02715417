"""Background work of an account."""

from django.urls import path

from kethop_office.accounts.views import jobs

__all__ = ["urlpatterns"]

urlpatterns = [
    path("job/", jobs.jobs, name="jobs"),
    path("job/<uuid:key>/", jobs.job, name="job"),
    path("job/<uuid:key>/progress/", jobs.progress, name="job-progress"),
    path("job/<uuid:key>/stop/", jobs.stop, name="job-stop"),
    path("job/<uuid:key>/again/", jobs.run_again, name="job-again"),
    path("job/<uuid:key>/file/", jobs.job_file, name="job-file"),
]
