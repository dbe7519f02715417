"""Which function does which kind of job. Rooms register theirs when they start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.module_loading import import_string

from kethop_office.accounts.actor import Actor
from kethop_office.common.models import Blob

__all__ = ["JobFunction", "JobProgress", "Outcome", "Stopped", "function_of", "kinds", "register"]


class Stopped(Exception):  # noqa: N818 - the reader asked for it
    """The reader asked the job to stop; what is not committed is given up."""


@dataclass(slots=True)
class Outcome:
    """What came out of a job.

    Parameters
    ----------
    facts : mapping
        Counts and the like, which fill the sentence ``job.<kind>.done`` where the room has one; ``path`` is the page to go to.
    file : Blob or None
        A file to take away, with its name.
    """

    facts: Mapping[str, str | int | bool | None] = field(default_factory=dict)
    file: Blob | None = None
    file_name: str = ""


class JobProgress(Protocol):
    """What a job's function is given to speak through."""

    actor: Actor | None

    def stage(self, key: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done, as the key of a sentence with ``%(done)s`` and ``%(total)s``.

        Raises
        ------
        Stopped
            The reader asked to stop.
        """

    def is_stop_asked(self) -> bool:
        """Return whether the reader asked to stop, for a job that keeps its best result."""


JobFunction = Callable[..., Outcome | Mapping[str, str | int | bool | None] | None]

_functions: dict[str, str | JobFunction] = {}


def register(kind: str, function: str | JobFunction) -> None:
    """Give a kind its function, called with ``(progress, **arguments)``.

    A dotted name is better than the function itself: it is imported by the task worker when the first such job runs, so
    that a web process never loads what it needs. The room's wording has the job's title as ``job.<kind>``.
    """
    _functions[kind] = function


def kinds() -> tuple[str, ...]:
    """Return every kind."""
    return tuple(sorted(_functions))


def function_of(kind: str) -> JobFunction:
    """Return the function of a kind.

    Raises
    ------
    KeyError
        No room registered the kind.
    """
    function = _functions[kind]
    if isinstance(function, str):
        loaded = import_string(function)
        if not callable(loaded):
            raise TypeError(function)
        return loaded  # type: ignore[no-any-return]  # callable by the line above; its arguments are the job's own
    return function
