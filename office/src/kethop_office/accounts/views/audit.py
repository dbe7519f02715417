"""The log and its signed heads, for who watches over it."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required
from kethop_office.accounts.actions.audit_log import note_export, note_verified, sign_now
from kethop_office.accounts.models import Role
from kethop_office.accounts.queries.upkeep import last_check
from kethop_office.accounts.views.refusing import refuse
from kethop_office.audit.queries import clock_is_back, events, head_line, head_lines, last_seq, verify
from kethop_office.audit.queries.exporting import VERIFIER, export_lines, verifier
from kethop_office.audit.queries.heads import key_of, key_texts
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import headline

__all__ = ["checker", "export", "head", "head_file", "head_sign", "heads", "log", "log_verify"]

_PAGE = 100
_WATCHERS = (Role.ADMIN, Role.AUDITOR)


@require_safe
@role_required(*_WATCHERS)
def log(request: SignedInRequest) -> HttpResponse:
    """List events by kind of act, up to the reader's level; they hold no text of a case."""
    act = request.GET.get("act", "").strip()
    page = Paginator(events(act, rank=request.actor.rank), _PAGE).get_page(request.GET.get("page"))
    rows = [(event, headline(event.act), json.loads(event.body)) for event in page]
    context = {"page": page, "rows": rows, "act": act, "query": f"act={act}&" if act else ""}
    more = {"job": last_check("audit.verify"), "clock_is_back": clock_is_back()}
    return render(request, "accounts/admin/audit.html", {**context, **more})


@require_POST
@role_required(*_WATCHERS)
def log_verify(request: SignedInRequest) -> HttpResponse:
    """Check the whole chain now and say what was found."""
    found = verify()
    note_verified(request.actor, found)
    return render(request, "accounts/admin/verified.html", {"found": found, "at": clock.now()})


@require_POST
@role_required(*_WATCHERS)
def export(request: SignedInRequest) -> StreamingHttpResponse:
    """Give the chain as lines of JSON; what is above the reader's level shows its hash alone."""
    note_export(request.actor, request.actor.rank)
    headers = {"Content-Disposition": f'attachment; filename="kethop-audit-{clock.today():%Y%m%d}.jsonl"'}
    lines = export_lines(request.actor.rank, key_texts())
    return StreamingHttpResponse(lines, content_type="application/x-ndjson", headers=headers)


@require_safe
@role_required(*_WATCHERS)
def checker(_request: SignedInRequest) -> HttpResponse:
    """Give the program that checks an export without us."""
    headers = {"Content-Disposition": f'attachment; filename="{VERIFIER}"'}
    return HttpResponse(verifier(), content_type="text/x-python; charset=utf-8", headers=headers)


@require_safe
@role_required(*_WATCHERS)
def heads(request: SignedInRequest) -> HttpResponse:
    """List the signed heads, and whether each has left."""
    lines = head_lines()
    since = last_seq() - (lines[0].head.size if lines else 0)
    return render(request, "accounts/admin/heads.html", {"lines": lines, "since": since, "keys": key_texts()})


@require_POST
@role_required(*_WATCHERS)
def head_sign(request: SignedInRequest) -> HttpResponse:
    """Sign the head now."""
    try:
        signed = sign_now(request.actor)
    except Refused as refused:
        messages.error(request, refuse(refused))
        return redirect("accounts:audit-heads")
    messages.success(request, gettext("Đã ký đầu chuỗi."))
    return redirect("accounts:audit-head", size=signed.size)


@require_safe
@role_required(*_WATCHERS)
def head(request: SignedInRequest, size: int) -> HttpResponse:
    """Show one head as the sheet that is printed for the daily register."""
    line = head_line(size)
    if line is None:
        raise Http404
    return render(request, "accounts/admin/head.html", {"line": line, "key": key_of(line.head)})


@require_safe
@role_required(*_WATCHERS)
def head_file(_request: SignedInRequest, size: int) -> HttpResponse:
    """Give one head as the file that is kept elsewhere."""
    line = head_line(size)
    if line is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{line.file_name}"'}
    return HttpResponse(line.head.note, content_type="text/plain; charset=utf-8", headers=headers)
