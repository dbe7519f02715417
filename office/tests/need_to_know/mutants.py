"""The office with one of its filters taken away: what it tells then, and not otherwise, of rows hidden beside visible ones."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, product, zip_longest
from typing import TypeVar

from django.db import models
from need_to_know.asking import Asked, Told, ask, turned, undone
from need_to_know.canaries import Searcher
from need_to_know.filters import Site, sites, watched, without
from need_to_know.forms import filled
from need_to_know.hidden import Hidden
from need_to_know.inner import beside, lay_down
from need_to_know.tokens import BESIDE, seen_by
from need_to_know.walk import Walk

from kethop_office.accounts.models import Compartment

__all__ = ["HIDDEN", "WITHDRAWN", "Met", "Mutants"]

RANK = 0
MOST = 40
"""Requests that are made without each filter, of as many addresses and readers as there are."""
HIDDEN, WITHDRAWN = "a row hidden beside others is told of", "a row withdrawn in between is told of, or acted on"
_T = TypeVar("_T")
Label = dict[str, object]


@dataclass
class Met:
    """What comes to a filter: the models of its rows, and the requests that ask for them."""

    of: set[type[models.Model]] = field(default_factory=set)
    requests: list[tuple[bool, Asked]] = field(default_factory=list)
    """Each with whether it was refused."""

    def some(self) -> list[Asked]:
        """Return some of the requests, of as many addresses and readers as there are, those that were answered first."""
        by_place: dict[tuple[object, ...], dict[str, list[Asked]]] = defaultdict(lambda: defaultdict(list))
        for is_refused, asked in self.requests:
            by_place[is_refused, asked.place, asked.method][asked.reader].append(asked)
        refused, answered = (
            [_in_turn(by_place[key].values()) for key in by_place if key[0] is is_refused]
            for is_refused in (True, False)
        )
        return [*_in_turn(answered), *_in_turn(refused)][:MOST]


class Mutants:
    """The filters of the source, each taken away in turn, in an office where rows of its model are hidden beside others."""

    def __init__(self, walk: Walk, readers: Iterable[str]) -> None:
        self.walk, self.known = walk, sites()
        self._names = sorted(readers)
        self.met: dict[Site, Met] = defaultdict(Met)
        self.killed: dict[Site, str] = {}
        self.asked = 0

    @contextmanager
    def office(self) -> Iterator[None]:
        """Let the readers in."""
        with undone():
            self.walk.office.lay(seen_by(RANK))
            self._clients = self.walk.office.readers.at(RANK, self._names)
            nobody_s = Compartment.objects.create(kind="case")
            self._withdrawn_to: tuple[Label, ...] = ({"compartment": nobody_s}, {"level": BESIDE[-1].level})
            yield

    def look(self, places: Iterable[str]) -> None:
        """Ask for each page as each reader, send what its forms send, and note which filters each request comes to."""
        questions = self.walk.office.more.questions
        asked_for: set[str] = set()
        for place, reader in product(places, self._names):
            for number in range(len(self.walk.own[place]) if reader in self.walk.readers_of(place) else 0):
                page = next(self.walk.groups(place, reader, "GET", RANK, number))["own"]
                for question in ("", *questions.get(place, ())):
                    self._follow(replace(page, path=page.path + question), asked_for)
            for sent in self.walk.sent.get(place, ()):
                if sent.reader == reader:
                    self._follow(sent, asked_for)

    def _follow(self, asked: Asked, asked_for: set[str]) -> None:
        """Ask, note what that came to, and go on with the forms of the page."""
        if str(asked) in asked_for:
            return
        asked_for.add(str(asked))
        reached: dict[Site, type[models.Model]] = {}
        with watched(self.known, lambda at, model: bool(reached.update({at: model}))):
            told = self._ask(asked)
        for at, model in reached.items():
            self.met[at].of.add(model)
            self.met[at].requests.append((told.status >= 400, asked))
        if asked.method == "GET":
            for form in filled(asked, told):
                self._follow(form, asked_for)

    def withdraw(self) -> None:
        """Take each filter away while what it asks for is withdrawn just before: into a compartment of nobody's, or to a level above."""
        for label, (at, met) in product(self._withdrawn_to, list(self.met.items())):
            if at not in self.killed and any(self._is_missed_late(at, asked, label) for asked in met.some()):
                self.killed[at] = WITHDRAWN

    def hide(self) -> None:
        """Take the filters that were not missed yet away once more, with rows hidden beside others from the beginning."""
        for kind, model in product(BESIDE, {model for met in self.met.values() for model in met.of}):
            left = {at: met for at, met in self.met.items() if model in met.of and at not in self.killed}
            if left:
                self.killed |= dict.fromkeys(self._missed(beside(model, kind), left), HIDDEN)

    def _is_missed_late(self, site: Site, asked: Asked, label: Label) -> bool:
        """Return whether what is withdrawn just before the filter is asked is still told of, or acted on, without it."""
        usual = self._withdrawn(site, asked, label, is_gone=False)
        if _plain(self._withdrawn(site, asked, label, is_gone=True)) == _plain(usual):
            return False
        return _plain(self._withdrawn(site, asked, label, is_gone=False)) == _plain(usual)  # it is no chance

    def _withdrawn(self, site: Site, asked: Asked, label: Label, *, is_gone: bool) -> Told:
        def withdraw(_at: Site, model: type[models.Model]) -> bool:
            model._base_manager.update(**label)
            return is_gone

        with watched({site: self.known[site]}, withdraw):
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
        for asked in met.some():
            yield asked
            if (other := turned(asked, hidden.same)) != asked:
                yield other

    def _ask(self, asked: Asked) -> Told:
        self.asked += 1
        return ask(self._clients[asked.reader], asked)


def _in_turn(rows: Iterable[Iterable[_T]]) -> list[_T]:
    """Return the first of each row, then the second of each, and so on."""
    return [one for one in chain.from_iterable(zip_longest(*rows)) if one is not None]


def _plain(told: Told) -> tuple[object, ...]:
    return (*told.plain(), told.statements, sorted(told.written))


def _hits(searcher: Searcher, asked: Asked, told: Told) -> list[str]:
    parts = told.parts()
    for one in asked.ids:
        parts = [
            part.replace(one.encode(), b"") if isinstance(part, bytes) else part.replace(one, "") for part in parts
        ]
    return searcher.found(*parts)
