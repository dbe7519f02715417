"""Remind the bodies of many cases at once."""

from collections.abc import Iterable
from uuid import UUID

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.actions.assigning import MOST_AT_ONCE
from kethop_office.appraisal.actions.follow_up import remind
from kethop_office.appraisal.models import Inquiry
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.common.refusal import Refused

__all__ = ["remind_late"]


def remind_late(actor: Actor, cases: Iterable[UUID]) -> tuple[int, int]:
    """Remind every body of these cases that has not answered by its last day.

    Returns
    -------
    (int, int)
        How many were reminded, and how many could not be (reminded today already, or not by this account).

    Raises
    ------
    Refused
        ``assign.none_chosen``, ``assign.too_many``, ``remind.nobody``.
    """
    keys = set(cases)
    if not keys:
        raise Refused("assign.none_chosen")
    if len(keys) > MOST_AT_ONCE:
        raise Refused("assign.too_many", most=MOST_AT_ONCE)
    late = Inquiry.objects.visible_to(actor).filter(
        case__in=keys,
        case__lead_office__in=reader_of(actor).carried,
        state=Inquiry.State.SENT,
        last_day__lte=actor.at.date(),
    )
    done = passed_over = 0
    for inquiry in late.order_by("case_id", "pk"):
        try:
            remind(actor, inquiry)
        except Refused:
            passed_over += 1
        else:
            done += 1
    if not done + passed_over:
        raise Refused("remind.nobody")
    return done, passed_over
