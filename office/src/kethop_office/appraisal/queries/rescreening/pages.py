"""Comparisons and their lines, as far as a reader may know of them: of cases only those that the reader carries.

Everything that a page shows or counts comes from these rows. That there are others, and how many, is told nowhere: the state of
the job is not shown, since it goes on as long as rows wait that the reader knows nothing of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Role
from kethop_office.accounts.models.labels import LabelledQuerySet
from kethop_office.appraisal.models import Case, RescreenedCase, RescreenedPark, RescreenedRow, Rescreening
from kethop_office.appraisal.queries.standing import CASEWORK, reader_of
from kethop_office.common.name_pages import NamePage, name_page
from kethop_office.registry.models import IndustrialPark, LayerDraft
from kethop_office.registry.roles import PARK_KEEPERS

__all__ = [
    "READERS",
    "Progress",
    "cases_of",
    "counts_of",
    "known_changes",
    "latest",
    "parks_of",
    "progress_of",
    "row_page",
    "visible_case_row",
    "visible_park_row",
    "visible_rescreening",
    "visible_rescreenings",
]

READERS = tuple(sorted({Role.STEWARD.value, *CASEWORK}))
PAGE = 50
_SALT = "kethop.rescreening"

Row = TypeVar("Row", RescreenedCase, RescreenedPark)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a comparison has come, for one reader.

    Parameters
    ----------
    counts : mapping
        Rows that the reader may know of, by state.
    state : str
        ``listing`` (nothing is known yet), ``asking``, ``done``, ``stopped`` or ``failed``.
    """

    counts: Mapping[str, int]
    state: str

    @property
    def total(self) -> int:
        """How many rows the reader may know of."""
        return sum(self.counts.values())

    @property
    def compared(self) -> int:
        """How many of them have been looked at."""
        return self.total - self.waiting

    @property
    def waiting(self) -> int:
        """How many of them have not."""
        return self.counts.get(RescreenedRow.State.WAITING, 0)

    @property
    def changed(self) -> int:
        """How many would be, or are, found otherwise."""
        return self.counts.get(RescreenedRow.State.CHANGED, 0)

    @property
    def unasked(self) -> int:
        """How many could not be asked."""
        return self.counts.get(RescreenedRow.State.UNASKED, 0)

    @property
    def is_open(self) -> bool:
        """Whether something may still come."""
        return self.state in {"listing", "asking"}


def visible_rescreenings(actor: Actor) -> LabelledQuerySet[Rescreening]:
    """Return the comparisons that an account may know of, the newest first."""
    if not actor.has_any(READERS):
        return Rescreening.objects.none()
    return Rescreening.objects.visible_to(actor).order_by("-ordered_at", "pk")


def visible_rescreening(actor: Actor, key: UUID) -> Rescreening:
    """Return one comparison.

    Raises
    ------
    Rescreening.DoesNotExist
        There is none for this account.
    """
    return visible_rescreenings(actor).select_related("draft", "version", "ordered_by").get(pk=key)


def latest(actor: Actor, draft: LayerDraft, phase: Rescreening.Phase) -> Rescreening | None:
    """Return the newest comparison of a version of a layer, before or after it was put into use."""
    rows = visible_rescreenings(actor).filter(draft=draft, phase=phase)
    return rows.select_related("draft", "version").first()


def known_changes(actor: Actor, lines: Iterable[RescreenedCase | RescreenedPark]) -> dict[UUID, Rescreening]:
    """Return of what change some lines are, by key of the comparison, as far as the reader may know of the change itself."""
    keys = {line.rescreening_id for line in lines}
    if not keys:
        return {}
    rows = visible_rescreenings(actor).filter(pk__in=keys).select_related("draft", "version")
    return {row.pk: row for row in rows}


def cases_of(actor: Actor, row: Rescreening | None = None) -> QuerySet[RescreenedCase]:
    """Return the lines of cases that the reader carries: a result is for those who carry the case."""
    rows = RescreenedCase.objects.visible_to(actor).filter(
        case__in=Case.objects.visible_to(actor).filter(lead_office__in=reader_of(actor).carried)
    )
    return rows.filter(rescreening=row) if row else rows


def parks_of(actor: Actor, row: Rescreening | None = None) -> QuerySet[RescreenedPark]:
    """Return the lines of parks, for who keeps their register."""
    if not actor.has_any(PARK_KEEPERS):
        return RescreenedPark.objects.none()
    rows = RescreenedPark.objects.visible_to(actor).filter(park__in=IndustrialPark.objects.visible_to(actor))
    return rows.filter(rescreening=row) if row else rows


def progress_of(actor: Actor, row: Rescreening) -> Progress:
    """Return how far a comparison has come with what the reader may know of."""
    counts: dict[str, int] = {}
    for of_kind in counts_of(actor, row).values():
        for state, number in of_kind.items():
            counts[state] = counts.get(state, 0) + number
    return Progress(counts, _state(row, counts))


def counts_of(actor: Actor, row: Rescreening) -> dict[str, dict[str, int]]:
    """Return how many lines of cases and of parks the reader may know of, by state."""
    kinds = {"cases": cases_of(actor, row), "parks": parks_of(actor, row)}
    return {
        kind: dict(rows.order_by().values_list("state").annotate(number=Count("pk"))) for kind, rows in kinds.items()
    }


def _state(row: Rescreening, counts: Mapping[str, int]) -> str:
    if row.state == Rescreening.State.FAILED:
        return "failed"
    if row.listed_at is None:
        return "stopped" if row.state == Rescreening.State.STOPPED else "listing"
    if not counts.get(RescreenedRow.State.WAITING):
        return "done"
    return "stopped" if row.state == Rescreening.State.STOPPED else "asking"


def row_page(rows: QuerySet[Row], place: str = "", size: int = PAGE) -> NamePage[Row]:
    """Return one page by name; ``place`` is ``before`` or ``after`` of another page."""
    return name_page(rows, place, column="name", salt=_SALT, size=size)


def visible_case_row(actor: Actor, case: Case, key: UUID) -> RescreenedCase:
    """Return one line of a case that the reader carries.

    Raises
    ------
    RescreenedCase.DoesNotExist
        There is none for this account.
    """
    return cases_of(actor).filter(case=case).select_related("case", "run", "settled_by").get(pk=key)


def visible_park_row(actor: Actor, key: UUID) -> RescreenedPark:
    """Return one line of a park.

    Raises
    ------
    RescreenedPark.DoesNotExist
        There is none for this account.
    """
    return parks_of(actor).select_related("park", "settled_by").get(pk=key)
