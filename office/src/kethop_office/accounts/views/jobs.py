"""Pages of an account's background jobs."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, signed_in
from kethop_office.accounts.actions import jobs as acts
from kethop_office.accounts.job_words import in_words
from kethop_office.accounts.models import Job
from kethop_office.accounts.queries.jobs import own_job, own_jobs
from kethop_office.common.arriving import safe_name
from kethop_office.common.files import blob_path
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence

__all__ = ["job", "job_file", "jobs", "progress", "run_again", "stop"]


@require_safe
@signed_in
def jobs(request: SignedInRequest) -> HttpResponse:
    """List the account's jobs."""
    rows, count = own_jobs(request.actor)
    return render(request, "accounts/jobs.html", {"rows": [in_words(row) for row in rows], "count": count})


@require_safe
@signed_in
def job(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one job."""
    found = _found(request, key)
    return render(request, "accounts/job.html", {"words": in_words(found), "page_level": found.level})


@require_safe
@signed_in
def progress(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Give the part of the page that changes."""
    return render(request, "accounts/_job.html", {"words": in_words(_found(request, key))})


@require_POST
@signed_in
def stop(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask the job to stop."""
    found = _found(request, key)
    try:
        acts.stop(found, actor=request.actor)
    except Refused as refusal:
        messages.error(request, sentence(refusal.code, refusal.fields))
    return redirect("accounts:job", key=found.pk)


@require_POST
@signed_in
def run_again(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Order the job anew and go to the new one."""
    found = _found(request, key)
    try:
        found = acts.run_again(found, actor=request.actor)
    except Refused as refusal:
        messages.error(request, sentence(refusal.code, refusal.fields))
    return redirect("accounts:job", key=found.pk)


@require_safe
@signed_in
def job_file(request: SignedInRequest, key: UUID) -> FileResponse:
    """Give the file that the job made."""
    found = _found(request, key)
    if found.file is None:
        raise Http404
    data = blob_path(found.file.sha256).open("rb")
    return FileResponse(data, as_attachment=True, filename=safe_name(found.file_name))


def _found(request: SignedInRequest, key: UUID) -> Job:
    try:
        return own_job(request.actor, key)
    except Job.DoesNotExist as error:
        raise Http404 from error
