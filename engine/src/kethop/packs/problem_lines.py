"""Give each problem of a pack the line where it stands."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kethop.documents import Document, read_yaml
from kethop.errors import KethopError

__all__ = ["with_lines"]

# The files whose entries lie below one key; a problem names the entry alone.
_HEADS = {"facts.yaml": "facts", "messages.yaml": "messages", "bodies.yaml": "bodies"}


def with_lines(folder: Path, problems: Iterable[KethopError]) -> tuple[KethopError, ...]:
    """Return the problems, those in YAML files with the line of the part that they name.

    Parameters
    ----------
    folder : Path
        The pack; its files could be read before.
    problems : iterable of KethopError
        With places whose source is ``<pack>/<file>``.
    """
    known: dict[str, Document] = {}
    return tuple(_with_line(folder, problem, known) for problem in problems)


def _with_line(folder: Path, problem: KethopError, known: dict[str, Document]) -> KethopError:
    place = problem.place
    name = place.source.partition("/")[2] if place else ""
    path = folder / name
    if place is None or not place.path or place.line is not None or path.suffix != ".yaml" or not path.is_file():
        return problem
    if name not in known:
        known[name] = read_yaml(path.read_bytes(), source=place.source)
    words = place.path.split(" ", 1)[0]
    parts = [int(part) if part.isdigit() else part for part in words.split(".") if part]
    head = [_HEADS[path.name]] if path.name in _HEADS else []
    line = known[name].place((*head, *parts)).line
    return type(problem)(problem.code, place=replace(place, line=line), **problem.fields)
