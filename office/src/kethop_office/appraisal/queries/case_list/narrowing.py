"""Narrow a query by what few rows tell, or check it row by row where many do.

A database without statistics cannot know which of several conditions is rare. So the office counts to a limit first:
what matches few cases is given as their keys, and the list is read from these; what matches many is checked while the
list is read in its order, which soon fills a page. Either way the time does not grow with the table.
"""

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.models import Case

__all__ = ["FEW", "by_rows", "reachable"]

FEW = 2_000
SOME = 20_000


def by_rows(cases: QuerySet[Case], rows: QuerySet[Any]) -> QuerySet[Case]:
    """Return the cases to which at least one of the rows belongs.

    Parameters
    ----------
    rows : QuerySet
        Rows with a ``case``, already narrowed to what the reader may know of.
    """
    keys = list(rows.order_by().values_list("case_id", flat=True)[: SOME + 1])
    if len(keys) <= FEW:
        return cases.filter(pk__in=set(keys))
    if len(keys) <= SOME:
        return cases.filter(pk__in=rows.order_by().values("case_id"))
    return cases.filter(Exists(rows.order_by().filter(case=OuterRef("pk"))))


def reachable(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor may know of; where these are few, the query names their compartments itself.

    The names are an addition to the filter of the label, never in its place.
    """
    cases = Case.objects.visible_to(actor)
    live = AccessGrant.objects.filter(
        Q(office__in=actor.offices) | Q(user=actor.user_id), starts__lte=actor.at, ends__gt=actor.at, revoked_at=None
    )
    held = list(live.order_by().values_list("compartment_id", flat=True)[: FEW + 1])
    if len(held) <= FEW:
        return cases.filter(Q(compartment=None) | Q(compartment__in=set(held)))
    # PostgreSQL reads and hashes the grants for the label's own filter: named a second time, they are hashed a second time.
    if connection.vendor == "sqlite" and live.order_by().values("id")[: SOME + 1].count() <= SOME:
        return cases.filter(Q(compartment=None) | Q(compartment__in=live.order_by().values("compartment_id")))
    return cases
