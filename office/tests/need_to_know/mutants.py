"""The office with one of its filters taken away: what it tells then, and not otherwise, of rows hidden beside visible ones."""

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, product, zip_longest
from pathlib import Path
from unittest import mock

from django.db import models
from need_to_know.asking import Asked, Told, ask, turned, undone
from need_to_know.canaries import Searcher
from need_to_know.forms import filled
from need_to_know.hidden import Hidden
from need_to_know.inner import beside, lay_down
from need_to_know.tokens import BESIDE, seen_by
from need_to_know.walk import Walk

import kethop_office
from kethop_office.accounts.models import Compartment
from kethop_office.accounts.models.labels import LabelledQuerySet

__all__ = ["HIDDEN", "WITHDRAWN", "Met", "Mutants", "Site", "sites", "without"]

HOME = Path(kethop_office.__file__).parent
FILTER = "visible_to"
RANK = 0
MOST = 12
"""Requests that are made to each filter, of as many addresses and readers as there are."""
HIDDEN, WITHDRAWN = "a row hidden beside others is told of", "a row withdrawn in between is told of, or acted on"
Site = tuple[str, int]
"""File below the office's folder, and line: where rows are asked for as far as a reader may know of them."""


@cache
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
def _watched(known: dict[Site, tuple[int, int]], on_call: Callable[[Site, type[models.Model]], bool]) -> Iterator[None]:
    """Tell of each call of a filter, with the model of its rows; one for which ``on_call`` says so filters nothing."""
    whole = LabelledQuerySet.visible_to

    def filtered(self, actor):
        at = _caller(known)
        return self.all() if at is not None and on_call(at, self.model) else whole(self, actor)

    with mock.patch.object(LabelledQuerySet, FILTER, filtered):
        yield


@contextmanager
def without(site: Site) -> Iterator[None]:
    """Take one filter away."""
    with _watched({site: sites()[site]}, lambda _at, _model: True):
        yield


@dataclass
class Met:
    """What comes to a filter: the models of its rows, and the requests that ask for them."""

    of: set[type[models.Model]] = field(default_factory=set)
    requests: list[Asked] = field(default_factory=list)


class Mutants:
    """The filters of the source, each taken away in turn, in an office where rows of its model are hidden beside others."""

    def __init__(self, walk: Walk, readers: Iterable[str]) -> None:
        self.walk, self.known = walk, sites()
        self._names = sorted(readers)
        self.met: dict[Site, Met] = defaultdict(Met)
        self.killed: dict[Site, str] = {}

    @contextmanager
    def office(self) -> Iterator[None]:
        """Let the readers in."""
        with undone():
            self.walk.office.lay(seen_by(RANK))
            self._clients = self.walk.office.readers.at(RANK, self._names)
            self._nobody_s = Compartment.objects.create(kind="case")
            yield

    def look(self, places: Iterable[str]) -> None:
        """Ask for each page as each reader, send what its forms send, and take away each filter that any of that comes to."""
        questions = self.walk.office.more.questions
        asked_for: set[str] = set()
        for place, reader in product(places, self._names):
            for number in range(len(self.walk.own[place]) if reader in self.walk.readers_of(place) else 0):
                page = next(self.walk.groups(place, reader, "GET", RANK, number))["own"]
                for question in ("", *questions.get(place, ())):
                    self._follow(replace(page, path=page.path + question), asked_for)

    def _follow(self, asked: Asked, asked_for: set[str]) -> None:
        """Ask, take away what that came to, and go on with the forms of the page."""
        if str(asked) in asked_for:
            return
        asked_for.add(str(asked))
        reached: dict[Site, type[models.Model]] = {}
        with _watched(self.known, lambda at, model: bool(reached.update({at: model}))):
            told = self._ask(asked)
        for at, model in reached.items():
            met = self.met[at]
            met.of.add(model)
            met.requests.append(asked)
            if at not in self.killed and len(met.requests) <= MOST and self._is_missed_late(at, asked):
                self.killed[at] = WITHDRAWN
        if asked.method == "GET":
            for form in filled(asked, told):
                self._follow(form, asked_for)

    def hide(self) -> None:
        """Take the filters that were not missed yet away once more, with rows hidden beside others from the beginning."""
        for kind, model in product(BESIDE, {model for met in self.met.values() for model in met.of}):
            left = {at: met for at, met in self.met.items() if model in met.of and at not in self.killed}
            if left:
                self.killed |= dict.fromkeys(self._missed(beside(model, kind), left), HIDDEN)

    def _is_missed_late(self, site: Site, asked: Asked) -> bool:
        """Return whether what is withdrawn just before the filter is asked is still told of, or acted on, without it."""
        return any(
            _plain(self._withdrawn(site, asked, label, is_gone=False))
            != _plain(self._withdrawn(site, asked, label, is_gone=True))
            for label in ({"compartment": self._nobody_s}, {"level": BESIDE[-1].level})
        )

    def _withdrawn(self, site: Site, asked: Asked, label: dict[str, object], *, is_gone: bool) -> Told:
        def withdraw(_at: Site, model: type[models.Model]) -> bool:
            model._base_manager.update(**label)
            return is_gone

        with _watched({site: self.known[site]}, withdraw):
            return self._ask(asked)

    def _missed(self, hidden: Hidden, met: dict[Site, Met]) -> Iterator[Site]:
        """Yield the filters without which something is told of rows that are hidden beside others."""
        searcher = Searcher([hidden])
        usual: dict[Asked, Told] = {}
        hits: dict[Asked, set[str]] = {}
        unlike: dict[Site, list[tuple[Asked, Told]]] = {}
        with undone():
            lay_down(hidden)
            for site, one in met.items():
                unlike[site] = []
                for asked in self._requests(one, hidden):
                    if asked not in usual:
                        usual[asked] = self._ask(asked)
                        hits[asked] = set(_hits(searcher, asked, usual[asked]))
                    with without(site):
                        told = self._ask(asked)
                    if set(_hits(searcher, asked, told)) - hits[asked]:
                        unlike.pop(site)
                        yield site
                        break
                    if _plain(told) != _plain(usual[asked]):
                        unlike[site].append((asked, told))
        for site, pairs in unlike.items():
            if any(self._tells(site, asked, told, usual[asked]) for asked, told in pairs):
                yield site

    def _tells(self, site: Site, asked: Asked, told: Told, usual: Told) -> bool:
        """Return whether an answer changes with the hidden rows, but only when the filter is gone."""
        if _plain(self._ask(asked)) != _plain(usual):
            return False
        with without(site):
            return _plain(self._ask(asked)) != _plain(told)

    def _requests(self, met: Met, hidden: Hidden) -> Iterator[Asked]:
        """Yield requests, each for the reader's own row and for the hidden one beside it."""
        for asked in _spread(met.requests):
            yield asked
            if (other := turned(asked, hidden.same)) != asked:
                yield other

    def _ask(self, asked: Asked) -> Told:
        return ask(self._clients[asked.reader], asked)


def _spread(requests: Iterable[Asked]) -> list[Asked]:
    """Return some of the requests, of as many addresses as there are."""
    by_place = defaultdict(list)
    for asked in requests:
        by_place[asked.place, asked.method].append(asked)
    return [one for one in chain.from_iterable(zip_longest(*by_place.values())) if one][:MOST]


def _plain(told: Told) -> tuple[object, ...]:
    return (*told.plain(), told.statements, sorted(told.written))


def _hits(searcher: Searcher, asked: Asked, told: Told) -> list[str]:
    parts = told.parts()
    for one in asked.ids:
        parts = [
            part.replace(one.encode(), b"") if isinstance(part, bytes) else part.replace(one, "") for part in parts
        ]
    return searcher.found(*parts)
