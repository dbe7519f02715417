"""Give cases to an officer, hand them over, and take that back."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Membership, User
from kethop_office.appraisal.actions.events import tell
from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.standing import CASEWORK
from kethop_office.common.refusal import Refused

__all__ = ["MOST_AT_ONCE", "assign", "take_back"]

MOST_AT_ONCE = 200


@transaction.atomic
def assign(actor: Actor, cases: Iterable[UUID], officer: UUID | None) -> dict[UUID, UUID | None]:
    """Give cases to an officer of their lead office; None leaves them open.

    Returns
    -------
    dict
        Who had each case that changed, for ``take_back``.

    Raises
    ------
    Refused
        ``assign.none_chosen``, ``assign.too_many``, ``assign.not_own_case``, ``assign.closed``, ``assign.not_officer``.
    """
    keys = set(cases)
    if not keys:
        raise Refused("assign.none_chosen")
    if len(keys) > MOST_AT_ONCE:
        raise Refused("assign.too_many", most=MOST_AT_ONCE)
    rows = list(Case.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if len(rows) < len(keys):
        raise Refused("assign.not_own_case")
    before: dict[UUID, UUID | None] = {}
    for case in rows:
        _refuse(actor, case, officer)
        if case.officer_id != officer:
            before[case.pk] = case.officer_id
            _give(actor, case, officer)
    return before


@transaction.atomic
def take_back(actor: Actor, before: Mapping[UUID, UUID | None], given_to: UUID | None) -> int:
    """Give cases back to who had them; a case that went on to someone else since is left alone.

    Returns
    -------
    int
        How many cases went back.
    """
    back = 0
    for case in Case.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=before).order_by("pk"):
        if case.officer_id != given_to:
            continue
        _refuse(actor, case, before[case.pk])
        _give(actor, case, before[case.pk])
        back += 1
    return back


def _refuse(actor: Actor, case: Case, officer: UUID | None) -> None:
    if not actor.has_any(CASEWORK, case.lead_office_id):
        raise Refused("assign.not_own_case")
    if not case.is_open:
        raise Refused("assign.closed", reference=case.reference)
    day = actor.at.date()
    held = Membership.objects.filter(Q(ends=None) | Q(ends__gte=day), office=case.lead_office_id, starts__lte=day)
    if officer and not held.filter(user=officer, user__is_active=True, role="officer").exists():
        raise Refused("assign.not_officer")


def _give(actor: Actor, case: Case, officer: UUID | None) -> None:
    case.officer_id = officer
    case.save(update_fields=["officer"])
    title = User.objects.filter(pk=officer).values_list("title", flat=True).first() if officer else None
    code = "case.assigned" if officer else "case.unassigned"
    tell(case, code, actor=actor, fields={"officer": title}, detail={"officer": str(officer) if officer else None})
