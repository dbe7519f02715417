"""Numbers of cases and letters: one series a year, kind and level, so that a gap tells nothing across levels."""

from datetime import date

from kethop_office.appraisal.models import ReferenceSeries

__all__ = ["next_number", "next_reference"]

_PREFIXES = {"case": "KH", "inquiry": "LYK"}
# A level above "not secret" has its own series, and its own letters, so that no two cases share a reference.
_LEVELS = ((40, "TTM"), (30, "TM"), (20, "M"), (10, "NB"), (0, ""))


def next_number(key: str) -> int:
    """Return the next number of a series, inside the transaction that uses it.

    Parameters
    ----------
    key : str
        The series, such as ``case-2026-0``.
    """
    ReferenceSeries.objects.get_or_create(key=key)
    series = ReferenceSeries.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def next_reference(kind: str, *, level: int, on: date) -> str:
    """Return the next reference of a kind of row, such as ``KH-2026-00123``.

    Parameters
    ----------
    kind : str
        ``case`` or ``inquiry``.
    level : int
        Rank of the row's level.
    on : date
        Day that names the year.
    """
    letters = next(text for rank, text in _LEVELS if level >= rank)
    return f"{_PREFIXES[kind]}{letters}-{on.year}-{next_number(f'{kind}-{on.year}-{letters}'):05d}"
