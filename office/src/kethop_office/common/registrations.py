"""What a higher room shows on a lower room's page: it registers here, the lower room renders what is registered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.module_loading import import_string

__all__ = [
    "TaskRow",
    "register_demonstration",
    "register_draft_label",
    "register_notice_facts",
    "register_panel",
    "register_setup",
    "register_tasks",
    "registered_demonstration",
    "registered_draft_labels",
    "registered_notice_facts",
    "registered_panels",
    "registered_setups",
    "registered_tasks",
]


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
        Assigned to the reader, or open to anyone with its role.
    bodies : tuple of str
        When a line stands for several that are waited for: each of them.
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
    bodies: tuple[str, ...] = ()


Setup = Callable[[Callable[[str], None]], None]
NoticeFacts = Callable[..., Mapping[str, object]]
DraftLabel = Callable[..., tuple[int, UUID | None] | None]

_tasks: list[Callable[..., Iterable[TaskRow]]] = []
_setups: dict[str, tuple[int, str | Setup]] = {}
_demonstration: list[str | Setup] = []
_draft_labels: list[DraftLabel] = []
_notice_facts: dict[str, NoticeFacts] = {}
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


def register_draft_label(source: DraftLabel) -> None:
    """Say which label a draft carries: called with the actor and the page's path.

    It gives level and compartment, None where the page is not the room's, or raises ``Refused`` for what the actor may not know.
    """
    if source not in _draft_labels:
        _draft_labels.append(source)


def registered_draft_labels() -> tuple[DraftLabel, ...]:
    """Return who says it."""
    return tuple(_draft_labels)


def register_notice_facts(kind: str, source: NoticeFacts) -> None:
    """Say what fills the sentence of a kind of notice when it is read: called with the actor and the notice.

    It is for what was true of one moment only, such as a number: a reader who may know of less later is shown less.
    """
    _notice_facts[kind] = source


def registered_notice_facts(kind: str) -> NoticeFacts | None:
    """Return who says it of a kind; None where the notice holds all that it says."""
    return _notice_facts.get(kind)


def register_setup(key: str, function: str | Setup, *, order: int = 50) -> None:
    """Add a step of ``kethop-office init``, by itself or by dotted name: it takes in what the room needs, again and again.

    It is called with a function that says a line to whoever runs the command; steps run by ``order``, then by ``key``.
    """
    _setups[key] = (order, function)


def registered_setups() -> tuple[tuple[str, Setup], ...]:
    """Return the steps in their order, imported."""
    ordered = sorted(_setups.items(), key=lambda item: (item[1][0], item[0]))
    return tuple((key, _loaded(function)) for key, (_, function) in ordered)


def register_demonstration(function: str | Setup) -> None:
    """Name what fills an office with invented cases and says one sign-in for each role.

    ``init --demo`` calls it at every start of the demonstration: what it finds made it leaves alone, and says the sign-ins again.
    """
    _demonstration[:] = [function]


def registered_demonstration() -> Setup | None:
    """Return what fills an office with invented cases, or None."""
    return _loaded(_demonstration[0]) if _demonstration else None


def _loaded(function: str | Setup) -> Setup:
    if not isinstance(function, str):
        return function
    found = import_string(function)
    if not callable(found):
        raise TypeError(function)
    return found  # type: ignore[no-any-return]  # callable by the line above; registered as a step
