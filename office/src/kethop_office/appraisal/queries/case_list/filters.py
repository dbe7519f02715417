"""What a list of cases is asked for: plain values, as they stand in an address and in a saved view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

__all__ = ["CaseFilters"]


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """Filters of the list; an empty one filters nothing.

    Parameters
    ----------
    text : str
        Words, each the beginning of a word of the case.
    stage : tuple of str
        Any of these stages.
    clock : str
        ``in_time``, ``soon``, ``late`` or ``paused``.
    place : str
        Codes of provinces or communes, joined by commas.
    office : str
        Key of the lead office, or ``own``.
    officer : str
        Key of an account of the own office, ``me`` or ``none``.
    body : str
        Words of the name of a body that is asked.
    level : str
        Rank.
    """

    text: str = ""
    stage: tuple[str, ...] = ()
    clock: str = ""
    kind: str = ""
    place: str = ""
    sector: str = ""
    office: str = ""
    officer: str = ""
    body: str = ""
    unknown: bool = False
    level: str = ""
    filed_from: date | None = None
    filed_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None

    def plain(self) -> dict[str, str | list[str]]:
        """Return the filters that are set, as text."""
        out: dict[str, str | list[str]] = {}
        for name, value in self._set():
            if isinstance(value, tuple):
                out[name] = [str(item) for item in value]
            elif value is True:
                out[name] = "1"
            else:
                out[name] = value.isoformat() if isinstance(value, date) else str(value)
        return out

    @classmethod
    def of_plain(cls, values: Mapping[str, object]) -> Self:
        """Return filters from what ``plain`` gave; what no longer fits is left out."""
        read: dict[str, object] = {}
        for field in fields(cls):
            value = values.get(field.name)
            if field.name == "stage":
                read["stage"] = tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
            elif field.name == "unknown":
                read["unknown"] = value in {"1", True}
            elif field.name.endswith(("_from", "_to")):
                read[field.name] = _day(value)
            elif isinstance(value, str):
                read[field.name] = value
        return cls(**read)  # type: ignore[arg-type]  # each value was read by the type of its field

    def __bool__(self) -> bool:
        return any(True for _ in self._set())

    def _set(self) -> Iterator[tuple[str, object]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if value not in {"", None, False, ()}:
                yield field.name, value


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
