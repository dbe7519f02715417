"""Pages of rows in the order of a name: each begins behind a signed place, so that its time does not grow with the list."""

from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, Q, QuerySet

__all__ = ["NamePage", "name_page", "read_place"]

Row = TypeVar("Row", bound=Model)


class NamePage(NamedTuple, Generic[Row]):
    """A page, with signed places of the pages before and after; empty where there is none."""

    rows: tuple[Row, ...]
    before: str
    after: str


def name_page(rows: QuerySet[Row], place: str, *, column: str, salt: str, size: int) -> NamePage[Row]:
    """Return one page.

    Parameters
    ----------
    rows : QuerySet
        Rows with a UUID as key.
    place : str
        ``before`` or ``after`` of another page; empty, or none of ours, for the first.
    column : str
        The name; rows of one name follow each other by key.
    salt : str
        Of the list: a place of another list is none of this one.
    size : int
    """
    mark = read_place(place, salt=salt)
    backwards = bool(mark and mark[2])
    if mark:
        way = "lt" if backwards else "gt"
        rows = rows.filter(Q(**{f"{column}__{way}": mark[0]}) | Q(**{column: mark[0], f"id__{way}": mark[1]}))
    sign = "-" if backwards else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}id")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_before = more if backwards else mark is not None
    has_after = True if backwards else more

    def written(row: Any, *, backwards: bool) -> str:  # noqa: ANN401 - a row of any model
        return signing.dumps([getattr(row, column), row.pk.hex, backwards], salt=salt, compress=True)

    return NamePage(
        tuple(found),
        written(found[0], backwards=True) if found and has_before else "",
        written(found[-1], backwards=False) if found and has_after else "",
    )


def read_place(place: str, *, salt: str) -> tuple[str, UUID, bool] | None:
    """Return name, key and direction of a place; None for what is none of this list."""
    try:
        name, key, backwards = signing.loads(place, salt=salt)
        return str(name), UUID(hex=key), bool(backwards)
    except (signing.BadSignature, ValueError):
        return None
