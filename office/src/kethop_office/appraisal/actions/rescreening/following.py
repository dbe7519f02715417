"""What has changed is followed by a comparison of its own: a layer put into use or taken out of it, another pack."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from kethop_office.accounts import jobs
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.appraisal.actions.rescreening.ordering import begin, order_for_draft, stop_previews
from kethop_office.appraisal.bridge.desk import ask
from kethop_office.appraisal.models import PackSeen, Rescreening
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.levels import labels
from kethop_office.common.refusal import Refused
from kethop_office.registry.bridge.layers import pack_layers
from kethop_office.registry.models import Layer, LayerDraft

__all__ = ["PACK_JOB", "follow_layers", "follow_pack", "follow_withdrawal", "look_at_pack", "preview_draft"]

PACK_JOB = "appraisal.look_at_pack"
SECONDS = 120


def preview_draft(sender: object, *, actor: Actor, draft: LayerDraft, **_more: Any) -> None:  # noqa: ARG001, ANN401 - as signals call
    """Ask what a delivered version of a layer would change, in the transaction in which it is kept."""
    order_for_draft(actor, draft)


def follow_withdrawal(sender: object, *, actor: Actor, draft: LayerDraft, **_more: Any) -> None:  # noqa: ARG001, ANN401 - as above
    """Stop asking what a version would change that will not be put into use, in the transaction in which it is withdrawn."""
    stop_previews(actor, draft)


def follow_layers(
    sender: object,  # noqa: ARG001 - as signals call
    *,
    actor: Actor,
    version: Layer,
    is_retired: bool,
    draft: LayerDraft | None = None,
    **_more: Any,  # noqa: ANN401 - as above
) -> None:
    """Order the comparison after a layer has changed, in the transaction in which it does; the preview of it has served."""
    row = Rescreening(
        subject=Rescreening.Subject.RETIREMENT if is_retired else Rescreening.Subject.LAYER,
        phase=Rescreening.Phase.AFTER,
        draft=draft,
        version=version,
        layer=version.layer,
        level=version.level,
        compartment_id=version.compartment_id,
    )
    if draft is not None:
        stop_previews(actor, draft)
    with keeping("clock"), transaction.atomic():
        begin(row, actor)


def follow_pack() -> None:
    """Have the pack looked at when one of its files is another than when it was last looked at; cheap, and opens no pack."""
    last = PackSeen.objects.order_by("-seen_at").first()
    if last is None or last.stamp != _stamp():
        jobs.enqueue(PACK_JOB, {}, actor=None)


def look_at_pack(progress: JobProgress) -> dict[str, str | int | bool | None]:
    """Keep which pack is in use; another one than before orders a comparison.

    Raises
    ------
    Refused
        ``rescreen.pack_unreadable``: it does not load. What was in use before is still what cases were judged by.
    """
    progress.stage("rescreen.opening")
    stamp = _stamp()
    said = ask("opened", seconds=SECONDS)
    if said["errors"]:
        raise Refused("rescreen.pack_unreadable")
    pack = said["pack"]
    with keeping("clock"), transaction.atomic():
        last = PackSeen.objects.order_by("-seen_at").first()
        if last is not None and last.sha256 == pack["sha256"]:
            PackSeen.objects.filter(pk=last.pk).update(stamp=stamp)
            return {"version": pack["version"]}
        PackSeen.objects.create(
            pack=pack["id"], version=pack["version"], sha256=pack["sha256"], stamp=stamp, seen_at=clock.now()
        )
        record(
            "rescreen.pack_seen", actor=None, object_key="pack:office", at=clock.now(), detail={"hash": pack["sha256"]}
        )
        if last is not None:
            row = Rescreening(subject=Rescreening.Subject.PACK, phase=Rescreening.Phase.AFTER, level=min(labels()))
            row.pack_version = pack["version"]
            begin(row, None)
    return {"version": pack["version"]}


def _stamp() -> str:
    folder: Path = pack_layers(settings.KETHOP_PACK).parent
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = [(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(repr(facts).encode()).hexdigest()
