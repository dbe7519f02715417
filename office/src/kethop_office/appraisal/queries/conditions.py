"""Conditions of a case, and the library of a body."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office
from kethop_office.appraisal.models import Case, DecisionCondition, ModelCondition, Response
from kethop_office.appraisal.queries.inquiries import ASKED_SIDE

__all__ = [
    "LibraryRow",
    "condition_now",
    "conditions_of",
    "current_models",
    "library",
    "library_offices",
    "library_versions",
    "offices_with_library",
    "read_day",
    "similar_pairs",
]

_ALIKE = 0.8


def read_day(value: object) -> date | None:
    """Return a day written as ISO 8601; None for nothing."""
    return date.fromisoformat(str(value)) if value else None


def conditions_of(case: Case) -> QuerySet[DecisionCondition]:
    """Return the conditions of a case in their order; one in a reply that was not sent is none yet."""
    sent = Q(response=None) | Q(response__state__in=(Response.State.SENT, Response.State.WITHDRAWN))
    rows = case.conditions.filter(sent).select_related("asked_by", "response__inquiry", "model", "duplicate_of")
    return rows.order_by("order", "pk")


def similar_pairs(rows: Iterable[DecisionCondition]) -> list[tuple[DecisionCondition, DecisionCondition]]:
    """Return pairs of conditions in force that say nearly the same; a warning, nothing is ever joined."""
    standing = [row for row in rows if row.state != DecisionCondition.State.SUPERSEDED]
    words = {row.pk: _words(row.text) for row in standing}
    return [
        (first, second)
        for index, first in enumerate(standing)
        for second in standing[index + 1 :]
        if _alike(words[first.pk], words[second.pk])
    ]


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A model condition in its newest version, with how often it was used in cases that the reader may know of."""

    model: ModelCondition
    uses: int
    versions: int


def library_offices(actor: Actor) -> frozenset[UUID]:
    """Return the offices whose library the actor keeps: those in which it answers or appraises."""
    keeps = {*ASKED_SIDE, "officer"}
    return frozenset(office for office, role in actor.roles if role in keeps)


def library(actor: Actor, *, with_retired: bool = False) -> list[LibraryRow]:
    """Return the library of the actor's offices."""
    rows = list(current_models(actor, with_retired=with_retired))
    used = (
        DecisionCondition.objects.visible_to(actor)
        .filter(model__office__in=library_offices(actor))
        .values("model__office", "model__code", "model__level")
        .annotate(count=Count("pk"))
    )
    uses = {(item["model__office"], item["model__code"], item["model__level"]): item["count"] for item in used}
    return [LibraryRow(row, uses.get((row.office_id, row.code, row.level), 0), row.number) for row in rows]


def current_models(actor: Actor, *, with_retired: bool = False) -> QuerySet[ModelCondition]:
    """Return the newest version of each model condition of the actor's offices."""
    seen = ModelCondition.objects.visible_to(actor).filter(office__in=library_offices(actor))
    newest = (
        ModelCondition.objects.visible_to(actor)
        .filter(office=OuterRef("office"), code=OuterRef("code"), level=OuterRef("level"))
        .values("code")
        .annotate(last=Max("number"))
        .values("last")
    )
    rows = seen.filter(number=Subquery(newest)).select_related("office").order_by("office", "code")
    return rows if with_retired else rows.filter(is_retired=False)


def library_versions(actor: Actor, model_id: UUID) -> list[ModelCondition]:
    """Return all versions of a model condition, newest first.

    Raises
    ------
    ModelCondition.DoesNotExist
        There is none in the actor's libraries.
    """
    seen = ModelCondition.objects.visible_to(actor).filter(office__in=library_offices(actor))
    one = seen.get(pk=model_id)
    same = seen.filter(office=one.office_id, code=one.code, level=one.level)
    return list(same.select_related("office").order_by("-number"))


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    return frozenset("".join(letter if letter.isalnum() else " " for letter in folded).split())


def _alike(first: frozenset[str], second: frozenset[str]) -> bool:
    together = first | second
    return bool(together) and len(first & second) / len(together) >= _ALIKE


def offices_with_library(actor: Actor) -> QuerySet[Office]:
    """Return the offices whose library the actor keeps, by name."""
    return Office.objects.filter(pk__in=library_offices(actor)).order_by("name_vi")


def condition_now(condition: DecisionCondition) -> DecisionCondition:
    """Return a condition as it is now."""
    return DecisionCondition.objects.select_related("case", "asked_by").get(pk=condition.pk)
