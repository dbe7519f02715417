"""What becomes of a case or a park that is found otherwise after a change: it is screened again, or noted that it stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, Role
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.models import Case, RescreenedCase, RescreenedPark, RescreenedRow, ScreeningRun
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.registry.roles import PARK_KEEPERS

__all__ = [
    "check_reason",
    "note_case",
    "note_row",
    "overtake",
    "settle_by_run",
    "tell_officers",
    "tell_park_keepers",
]

SHORTEST_REASON = 10


def overtake(one: RescreenedCase | RescreenedPark) -> None:
    """End what an earlier comparison left open of the same case or park: this one says what is to be done now."""
    same = {"case": one.case_id} if isinstance(one, RescreenedCase) else {"park": one.park_id}
    rows = type(one).objects.filter(RescreenedRow.WORK, **same).exclude(pk=one.pk)
    rows.update(settlement=RescreenedRow.Settlement.OVERTAKEN, settled_at=clock.now())


def tell_officers(one: RescreenedCase) -> None:
    """Tell the officer of a case, or where it has none the officers of its office; nobody, where nothing differs."""
    if not one.needs_settling:
        return
    case = Case.objects.select_related("lead_office", "officer").get(pk=one.case_id)
    notices.tell(
        case.officer if case.officer is not None and case.officer.is_active else case.lead_office,
        f"rescreen.{one.state}",
        reference=case.reference,
        path=reverse("appraisal:rescreened", args=[case.reference, one.pk]),
        level=case.level,
        compartment=case.compartment_id,
        roles=(Role.OFFICER,),
    )


def settle_by_run(run: ScreeningRun, actor: Actor) -> None:
    """End the work that a comparison left for a case: its officer has screened it again, by what is in use now."""
    rows = RescreenedCase.objects.filter(RescreenedRow.WORK, case=run.case_id)
    rows.update(settlement=RescreenedRow.Settlement.SCREENED, settled_by_id=actor.user_id, settled_at=actor.at)


def note_case(actor: Actor, one: RescreenedCase, reason: str) -> RescreenedCase:
    """Note that the last screening of a case stands, and why.

    Raises
    ------
    Refused
        ``case.not_yours``, ``case.closed``, ``rescreen.reason``, ``rescreen.settled``.
    """
    check_reason(reason)
    with transaction.atomic():
        one = RescreenedCase.objects.select_for_update(of=("self",)).visible_to(actor).get(pk=one.pk)
        case = Case.objects.visible_to(actor).get(pk=one.case_id)
        if not actor.has(Role.OFFICER, case.lead_office_id):
            raise Refused("case.not_yours")
        if not case.is_open:
            raise Refused("case.closed", reference=case.reference)
        note_row(actor, one, reason)
        tell(case, "rescreen.noted", actor=actor, fields={"reason": one.reason})
    return one


def note_row(actor: Actor, one: RescreenedRow, reason: str) -> None:
    """Write down that something stands, in the caller's transaction.

    Raises
    ------
    Refused
        ``rescreen.settled``: it is of a preview, needs nothing, or was settled.
    """
    if not one.needs_settling or not one.is_after:
        raise Refused("rescreen.settled")
    one.settlement, one.reason = one.Settlement.NOTED, reason.strip()
    one.settled_by_id, one.settled_at = actor.user_id, actor.at
    one.save(update_fields=["settlement", "reason", "settled_by", "settled_at"])


def check_reason(reason: str) -> None:
    """Refuse a reason that says nothing.

    Raises
    ------
    Refused
        ``rescreen.reason``.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("rescreen.reason", least=SHORTEST_REASON)


def tell_park_keepers(labels: Iterable[tuple[int, UUID | None]]) -> None:
    """Tell who keeps the register of parks that some are found otherwise; of each label only who may know of it.

    Parameters
    ----------
    labels : iterable of (int, UUID or None)
        Levels and compartments of these parks, each once.
    """
    day = clock.today()
    held = Membership.objects.filter(role__in=PARK_KEEPERS, starts__lte=day).exclude(ends__lt=day)
    keepers = set(held.values_list("user_id", flat=True))
    for level, compartment in labels:
        notices.tell(
            keepers,
            "rescreen.parks",
            reference="",
            path=f"{reverse('accounts:tasks')}?kind=rescreening",
            level=level,
            compartment=compartment,
        )
