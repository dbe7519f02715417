"""How far a long run is: a bar in a terminal, lines where they are asked for, nothing otherwise."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from kethop.cadastre import Advance
from kethop.reporting.screens import advance_line
from kethop.vocabulary import Language

__all__ = ["advancing"]


@contextmanager
def advancing(name: str, *, wanted: bool | None, language: Language) -> Iterator[Callable[[Advance], None]]:
    """Give a function that is told how far a run is.

    Parameters
    ----------
    name : str
        What is worked on.
    wanted : bool or None
        Whether it is shown; None shows it in a terminal only.
    language : Language
    """
    is_terminal = sys.stderr.isatty()
    if wanted is False or (wanted is None and not is_terminal):
        yield lambda _: None
    elif is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task(name, total=None)
            yield lambda told: progress.update(bar, total=told.all_rows, completed=told.rows)
    else:
        begun = time.monotonic()
        yield lambda told: click.echo(advance_line(told, _remaining(told, begun), language), err=True)


def _remaining(told: Advance, begun: float) -> float | None:
    """Return seconds by the pace of this run; None before its first part."""
    own = told.rows - told.kept_rows
    return (time.monotonic() - begun) * (told.all_rows - told.rows) / own if own > 0 else None
