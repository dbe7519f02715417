"""Order a comparison, stop it, go on with it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from kethop_office.accounts import jobs
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.row_security.reader import keeping
from kethop_office.appraisal.models import RescreenedCase, RescreenedPark, Rescreening
from kethop_office.appraisal.queries.rescreening.pages import visible_rescreening
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.levels import labels
from kethop_office.common.refusal import Refused
from kethop_office.registry.models import LayerDraft
from kethop_office.registry.roles import check_layer_keeper

__all__ = [
    "JOB",
    "LEFT",
    "begin",
    "go_on",
    "go_on_with_all",
    "order_for_draft",
    "order_for_pack",
    "stop",
    "stop_previews",
    "tell",
]

JOB = "appraisal.rescreen"
LEFT = "rescreen.left"
"""Why a line of a change in use was not compared: the comparison was stopped, or could not be made."""


def order_for_draft(actor: Actor, draft: LayerDraft, *, is_thorough: bool = False) -> Rescreening:
    """Ask what a version of a layer would change, before it is in use; one that is under way is joined.

    Raises
    ------
    Refused
        ``layers.role``, ``layers.draft_ended``.
    """
    check_layer_keeper(actor)
    if not draft.is_open:
        raise Refused("layers.draft_ended")
    wanted = {"draft": draft, "subject": Rescreening.Subject.LAYER, "is_thorough": is_thorough}
    return _joined(actor, wanted, layer=draft.layer, level=draft.level, compartment_id=draft.compartment_id)


def order_for_pack(actor: Actor, *, is_thorough: bool = False) -> Rescreening:
    """Ask what the next version of the pack would change, before it is in use.

    Raises
    ------
    Refused
        ``layers.role``, ``rescreen.no_next_pack``.
    """
    check_layer_keeper(actor)
    if not settings.KETHOP_PACK_NEXT:
        raise Refused("rescreen.no_next_pack")
    wanted = {"subject": Rescreening.Subject.PACK, "is_thorough": is_thorough}
    return _joined(actor, wanted, level=min(labels()))


def begin(row: Rescreening, actor: Actor | None) -> Rescreening:
    """Keep a comparison and order its job, in the caller's transaction, as the office's own account.

    The job is nobody's: it reads what no single account may, and shows nothing of it. Whoever ordered it reads the rows that
    it leaves, each as far as its label allows.
    """
    row.ordered_by_id, row.ordered_at = (actor.user_id if actor else None), (actor.at if actor else clock.now())
    row.save()
    _enqueue(row)
    tell(row, "rescreen.ordered", actor)
    return row


def stop(actor: Actor, row: Rescreening) -> Rescreening:
    """Ask a comparison to stop; what has been compared stays, the rest is listed as not compared.

    Of a change that is in use the rest becomes work for its officers all the same: that nobody compared it clears nothing.

    Raises
    ------
    Refused
        ``layers.role``, ``rescreen.ended``.
    """
    check_layer_keeper(actor)
    with keeping("clock"), transaction.atomic():
        row = _locked(actor, row)
        if not row.is_open:
            raise Refused("rescreen.ended")
        _ask_to_stop(actor, row)
    return row


def stop_previews(actor: Actor, draft: LayerDraft) -> None:
    """Stop asking what a version would change, in the caller's transaction: it was withdrawn, or is in use."""
    previews = Rescreening.objects.filter(draft=draft, phase=Rescreening.Phase.BEFORE, state__in=Rescreening.OPEN)
    with keeping("clock"), transaction.atomic():
        for row in previews.filter(is_stop_asked=False).select_for_update(of=("self",)):
            _ask_to_stop(actor, row)


def go_on(actor: Actor, row: Rescreening) -> Rescreening:
    """Go on with a comparison that was stopped or failed, from where it ended.

    Raises
    ------
    Refused
        ``layers.role``, ``rescreen.under_way``, ``layers.draft_ended``.
    """
    check_layer_keeper(actor)
    with keeping("clock"), transaction.atomic():
        row = _locked(actor, row)
        if row.state not in {Rescreening.State.STOPPED, Rescreening.State.FAILED}:
            raise Refused("rescreen.under_way")
        if row.is_overtaken:
            raise Refused("layers.draft_ended")
        row.state, row.is_stop_asked, row.ended_at = Rescreening.State.QUEUED, False, None
        row.error_code, row.error_fields = "", {}
        for model in (RescreenedCase, RescreenedPark):
            left = model.objects.filter(rescreening=row, state=model.State.UNASKED, code=LEFT, settlement="")
            left.update(state=model.State.WAITING, code="", fields={})
        row.save(update_fields=["state", "is_stop_asked", "ended_at", "error_code", "error_fields"])
        _enqueue(row)
        tell(row, "rescreen.gone_on", actor)
    return row


def go_on_with_all() -> int:
    """Order the job of every comparison that is open: one whose worker was ended goes on where it was.

    A job that waits or runs is joined, so nothing is done twice.
    """
    rows = list(Rescreening.objects.filter(state__in=Rescreening.OPEN))
    for row in rows:
        _enqueue(row)
    return len(rows)


def tell(row: Rescreening, act: str, actor: Actor | None) -> None:
    """Record an act on a comparison; how many cases it found is no part of it."""
    record(
        act,
        actor=actor.user_id if actor else None,
        object_key=f"rescreening:{row.pk}",
        at=actor.at if actor else clock.now(),
        level=row.level,
        compartment=row.compartment_id,
        detail={"subject": str(row.subject), "phase": str(row.phase)},
    )


def _joined(actor: Actor, wanted: Mapping[str, object], **label: Any) -> Rescreening:  # noqa: ANN401 - what a row is made of
    """Return the preview that is under way of what is wanted, or begin one."""
    with keeping("clock"), transaction.atomic():
        wanted = {**wanted, "phase": Rescreening.Phase.BEFORE}
        under_way = Rescreening.objects.filter(**wanted, state__in=Rescreening.OPEN).first()
        return under_way or begin(Rescreening(**wanted, **label), actor)


def _ask_to_stop(actor: Actor, row: Rescreening) -> None:
    row.is_stop_asked = True
    if row.state == Rescreening.State.QUEUED and row.phase == Rescreening.Phase.BEFORE:
        row.state, row.ended_at = Rescreening.State.STOPPED, actor.at
    row.save(update_fields=["is_stop_asked", "state", "ended_at"])
    tell(row, "rescreen.stop_asked", actor)


def _enqueue(row: Rescreening) -> None:
    jobs.enqueue(JOB, {"rescreening": str(row.pk)}, actor=None, level=row.level, compartment=row.compartment)


def _locked(actor: Actor, row: Rescreening) -> Rescreening:
    seen = visible_rescreening(actor, row.pk)
    return Rescreening.objects.select_for_update(of=("self",)).get(pk=seen.pk)
