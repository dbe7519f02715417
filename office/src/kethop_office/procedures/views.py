"""Pages of procedures: versions, drawings, and moving running cases to another version."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts.access import SignedInRequest, role_required, signed_in
from kethop_office.accounts.models import Role
from kethop_office.common.figures import number_text
from kethop_office.common.refusal import Refused
from kethop_office.common.wording import sentence
from kethop_office.procedures import actions, queries
from kethop_office.procedures.forms import MappingForm
from kethop_office.procedures.models import ProcedureVersion
from kethop_office.procedures.reading import DrawingRefusedError
from kethop_office.procedures.wording import fault_sentence

__all__ = ["drawing", "index", "migrate", "read_anew", "version"]


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """List the versions of each procedure, with the running cases that the reader may know of."""
    return render(
        request,
        "procedures/index.html",
        {"rows": queries.version_rows(request.actor), "may_read": request.actor.has(Role.RULE_OFFICER)},
    )


@require_POST
@role_required(Role.RULE_OFFICER)
def read_anew(request: SignedInRequest) -> HttpResponse:
    """Take in the pack's drawings as they are now; faults are shown, and nothing is taken in."""
    try:
        taken = actions.take_in_changed(settings.KETHOP_PACK, actor=request.actor)
    except DrawingRefusedError as error:
        context = {
            "rows": queries.version_rows(request.actor),
            "may_read": True,
            "faults": [fault_sentence(fault) for fault in error.faults],
        }
        return render(request, "procedures/index.html", context, status=422)
    except Refused as refusal:
        messages.error(request, sentence(refusal.code, refusal.fields))
        return redirect("procedures:index")
    if taken:
        names = "; ".join(f"{each.name} {each.number}" for each in taken)
        messages.success(request, _("Đã nạp bản mới: %(names)s.") % {"names": names})
    else:
        messages.info(request, _("Không sơ đồ nào thay đổi."))
    return redirect("procedures:index")


@require_safe
@signed_in
def version(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one version: its drawing, its steps in words, how many cases stand where."""
    found = _found(key)
    others = queries.other_versions(found)
    context = {
        "version": found,
        "steps": queries.version_steps(found, request.actor),
        "others": others,
        "may_migrate": request.actor.has(Role.RULE_OFFICER) and others,
        "page_level": queries.highest_level(found, request.actor),
    }
    return render(request, "procedures/version.html", context)


@require_safe
@signed_in
def drawing(request: SignedInRequest, key: UUID, language: str) -> HttpResponse:  # noqa: ARG001 - a view takes the request
    """Give the drawing with its labels in one language; a version never changes."""
    if language not in {"vi", "en"}:
        raise Http404
    data = queries.drawing_in(_found(key), language)
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type="application/xml; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.RULE_OFFICER)
def migrate(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Choose a step of another version for each step at which cases stand, see what it does, and move them."""
    found = _found(key)
    target = _target(request, found)
    runs = queries.movable_runs(found, request.actor)
    form = MappingForm(request.POST or None, version=found, target=target, runs=runs)
    context = {
        "version": found,
        "target": target,
        "form": form,
        "count": len(runs),
        "others": queries.other_versions(found),
    }
    context["page_level"] = queries.highest_level(found, request.actor)
    if request.method != "POST" or not runs or not form.is_valid():
        return render(request, "procedures/migrate.html", context, status=422 if form.errors else 200)
    mapping = form.mapping()
    found_obstacles = queries.obstacles_of(runs, target, mapping)
    context["obstacles"] = [(sentence(each.code, each.fields), count) for each, count in found_obstacles]
    if context["obstacles"]:
        return render(request, "procedures/migrate.html", context, status=422)
    if request.POST.get("act") != "move":
        return render(request, "procedures/migrate_confirm.html", {**context, "moves": form.moves()})
    try:
        count = actions.migrate_all(runs, target, mapping, actor=request.actor)
    except Refused as refusal:
        messages.error(request, sentence(refusal.code, refusal.fields))
        return redirect(request.get_full_path())
    told = ngettext(
        "Đã chuyển %(count)s hồ sơ sang bản %(number)s.", "Đã chuyển %(count)s hồ sơ sang bản %(number)s.", count
    )
    messages.success(request, told % {"count": number_text(count), "number": target.number})
    return redirect("procedures:version", key=target.pk)


def _found(key: UUID) -> ProcedureVersion:
    try:
        return queries.version_of(key)
    except ProcedureVersion.DoesNotExist:
        raise Http404 from None


def _target(request: SignedInRequest, version: ProcedureVersion) -> ProcedureVersion:
    """Return the chosen other version, or the one on which new cases begin."""
    others = {str(other.pk): other for other in queries.other_versions(version)}
    if not others:
        raise Http404
    chosen = request.GET.get("to", "")
    if chosen and chosen not in others:
        raise Http404
    return (
        others[chosen]
        if chosen
        else next((each for each in others.values() if each.is_current), next(iter(others.values())))
    )
