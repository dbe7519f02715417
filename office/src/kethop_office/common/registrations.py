"""What a higher room shows on a lower room's page: it registers here, the lower room renders what is registered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

__all__ = ["TaskRow", "register_panel", "register_tasks", "registered_panels", "registered_tasks"]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the work list.

    Parameters
    ----------
    verb : str
        What is to be done, in the reader's language.
    reference, title : str
        Of the case or object.
    path : str
        Page on which it is done.
    group : str
        ``mine``: to be done; ``waiting``: someone else must act.
    due_on : date or None
        Last day by the legal clock.
    state : str
        ``running`` or ``paused``.
    whom : str
        Office that is waited for; empty where the reader may not know it.
    since : date or None
        Since when it is waited or paused.
    kind : str
        Kind of work, for the filter.
    is_own : bool
        Assigned to the reader, or to anyone of its office.
    """

    verb: str
    reference: str
    title: str
    path: str
    group: str
    due_on: date | None
    state: str
    whom: str
    since: date | None
    kind: str
    is_own: bool


_tasks: list[Callable[..., Iterable[TaskRow]]] = []
_panels: dict[str, list[Callable[..., Mapping[str, object] | None]]] = {}


def register_tasks(source: Callable[..., Iterable[TaskRow]]) -> None:
    """Add a source of lines of the work list; it is called with the actor."""
    if source not in _tasks:
        _tasks.append(source)


def registered_tasks() -> tuple[Callable[..., Iterable[TaskRow]], ...]:
    """Return the sources."""
    return tuple(_tasks)


def register_panel(place: str, panel: Callable[..., Mapping[str, object] | None]) -> None:
    """Add a panel to a page: called with the actor and the page's object, it gives ``template`` and context, or None."""
    found = _panels.setdefault(place, [])
    if panel not in found:
        found.append(panel)


def registered_panels(place: str) -> tuple[Callable[..., Mapping[str, object] | None], ...]:
    """Return the panels of a page."""
    return tuple(_panels.get(place, ()))
