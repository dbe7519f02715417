"""Pages of the list: each goes on after the last row of the one before, so that a late page is as quick as the first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from kethop_office.appraisal.models import Case
from kethop_office.appraisal.queries.case_list.narrowing import countable
from kethop_office.appraisal.queries.standing import Reader
from kethop_office.common.planning import row_by_row

__all__ = ["COUNTED", "DEFAULT_SORT", "PAGE", "SORTS", "CasePage", "case_page", "counted"]

PAGE = 50
COUNTED = 10_000
DEFAULT_SORT = "due"
SORTS = ("due", "-due", "-filed", "filed", "reference", "-reference", "name", "-name", "-area", "area")
_COLUMNS = {"filed": "filed_on", "reference": "reference", "name": "sort_name", "area": "area_key"}
_SALT = "kethop.case.list"
_READ: dict[str, Callable[[str], object]] = {
    "due_key": date.fromisoformat,
    "own_due_key": date.fromisoformat,
    "filed_on": date.fromisoformat,
    "area_key": Decimal,
    "reference": str,
    "sort_name": str,
}


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases.

    Parameters
    ----------
    before, after : str
        Signed places from which the page before and the next are read; empty where there is none.
    is_restarted : bool
        The place asked for did not fit (another order, another key), so the list begins anew.
    """

    cases: tuple[Case, ...]
    sort: str
    before: str
    after: str
    is_restarted: bool


def case_page(reader: Reader, cases: QuerySet[Case], *, sort: str, place: str = "", size: int = PAGE) -> CasePage:
    """Return one page.

    Parameters
    ----------
    cases : QuerySet
        From ``selected_cases``.
    sort : str
        One of ``SORTS``; anything else is the default.
    place : str
        ``before`` or ``after`` of another page; empty for the first.
    """
    sort = sort if sort in SORTS else DEFAULT_SORT
    column = _COLUMNS.get(sort.removeprefix("-")) or reader.due_column
    falls = sort.startswith("-")
    mark = _read(place, sort, column) if place else None
    backwards = mark is not None and mark.backwards
    if mark:
        cases = cases.filter(_beyond(column, mark, falls=falls != backwards))
    sign = "-" if falls != backwards else ""
    with row_by_row():
        keys = list(cases.order_by(f"{sign}{column}", f"{sign}id").values_list("pk", flat=True)[: size + 1])
    found = Case.objects.visible_to(reader.actor).select_related("lead_office", "officer").in_bulk(keys)
    rows = [found[key] for key in keys if key in found]
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_before = more if backwards else mark is not None
    has_after = True if backwards else more
    return CasePage(
        tuple(rows),
        sort,
        _written(rows[0], sort, column, backwards=True) if rows and has_before else "",
        _written(rows[-1], sort, column, backwards=False) if rows and has_after else "",
        bool(place) and mark is None,
    )


def counted(reader: Reader, cases: QuerySet[Case], page: CasePage) -> tuple[int, bool]:
    """Return how many cases there are, up to 10,000, and whether there are more.

    Parameters
    ----------
    cases : QuerySet
        From ``selected_cases``.
    page : CasePage
        A page of them; one that has none before and none after is all there is, and nothing is read again.
    """
    if not page.before and not page.after:
        return len(page.cases), False
    number = countable(reader.actor, cases).order_by().values("id")[: COUNTED + 1].count()
    return min(number, COUNTED), number > COUNTED


@dataclass(frozen=True, slots=True)
class _Mark:
    key: object
    id: UUID
    backwards: bool


def _beyond(column: str, mark: _Mark, *, falls: bool) -> Q:
    """Return the rows beyond a mark; the first condition alone lets the index be used."""
    way = "lt" if falls else "gt"
    same = Q(**{column: mark.key, f"id__{way}": mark.id})
    return Q(**{f"{column}__{way}e": mark.key}) & (Q(**{f"{column}__{way}": mark.key}) | same)


def _written(case: Case, sort: str, column: str, *, backwards: bool) -> str:
    key = getattr(case, column)
    text = key.isoformat() if isinstance(key, date) else str(key)
    return signing.dumps([sort, column, text, case.pk.hex, backwards], salt=_SALT, compress=True)


def _read(place: str, sort: str, column: str) -> _Mark | None:
    try:
        of_sort, of_column, text, key, backwards = signing.loads(place, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    if (of_sort, of_column) != (sort, column):
        return None
    return _Mark(_READ[column](text), UUID(hex=key), bool(backwards))
