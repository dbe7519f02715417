"""List what is to be asked: every open case that was screened or is being screened, and every park."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from kethop_office.accounts.queries import actor_of
from kethop_office.appraisal.models import Case, RescreenedCase, RescreenedPark, Rescreening
from kethop_office.common import clock
from kethop_office.registry.models import IndustrialPark

__all__ = ["ENDED", "list_all"]

ENDED = (Case.Stage.APPROVED, Case.Stage.REFUSED, Case.Stage.RETURNED, Case.Stage.WITHDRAWN)
_BATCH = 500
Row = TypeVar("Row")


def list_all(row: Rescreening) -> None:
    """Write a line for each, once; a case that is filed later is screened with what is in use then.

    Each line has the label of its case or park and no other, so that it goes with that label up and down. A line tells of the
    change too: cases and parks below the level of the change are not listed. The engine asks no classified layer; where one takes
    the place of an open one, the open one goes, and that is a change of its own at its own level.
    """
    if row.listed_at is not None:
        return
    first_cases, first_parks = _first(row)
    cases = Case.objects.exclude(stage__in=ENDED).filter(validations__isnull=False, level__gte=row.level).distinct()
    parks = IndustrialPark.objects.filter(merged_into=None, level__gte=row.level)
    _list(row, RescreenedCase, ("case", "reference"), cases, first_cases)
    _list(row, RescreenedPark, ("park", "sort_name"), parks, first_parks)
    with transaction.atomic():
        row.listed_at = clock.now()
        row.save(update_fields=["listed_at"])


def _list(
    row: Rescreening,
    line: type[RescreenedCase] | type[RescreenedPark],
    about: tuple[str, str],
    rows: QuerySet[Any],
    first: set[UUID],
) -> None:
    """Write the lines of one kind; ``about`` is what a line points to, and the column by which lines are put in order."""
    pointer, name = about
    chosen = rows.order_by("pk").only("pk", name, "level", "compartment")
    for batch in _batches(chosen.iterator(_BATCH)):
        lines: list[Any] = [
            line(
                **{pointer: one},
                rescreening=row,
                name=getattr(one, name),
                turn=int(one.pk not in first),
                is_after=row.phase == Rescreening.Phase.AFTER,
                level=one.level,
                compartment_id=one.compartment_id,
            )
            for one in batch
        ]
        line.objects.bulk_create(lines, ignore_conflicts=True)


def _first(row: Rescreening) -> tuple[set[UUID], set[UUID]]:
    """Return the cases and parks that the person who ordered may know of: their turn comes first."""
    if row.ordered_by is None:
        return set(), set()
    actor = actor_of(row.ordered_by)
    return (
        set(Case.objects.visible_to(actor).exclude(stage__in=ENDED).values_list("pk", flat=True)),
        set(IndustrialPark.objects.visible_to(actor).values_list("pk", flat=True)),
    )


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch
