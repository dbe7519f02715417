"""Pages that belong to no room."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kethop_office.common import disk
from kethop_office.common.health import state_of_health
from kethop_office.common.requests import incident_of

__all__ = ["health", "ready", "server_error"]

BARE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Kết hợp</title>
<h1>Chưa thực hiện được yêu cầu</h1><p>Mã sự việc <strong>%(incident)s</strong>, báo cho quản trị viên.</p>
<p lang="en">The request was not carried out. Incident %(incident)s: tell the administrator.</p></html>
"""


@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """Say that the server answers, and how database, worker and clock are; no version, for anyone may ask. Always 200 while it answers."""
    return JsonResponse({"status": "up", **state_of_health()})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be served: the database is there in the program's shape; 503 otherwise. For a proxy or monitor."""
    state = state_of_health()
    is_ready = state["database"] == "up" and state["migrations"] == "applied"
    return JsonResponse({"ready": is_ready}, status=200 if is_ready else 503)


FULL = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Kết hợp</title>
<h1>Đĩa đầy, chưa lưu được</h1><p>Mã sự việc <strong>%(incident)s</strong>, báo cho quản trị viên.</p>
<p lang="en">The disk is full, nothing was saved. Incident %(incident)s: tell the administrator.</p></html>
"""


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the act was not done, with the incident's number that the log has; barely, when even the shell fails."""
    incident = incident_of(request)
    if disk.is_full(sys.exc_info()[1]):
        return _disk_full(request, incident)
    try:
        return render(request, "shell/incident.html", {"incident": incident}, status=500)
    except Exception:  # noqa: BLE001 - the page about a failure must not fail; the log has the first one
        return HttpResponse(BARE % {"incident": incident}, status=500)


def _disk_full(request: HttpRequest, incident: str) -> HttpResponse:
    """Say that the disk is full: nothing was saved, and pages go on being shown."""
    try:
        return render(request, "shell/disk_full.html", {"incident": incident}, status=507)
    except Exception:  # noqa: BLE001 - as above
        return HttpResponse(FULL % {"incident": incident}, status=507)
