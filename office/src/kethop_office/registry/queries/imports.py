"""Imports that an account may see, row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet

from kethop_office.accounts.actor import Actor
from kethop_office.common.tables.columns import Columns
from kethop_office.registry.models import ImportRow, ImportRun, ParkDoubt
from kethop_office.registry.models.files import FileDoubt
from kethop_office.registry.queries.words import ToldDoubts, in_words, told_apart

__all__ = [
    "FoundKind",
    "ImportView",
    "doubts_of",
    "import_rows",
    "import_view",
    "imports_for",
    "kinds_of",
    "visible_doubt",
    "visible_import",
    "visible_row",
]

_PAGE = 100


class FoundKind(NamedTuple):
    """A kind of doubt: its code, the sentence of one of them, how many there are, and whether it is a note only."""

    code: str
    words: str
    number: int
    is_note: bool


@dataclass(frozen=True, slots=True)
class ImportView:
    """What the page of an import shows.

    Parameters
    ----------
    counts : mapping
        How many rows are in each state; ``rows`` is all of them.
    doubtful : int
        Rows with a doubt.
    notes : sequence of str
        What was seen of whole columns, in the reader's language.
    """

    run: ImportRun
    counts: Mapping[str, int]
    doubtful: int
    kinds: Sequence[FoundKind]
    notes: Sequence[str]


def imports_for(actor: Actor) -> Sequence[ImportRun]:
    """Return the last imports."""
    rows = ImportRun.objects.visible_to(actor).select_related("user", "office")
    return list(rows.annotate(row_count=Count("rows")).order_by("-created_at")[:100])


def visible_import(actor: Actor, key: UUID) -> ImportRun:
    """Return an import.

    Raises
    ------
    ImportRun.DoesNotExist
        There is none for this account.
    """
    return ImportRun.objects.visible_to(actor).select_related("blob", "user", "office").get(pk=key)


def import_view(actor: Actor, run: ImportRun) -> ImportView:
    """Return counts of rows and doubts."""
    rows = ImportRow.objects.visible_to(actor).filter(run=run)
    counts = Counter(dict(rows.order_by().values_list("state").annotate(number=Count("pk"))))
    doubts = ParkDoubt.objects.visible_to(actor).filter(row__run=run).order_by()
    return ImportView(
        run,
        {**counts, "rows": sum(counts.values())},
        rows.filter(has_doubts=True).count(),
        kinds_of(doubts),
        [in_words(note["code"], note["fields"]) for note in run.notes],
    )


def kinds_of(doubts: QuerySet[Any]) -> list[FoundKind]:
    """Return the kinds of some doubts, those to settle first, the most frequent first."""
    kinds = list(doubts.order_by().values_list("code", "is_note").annotate(number=Count("pk")))
    kinds.sort(key=lambda kind: (kind[1], -kind[2], kind[0]))
    examples = {
        code: doubts.filter(code=code).order_by("row__number").values_list("fields", flat=True)[0] for code, *_ in kinds
    }
    return [FoundKind(code, in_words(code, examples[code]), number, is_note) for code, is_note, number in kinds]


def import_rows(actor: Actor, run: ImportRun, *, state: str, kind: str, page: str) -> object:
    """Return a page of rows with their doubts.

    Parameters
    ----------
    state, kind : str
        State of the row and code of a doubt that it has; any where empty. ``doubtful`` are the rows with a doubt.
    """
    told = ParkDoubt.objects.visible_to(actor).order_by("is_note", "column", "code")
    rows = ImportRow.objects.visible_to(actor).filter(run=run).select_related("park")
    if state == "doubtful":
        rows = rows.filter(has_doubts=True)
    elif state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(doubts__code=kind).distinct()
    rows = rows.prefetch_related(Prefetch("doubts", queryset=told)).order_by("number")
    return Paginator(rows, _PAGE).get_page(page)


def doubts_of(row: ImportRow, run: ImportRun) -> ToldDoubts:
    """Return the doubts of a row of ``import_rows``, which has read them; without a name no row comes in."""
    column = Columns(run.heads, run.mapping).head("name")

    def blocks(doubt: FileDoubt) -> bool:
        return not row.values.get("name") and (
            doubt.code == "park.doubt.no_name" or bool(column and doubt.column == column)
        )

    return told_apart(row.doubts.all(), blocks=blocks)


def visible_row(actor: Actor, key: UUID) -> ImportRow:
    """Return a row; ``ImportRow.DoesNotExist`` where there is none for this account."""
    return ImportRow.objects.visible_to(actor).select_related("run", "park").get(pk=key)


def visible_doubt(actor: Actor, key: UUID) -> ParkDoubt:
    """Return a doubt; ``ParkDoubt.DoesNotExist`` where there is none for this account."""
    return ParkDoubt.objects.visible_to(actor).select_related("row__run", "park").get(pk=key)
