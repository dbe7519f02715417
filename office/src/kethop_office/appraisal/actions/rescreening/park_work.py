"""What the keepers of parks do after a change: note that a park stands, or have it asked again by what is in use now."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import jobs
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.rescreened import note_row
from kethop_office.appraisal.actions.rescreening.asking import Unasked
from kethop_office.appraisal.actions.rescreening.asking_park import keep_park
from kethop_office.appraisal.bridge import desk
from kethop_office.appraisal.models import RescreenedPark
from kethop_office.audit.actions import record
from kethop_office.common.refusal import Refused
from kethop_office.registry.roles import check_park_keeper

__all__ = ["PARK_JOB", "note_park", "order_park", "screen_park"]

PARK_JOB = "appraisal.screen_park"


def note_park(actor: Actor, one: RescreenedPark, reason: str) -> RescreenedPark:
    """Note that what was found of a park stands, and why.

    Raises
    ------
    Refused
        ``parks.role``, ``rescreen.reason``, ``rescreen.settled``.
    """
    check_park_keeper(actor)
    with transaction.atomic():
        one = _locked_park(actor, one.pk)
        note_row(actor, one, reason)
        _tell_park(actor, one, "rescreen.park_noted")
    return one


def order_park(actor: Actor, one: RescreenedPark) -> Job:
    """Order that a park is asked again by what is in use now, and that this is what counts.

    Raises
    ------
    Refused
        ``parks.role``, ``rescreen.settled``.
    """
    check_park_keeper(actor)
    if not one.needs_settling or not one.is_after:
        raise Refused("rescreen.settled")
    return jobs.enqueue(PARK_JOB, {"row": str(one.pk)}, actor=actor, level=one.level, compartment=one.compartment)


def screen_park(progress: JobProgress, *, row: str) -> dict[str, str | int | bool | None]:
    """Ask a park by what is in use now, keep the answer, and end the work.

    Raises
    ------
    Refused
        ``parks.role``, ``rescreen.settled``, ``rescreen.park_unasked``.
    """
    actor = progress.actor
    if actor is None:
        raise Refused("parks.role")
    check_park_keeper(actor)
    progress.stage("rescreen.asking")
    found = RescreenedPark.objects.visible_to(actor).select_related("park").filter(pk=UUID(row)).first()
    if found is None or not found.needs_settling:
        raise Refused("rescreen.settled")
    try:
        keep_park(found.park, desk.ask)
    except Unasked as error:
        raise Refused("rescreen.park_unasked") from error
    with transaction.atomic():
        one = _locked_park(actor, found.pk)
        if not one.needs_settling:
            raise Refused("rescreen.settled")
        one.settlement, one.settled_by_id, one.settled_at = one.Settlement.SCREENED, actor.user_id, actor.at
        one.save(update_fields=["settlement", "settled_by", "settled_at"])
        _tell_park(actor, one, "rescreen.park_screened")
    return {"path": reverse("appraisal:rescreened_park", args=[one.pk])}


def _locked_park(actor: Actor, key: UUID) -> RescreenedPark:
    rows = RescreenedPark.objects.select_for_update(of=("self",)).visible_to(actor)
    return rows.get(pk=key)


def _tell_park(actor: Actor, one: RescreenedPark, act: str) -> None:
    record(
        act,
        actor=actor.user_id,
        object_key=f"park:{one.park_id}",
        at=actor.at,
        level=one.level,
        compartment=one.compartment_id,
        detail={},
    )
