"""The office with one of its filters taken away: the walk must find what that lets out."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from need_to_know.asking import Asked, ask, undone
from need_to_know.tokens import hidden_from, seen_by
from need_to_know.walk import Walk

import kethop_office
from kethop_office.accounts.models.labels import LabelledQuerySet

__all__ = ["Site", "reached", "sites", "survives", "without"]

HOME = Path(kethop_office.__file__).parent
FILTER = "visible_to"
Site = tuple[str, int]
"""File below the office's folder, and line: where rows are asked for as far as a reader may know of them."""


def sites() -> dict[Site, tuple[int, int]]:
    """Return every call of the filter in the source, with the first and last line that a frame may say it stands on."""
    found = {}
    for path in sorted(HOME.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == FILTER:
                line = node.func.end_lineno or node.lineno
                found[path.relative_to(HOME).as_posix(), line] = (node.lineno, node.end_lineno or node.lineno)
    return found


def _caller(known: dict[Site, tuple[int, int]]) -> Site | None:
    """Return which call of the source the filter is asked by; managers of the library stand between."""
    frame = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(HOME):
            name = path.relative_to(HOME).as_posix()
            return next(
                (at for at, (first, last) in known.items() if at[0] == name and first <= frame.f_lineno <= last), None
            )
        frame = frame.f_back
    return None


@contextmanager
def _watched(known: dict[Site, tuple[int, int]], met: set[Site], taken_away: Site | None = None) -> Iterator[None]:
    whole = LabelledQuerySet.visible_to

    def filtered(self, actor):
        at = _caller(known)
        if at is not None:
            met.add(at)
        return self.all() if at is not None and at == taken_away else whole(self, actor)

    with mock.patch.object(LabelledQuerySet, FILTER, filtered):
        yield


@contextmanager
def without(site: Site) -> Iterator[None]:
    """Take one filter away."""
    with _watched(sites(), set(), site):
        yield


def reached(walk: Walk, rank: int, groups: Iterable[dict[str, Asked]]) -> dict[Site, list[dict[str, Asked]]]:
    """Return which groups of requests come to which filter, in the office with its hidden records."""
    known, found = sites(), defaultdict(list)
    groups = list(groups)
    with undone():
        walk.office.lay(seen_by(rank))
        clients = walk.office.readers.at(rank, {one.reader for group in groups for one in group.values()})
        walk.office.lay(hidden_from(rank))
        for group in groups:
            met: set[Site] = set()
            with _watched(known, met):
                for one in group.values():
                    ask(clients[one.reader], one)
            for at in met:
                found[at].append(group)
    return found


def survives(walk: Walk, rank: int, site: Site, groups: list[dict[str, Asked]], step: int = 12) -> bool:
    """Return whether no request that comes to a filter tells anything when it is gone; a few at a time, of many addresses."""
    by_place = defaultdict(list)
    for group in groups:
        by_place[group["own"].place].append(group)
    turns = [row for rows in zip(*_padded(by_place.values()), strict=True) for row in rows if row]
    for start in range(0, len(turns), step):
        with without(site):
            if walk.faults(rank, turns[start : start + step]):
                return False
    return True


def _padded(rows: Iterable[list[dict[str, Asked]]]) -> list[list[dict[str, Asked] | None]]:
    lists = list(rows)
    longest = max(map(len, lists), default=0)
    return [[*one, *[None] * (longest - len(one))] for one in lists]
