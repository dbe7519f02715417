"""Layers: version, age, extent, health; publish and retire."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kethop_office.accounts import jobs
from kethop_office.accounts.access import SignedInRequest, role_required, signed_in
from kethop_office.accounts.models import Role
from kethop_office.common import maps
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.layers import retire_layer
from kethop_office.registry.actions.publishing import order_check
from kethop_office.registry.forms.imports import LayerForm
from kethop_office.registry.models import Layer
from kethop_office.registry.queries.layer_drafts import open_drafts
from kethop_office.registry.queries.layers import layer_rows, visible_layer
from kethop_office.registry.roles import LAYER_KEEPERS
from kethop_office.registry.views.common import found, panels_of, said

__all__ = ["deliver", "layer", "layer_list", "read_again", "retire"]


@require_safe
@signed_in
def layer_list(request: SignedInRequest) -> HttpResponse:
    """List the layers in use; there is no such page for a proponent."""
    if not any(role != Role.PROPONENT for _office, role in request.actor.roles):
        raise Http404
    rows, drafts = layer_rows(request.actor), list(open_drafts(request.actor))
    context = {
        "rows": rows,
        "drafts": drafts,
        "panels": panels_of("registry:layers", request.actor),
        "is_keeper": request.actor.has_any(LAYER_KEEPERS),
        "page_level": max([0, *(row.layer.level for row in rows), *(draft.level for draft in drafts)]),
    }
    return render(request, "registry/layers.html", context)


@require_safe
@signed_in
def layer(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one version of a layer."""
    row, others = found(visible_layer, request.actor, key)
    one = row.layer
    is_keeper = request.actor.has_any(LAYER_KEEPERS)
    context = {
        "row": row,
        "layer": one,
        "others": others,
        "map": _map(request, one),
        "panels": panels_of("registry:layer", request.actor, one),
        "can_retire": is_keeper and one.origin == Layer.Origin.NODE and one.is_current,
        "page_level": one.level,
    }
    return render(request, "registry/layer.html", context)


@require_POST
@role_required(*LAYER_KEEPERS)
def read_again(request: SignedInRequest) -> HttpResponse:
    """Have the folders looked at again."""
    job = jobs.enqueue("registry.read_layers", {}, actor=request.actor)
    return redirect("accounts:job", key=job.pk)


@require_http_methods(["GET", "POST"])
@role_required(*LAYER_KEEPERS)
def deliver(request: SignedInRequest) -> HttpResponse:
    """Take a version of a layer in and have it checked; another page puts it into use."""
    form = LayerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sidecar, file = form.cleaned_data["sidecar"], form.cleaned_data["file"]
        try:
            job = order_check(request.actor, sidecar.name, sidecar.read(), file.read())
        except Refused as refused:
            form.add_error("file" if refused.code.startswith("file.") else None, said(refused))
        else:
            return redirect("accounts:job", key=job.pk)
    return render(request, "registry/layer_new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*LAYER_KEEPERS)
def retire(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take a layer out of use, after one page that says what follows."""
    row, _others = found(visible_layer, request.actor, key)
    if request.method == "POST":
        try:
            retire_layer(request.actor, row.layer)
        except Refused as refused:
            messages.error(request, said(refused))
        else:
            messages.success(request, _("Đã ngừng dùng lớp."))
        return redirect("registry:layer", key=row.layer.pk)
    context = {
        "heading": _("Ngừng dùng lớp"),
        "what": _("Lớp “%(layer)s” không còn được dùng để sàng lọc.") % {"layer": row.layer.label},
        "then": _("Quy tắc cần lớp này sẽ trả lời chưa xác định và phải lấy ý kiến, cho đến khi có phiên bản khác."),
        "button": _("Ngừng dùng lớp"),
        "cancel_path": f"/registry/layer/{row.layer.pk}/",
        "is_warning": True,
        "page_level": row.layer.level,
    }
    return render(request, "shell/confirm.html", context)


def _map(request: SignedInRequest, one: Layer) -> maps.MapPage | None:
    if one.west is None or one.south is None or one.east is None or one.north is None:
        return None
    ring = [[one.west, one.south], [one.east, one.south], [one.east, one.north], [one.west, one.north]]
    shape = {
        "type": "Feature",
        "properties": {"name": one.label},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }
    return maps.MapPage(
        "extent",
        _("Khung phạm vi phủ"),
        (one.west, one.south, one.east, one.north),
        [maps.MapSource("extent", data={"type": "FeatureCollection", "features": [shape]})],
        [maps.MapLayer("extent", one.label, "extent", "unit", "administrative", level=one.level)],
        level=one.level,
        table_id="facts",
        is_static=bool(request.user.prefers_static_map),
    )
