"""What becomes of a case or a park that is found otherwise after a change: it is screened again, or noted that it stands."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from kethop_office.accounts import notices
from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, Role
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.models import (
    Case,
    RescreenedCase,
    RescreenedPark,
    RescreenedRow,
    Rescreening,
    ScreeningRun,
)
from kethop_office.appraisal.queries.rescreening.words import subject_of, unnamed_subject
from kethop_office.appraisal.queries.rescreening.work import NOTICE
from kethop_office.common import clock
from kethop_office.common.refusal import Refused
from kethop_office.registry.roles import PARK_KEEPERS

__all__ = [
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
    """Tell the officer of a case, or where it has none the officers of its office; nobody, where nothing differs.

    Each is told once of a comparison as long as the notice is unread, not once a case. The notice names no case; how many are
    concerned is counted when it is read, so that it holds what the reader may know of then.
    """
    if not one.needs_settling:
        return
    case = Case.objects.select_related("lead_office", "officer").get(pk=one.case_id)
    row = Rescreening.objects.select_related("draft", "version").get(pk=one.rescreening_id)
    path, fields = _told_of(row, case.level)
    notices.tell(
        case.officer if case.officer is not None and case.officer.is_active else case.lead_office,
        NOTICE,
        reference="",
        path=path,
        fields={**fields, "rescreening": str(row.pk)},
        level=case.level,
        needs=case.compartment_id,
        roles=(Role.OFFICER,),
        is_once=True,
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
        ``rescreen.settled``: it is of a preview, needs nothing, or was settled; ``rescreen.reason``: the reason says nothing.
    """
    if not one.needs_settling or not one.is_after:
        raise Refused("rescreen.settled")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("rescreen.reason", least=SHORTEST_REASON)
    one.settlement, one.reason = one.Settlement.NOTED, reason.strip()
    one.settled_by_id, one.settled_at = actor.user_id, actor.at
    one.save(update_fields=["settlement", "reason", "settled_by", "settled_at"])


def tell_park_keepers(row: Rescreening, labels: Iterable[tuple[int, UUID | None]]) -> None:
    """Tell who keeps the register of parks that some are found otherwise; of each label only who may know of it.

    Parameters
    ----------
    row : Rescreening
        Which comparison found it.
    labels : iterable of (int, UUID or None)
        Levels and compartments of these parks, each once.
    """
    day = clock.today()
    held = Membership.objects.filter(role__in=PARK_KEEPERS, starts__lte=day).exclude(ends__lt=day)
    keepers = set(held.values_list("user_id", flat=True))
    for level, compartment in labels:
        path, fields = _told_of(row, level, compartment)
        notices.tell(
            keepers,
            "rescreen.parks",
            reference="",
            path=path,
            fields=fields,
            level=level,
            compartment=compartment,
            is_once=True,
        )


def _told_of(row: Rescreening, level: int, compartment: UUID | None = None) -> tuple[str, dict[str, str]]:
    """Return the page and the words of a notice with this label; whoever may not know what changed is not told what it was."""
    if row.level > level or row.compartment_id not in {None, compartment}:
        path, subject = f"{reverse('accounts:tasks')}?kind=rescreening", unnamed_subject
    else:
        path, subject = reverse("appraisal:rescreening", args=[row.pk]), partial(subject_of, row)
    with translation.override("vi"):
        vietnamese = subject()
    with translation.override("en"):
        return path, {"subject": vietnamese, "subject_en": subject()}
