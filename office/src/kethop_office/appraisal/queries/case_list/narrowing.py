"""Narrow a query by what few rows tell, or check it row by row where many do.

A database without statistics cannot know which of several conditions is rare. So the office counts to a limit first:
what matches few cases is given as their keys, and the list is read from these; what matches many is checked while the
list is read in its order, which soon fills a page. Either way the time does not grow with the table.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, F, Lookup, OuterRef, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from typing_extensions import override

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import AccessGrant
from kethop_office.appraisal.models import Case

__all__ = ["FEW", "among", "beginning", "by_rows", "countable", "reachable"]

FEW = 2_000
SOME = 20_000
_LAST = chr(0x10FFFF)


class _BeginsWith(Lookup[bool]):
    """``^@`` of PostgreSQL: unlike LIKE it tells nothing of the rows it looks at, and so may use an index behind row security."""

    lookup_name = "begins_with"

    @override
    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        lhs, left = self.process_lhs(compiler, connection)
        rhs, right = self.process_rhs(compiler, connection)
        return f"{lhs} ^@ {rhs}", (*left, *right)


class _Among(Lookup[bool]):
    """``= ANY`` of PostgreSQL: two thousand keys are one text to read, where ``IN`` takes each by itself."""

    lookup_name = "among"
    prepare_rhs = False

    @override
    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        lhs, left = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s::uuid[])", (*left, f"{{{','.join(sorted(map(str, self.rhs)))}}}")


def among(column: str, keys: Collection[UUID]) -> Q:
    """Return the rows whose column is one of some keys."""
    return Q(_Among(F(column), keys)) if connection.vendor == "postgresql" else Q(**{f"{column}__in": keys})


def by_rows(cases: QuerySet[Case], rows: QuerySet[Any]) -> QuerySet[Case]:
    """Return the cases to which at least one of the rows belongs.

    Parameters
    ----------
    rows : QuerySet
        Rows with a ``case``, already narrowed to what the reader may know of.
    """
    keys = list(rows.order_by().values_list("case_id", flat=True)[: SOME + 1])
    if len(keys) <= FEW:
        return cases.filter(among("pk", set(keys)))
    if len(keys) <= SOME:
        return cases.filter(pk__in=rows.order_by().values("case_id"))
    return cases.filter(Exists(rows.order_by().filter(case=OuterRef("pk"))))


def beginning(column: str, text: str) -> Q:
    """Return the rows whose column begins with a text, capitals as they are; an index of the column answers it on both databases."""
    if connection.vendor == "postgresql":
        return Q(_BeginsWith(F(column), text))
    # SQLite's LIKE knows no capitals and so no index
    return Q(**{f"{column}__startswith": text, f"{column}__gte": text, f"{column}__lt": text + _LAST})


def reachable(actor: Actor) -> QuerySet[Case]:
    """Return the cases that the actor may know of; where these are few, the query names their compartments itself.

    The names are an addition to the filter of the label, never in its place.
    """
    cases = Case.objects.visible_to(actor)
    held = [key for some in _held(actor) for key in some.values_list("compartment_id", flat=True)[: FEW + 1]]
    return cases.filter(Q(compartment=None) | among("compartment_id", set(held))) if len(held) <= FEW else cases


def countable(actor: Actor, cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the same cases in the form in which they are counted soonest.

    A page ends after its rows, so it looks at the cases in their order and asks for each who may know of it. A count goes
    on to its limit: for a reader of some cases among many it starts from the compartments that the reader holds.

    Parameters
    ----------
    cases : QuerySet
        From ``reachable``, so the filter of the label is in it already; compartments are an addition to it.
    """
    # PostgreSQL reads and hashes the grants for the label's own filter: named a second time, they are hashed a second time.
    if connection.vendor != "sqlite":
        return cases
    if not FEW < sum(some.values("id")[: SOME + 1].count() for some in _held(actor)) <= SOME:
        return cases
    by_office, by_account = _held(actor)
    return cases.filter(Q(compartment=None) | Q(compartment__in=(by_office | by_account).values("compartment_id")))


def _held(actor: Actor) -> tuple[QuerySet[AccessGrant], QuerySet[AccessGrant]]:
    """Return the grants of the actor's offices and of its account: apart, since SQLite reads "one or the other" row by row."""
    live = AccessGrant.objects.filter(starts__lte=actor.at, ends__gt=actor.at, revoked_at=None).order_by()
    return live.filter(office__in=actor.offices), live.filter(user=actor.user_id)
