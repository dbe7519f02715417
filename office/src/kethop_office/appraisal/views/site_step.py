"""The site step: four ways in, the check panel, and what one press changes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kethop_office.accounts.access import signed_in
from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions import drafts
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.forms.site_step import SiteForm
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.appraisal.queries.panels import Panel, site_panel
from kethop_office.appraisal.queries.questions import pack_questions
from kethop_office.appraisal.views.frame import actor_on
from kethop_office.appraisal.views.new_case import draft_on, next_path, step_context
from kethop_office.appraisal.views.refusals import sentence_of, show_refusal
from kethop_office.common.files import read_blob
from kethop_office.common.refusal import Refused

__all__ = ["panel", "site"]

_TABLES = frozenset({"table", "map"})
_CHANGED = ("crs", "column_order")


@require_http_methods(["GET", "POST"])
@signed_in
def site(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask where the site is; each saving shows the check panel again before the step is left."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    known = draft.answers.get("site", {})
    if request.method == "POST" and ("use" in request.POST or "undo" in request.POST):
        return _changed(request, actor, draft, known)
    found, ended = _panel(actor, draft, known)
    form = SiteForm(
        request.POST or None,
        request.FILES or None,
        initial=_initial(draft, known),
        systems=pack_questions().systems,
        layers=found.layers if found else (),
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _saved(request, actor, draft, form)
            except Refused as refusal:
                form.add_error(None, sentence_of(refusal))
                status = 409
    context = {
        **step_context(draft, "site"),
        "form": form,
        "panel": found,
        "engine_ended": ended,
        "changed": _shown_change(known),
    }
    return render(request, "appraisal/filing/site.html", context, status=status)


@require_POST
@signed_in
def panel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the check panel of what is typed, without saving it."""
    actor = actor_on(request)
    draft = draft_on(actor, key)
    form = SiteForm(request.POST, request.FILES, systems=pack_questions().systems)
    form.is_valid()
    given = form.cleaned_data
    typed = {name: given.get(name) for name in ("crs", "column_order", "layer", "unit", "area_reason", "repair")}
    typed["area_ha"] = f"{given['area_ha']:f}" if given.get("area_ha") else ""
    table = str(given.get("table", "")).encode() if given.get("way") in _TABLES and given.get("table") else None
    found, ended = _panel(actor, draft, typed, table)
    context = {"panel": found, "engine_ended": ended, "draft": draft}
    return render(request, "appraisal/filing/_panel.html", context)


def _panel(
    actor: Actor, draft: ProposalDraft, known: Mapping[str, Any], table: bytes | None = None
) -> tuple[Panel | None, bool]:
    try:
        return site_panel(actor, draft, known, table), False
    except EngineEnded:
        return None, True


def _initial(draft: ProposalDraft, known: Mapping[str, Any]) -> dict[str, Any]:
    table = ""
    if known.get("way") in _TABLES and draft.site_file is not None:
        table = read_blob(draft.site_file).decode(errors="replace")
    shown = {name: value for name, value in known.items() if value != ""}
    return {**shown, "units": "\n".join(known.get("units", ())), "table": table, "version": draft.version}


def _saved(request: HttpRequest, actor: Actor, draft: ProposalDraft, form: SiteForm) -> HttpResponse:
    """Keep the step, look at what was kept, and go on only when it was looked at and is in order."""
    given = form.cleaned_data
    version, way = given["version"], given["way"]
    upload = request.FILES.get("file")
    if way in _TABLES and given["table"]:
        draft = drafts.attach_site(actor, draft, given["table"].encode(), name="-", version=version)
    elif way == "file" and upload is not None:
        draft = drafts.attach_site(actor, draft, upload.read(), name=upload.name or "site", version=version)
    elif way in {"none", "units"} and draft.site_file is not None:
        draft = drafts.attach_site(actor, draft, None, name="", version=version)
    answers = form.answers()
    draft = drafts.save_answers(actor, draft, "site", answers, version=max(version, draft.version))
    found, ended = _panel(actor, draft, answers)
    is_in_order = way in {"none", "units"} or (found is not None and found.is_in_order)
    drafts.save_answers(actor, draft, "site", {**answers, "is_in_order": is_in_order}, version=draft.version)
    if "check" in request.POST or ended or not is_in_order:
        return redirect("appraisal:draft_site", key=draft.pk)
    if "later" in request.POST:
        messages.success(request, gettext("Đã lưu bản nháp."))
        return redirect("appraisal:draft", key=draft.pk)
    return redirect(next_path(draft, "site"))


def _changed(request: HttpRequest, actor: Actor, draft: ProposalDraft, known: Mapping[str, Any]) -> HttpResponse:
    """Take over a proposal of the panel, or take that back; what was there before is kept for it."""
    if "undo" in request.POST:
        before = known.get("before", {})
        answers = {**{name: value for name, value in known.items() if name != "before"}, **before}
    else:
        crs, _, order = request.POST["use"].partition("|")
        before = {name: known.get(name, "") for name in _CHANGED}
        answers = {**known, "crs": crs, "column_order": order, "before": before}
    try:
        draft = drafts.save_answers(actor, draft, "site", answers, version=draft.version)
        found, _ = _panel(actor, draft, answers)
        answers["is_in_order"] = found is not None and found.is_in_order
        drafts.save_answers(actor, draft, "site", answers, version=draft.version)
    except Refused as refusal:
        show_refusal(request, refusal)
    return redirect("appraisal:draft_site", key=draft.pk)


def _shown_change(known: Mapping[str, Any]) -> dict[str, str] | None:
    """Return what a press changed: before and now, in words; None when nothing was."""
    before = known.get("before")
    if not before:
        return None
    names = dict(pack_questions().systems)
    return {
        "before": names.get(before.get("crs", ""), gettext("chưa chọn")),
        "now": names.get(known.get("crs", ""), gettext("chưa chọn")),
        "is_turned": "1" if before.get("column_order") != known.get("column_order") else "",
    }
