"""The walk: which requests are made, and what is asked of each answer."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from need_to_know.asking import Asked, Told, ask, undone
from need_to_know.canaries import Searcher
from need_to_know.hidden import Hidden
from need_to_know.places import PROGRAM_SPACES, own_records, reversed_at
from need_to_know.readers import PROGRAMS, SESSIONS
from need_to_know.sendings import sendings
from need_to_know.tokens import KINDS, REFERENCE, Kind, hidden_from, seen_by

__all__ = ["METHODS", "Fault", "Walk"]

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
NOT_ALLOWED = 405
NOBODY_HAS = 9
"""First digit of the references that no record has."""

OF_THE_PROCESS = {"health", "ready"}
"""They look at the process and its clock: how often they ask the database hangs on when they asked last."""


@dataclass(frozen=True)
class Fault:
    """What was wrong with an answer."""

    what: str
    asked: Asked
    more: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.asked} {self.more}"


class Walk:
    """Requests to one office, and the faults of its answers."""

    def __init__(self, office) -> None:
        self.office = office
        self.own = own_records(office.desk, office.world, office.more)
        self.sent = sendings(office.desk, office.world, office.more)
        self.places = sorted(self.own)
        self.answered = 0
        self._dice = random.Random("nobody has these")  # noqa: S311 - no secret
        self.unknown: dict[str, str] = {}
        """Own key or reference, as text, to one that nobody has."""
        for own in self._same(KINDS[0]):
            self._nobody_s(own)

    def readers_of(self, place: str) -> tuple[str, ...]:
        """Return who asks at an address: programs where programs are answered, sessions elsewhere, one of each at the other."""
        if place.startswith(PROGRAM_SPACES):
            return (*PROGRAMS, "officer", "")
        return (*SESSIONS, "program:officer")

    def sample(self, rank: int, count: int) -> list[dict[str, Asked]]:
        """Return so many groups of requests at a level, drawn from all addresses, readers and methods; the same each time."""
        dice = random.Random(f"{rank} {count}")  # noqa: S311 - no secret
        chosen = []
        while len(chosen) < count:
            place = dice.choice(self.places)
            method = dice.choice(METHODS) if dice.random() < 0.6 else "GET"
            reader = dice.choice(self.readers_of(place))
            chosen += self.groups(place, reader, method, rank, dice.randrange(12))
        return chosen

    def covering(self, rank: int) -> Iterator[dict[str, Asked]]:
        """Yield every address with every method as every reader; each such triple at one level, GET and POST at two."""
        at = (0, 10, 20, 30, 40).index(rank)
        for number, place in enumerate(self.places):
            for turn, reader in enumerate(self.readers_of(place)):
                for method in METHODS:
                    wanted = {(number + turn) % 5} | ({(number + turn + 2) % 5} if method in {"GET", "POST"} else set())
                    if at in wanted:
                        yield from self.groups(place, reader, method, rank, number + turn)

    def groups(self, place: str, reader: str, method: str, rank: int, turn: int) -> Iterator[dict[str, Asked]]:
        """Yield requests that differ in the record only: the office's own, hidden ones, and ones that nobody has.

        Parameters
        ----------
        turn : int
            Which of several records, and which of several ways of being hidden.
        """
        rows = self.own[place]
        given = rows[turn % len(rows)]
        made = {"own": self._asked(reader, method, place, given)}
        if any(str(value) in self._same(KINDS[0]) for value in given.values()):
            ways = hidden_from(rank)
            apart = [kind for kind in ways if kind.grants != "same"]
            above = [kind for kind in ways if kind.grants == "same"]
            chosen = {"apart": apart[turn % len(apart)], **({"above": above[turn % len(above)]} if above else {})}
            for name, kind in chosen.items():
                made[name] = self._asked(reader, method, place, self._turned(given, self._same(kind)))
            made["random"] = self._asked(reader, method, place, self._turned(given, None))
            if len([value for value in given.values() if str(value) in self._same(KINDS[0])]) > 1:
                kind = chosen["apart"]
                made["mixed"] = self._asked(reader, method, place, self._turned(given, self._same(kind), {"reference"}))
                made["mixed random"] = self._asked(reader, method, place, self._turned(given, None, {"reference"}))
        yield made

    def _same(self, kind: Kind) -> dict[str, str]:
        return self.office.hidden[kind].same

    def _asked(self, reader: str, method: str, place: str, given: dict[str, object]) -> Asked:
        ids = tuple(str(value) for value in given.values() if len(str(value)) > 8)
        return Asked(reader, method, place, reversed_at(place, given), ids)

    def _turned(self, given, same, keep=frozenset()) -> dict[str, object]:
        """Return parameters with each record's name turned into that of its twin, or of no record at all."""
        return {
            name: value if name in keep else type(value)(same.get(str(value), value) if same else self._nobody_s(value))
            for name, value in given.items()
        }

    def _nobody_s(self, value: object) -> object:
        text = str(value)
        if text not in self._same(KINDS[0]):
            return value
        if text not in self.unknown:
            is_reference = REFERENCE.search(text)
            key = UUID(int=self._dice.getrandbits(128), version=4)
            self.unknown[text] = f"{text[:-5]}{NOBODY_HAS}{text[-4:]}" if is_reference else str(key)
        return self.unknown[text]

    def faults(
        self, rank: int, groups: Iterable[dict[str, Asked]], hide: Callable[[], list[Hidden]] | None = None
    ) -> list[Fault]:
        """Ask everything twice, in the office without and with the hidden records, and return what was wrong.

        Parameters
        ----------
        hide : callable
            Lays the hidden records down; those of every kind that the level must not know of, when it is not given.
        """
        groups = list(groups)
        found: list[Fault] = []
        with undone():
            self.office.lay(seen_by(rank))
            clients = self.office.readers.at(rank, {one.reader for group in groups for one in group.values()})
            before = [{name: ask(clients[one.reader], one) for name, one in _twinned(group)} for group in groups]
            searcher = Searcher(hide() if hide else self._hide(rank))
            for group, known in zip(groups, before, strict=True):
                asked = _needed(group, known["own"])
                told = {name: ask(clients[one.reader], one) for name, one in asked.items()}
                found += _faults(asked, known, told, searcher)
                self.answered += len(known) + len(told)
        return found

    def _hide(self, rank: int) -> list[Hidden]:
        kinds = hidden_from(rank)
        self.office.lay(kinds)
        return [self.office.hidden[kind] for kind in kinds]


def _twinned(group: dict[str, Asked]) -> list[tuple[str, Asked]]:
    """Return what is asked in the office without hidden records: there these are nobody's, so one that is stands for all."""
    return [(name, one) for name, one in group.items() if name == "own" or (name == "random" and one.method == "GET")]


def _needed(group: dict[str, Asked], own: Told) -> dict[str, Asked]:
    """Return what is asked in the office with them; where a method is not allowed one hidden record is enough."""
    is_refused = own.status == NOT_ALLOWED or group["own"].method == "HEAD"
    return {name: one for name, one in group.items() if not is_refused or name in {"own", "apart", "random"}}


def _faults(
    group: dict[str, Asked], known: dict[str, Told], told: dict[str, Told], searcher: Searcher
) -> Iterator[Fault]:
    for name, one in group.items():
        answer = told[name]
        if answer.status >= 500:
            yield Fault("failed", one, answer.error)
        if not _says_its_kind(answer):
            yield Fault("no kind or letters", one, answer.headers.get("Content-Type", ""))
        if hits := searcher.found(*[_unasked(part, one.ids) for part in answer.parts()]):
            yield Fault("canary", one, ", ".join(hits))
        if name in known and _counted(known[name], one) != _counted(answer, one):
            yield Fault("twin", one, _difference(known[name], answer))
    for name, like in (("apart", "random"), ("above", "random"), ("mixed", "mixed random")):
        if name in told and _seen(told[name], group[name]) != _seen(told[like], group[like]):
            yield Fault("not as nobody's", group[name], _difference(told[like], told[name], group[like], group[name]))


def _says_its_kind(told: Told) -> bool:
    """Return whether an answer with a body says of what kind it is, and a text how its letters are written."""
    kind = told.headers.get("Content-Type", "")
    is_text = kind.startswith("text/") or kind.partition(";")[0].endswith("xml")
    return not told.body or (bool(kind) and ("charset=utf-8" in kind or not is_text))


def _counted(told: Told, asked: Asked) -> tuple[object, ...]:
    return (*told.plain(), sorted(told.written), None if asked.place in OF_THE_PROCESS else told.statements)


def _seen(told: Told, asked: Asked) -> tuple[object, ...]:
    return (*told.plain(asked.ids), sorted(told.written), told.statements)


def _unasked(part: bytes | str, ids: tuple[str, ...]) -> bytes | str:
    """Take what the reader wrote itself out of an answer."""
    for one in ids:
        for form in (one, one.replace("-", "")):
            part = part.replace(form.encode(), b"<id>") if isinstance(part, bytes) else part.replace(form, "<id>")
    return part


def _difference(first: Told, second: Told, one: Asked | None = None, other: Asked | None = None) -> str:
    pairs = zip(first.plain(one.ids if one else ()), second.plain(other.ids if other else ()), strict=True)
    for left, right in pairs:
        if left != right:
            return f"{_around(left, right)} ({first.statements}, {second.statements} statements)"
    return f"{first.statements}, {second.statements} statements"


def _around(left: object, right: object) -> str:
    if isinstance(left, list) and isinstance(right, list):
        return (
            f"{[one for one in left if one not in right]!r:.300} ≠ {[one for one in right if one not in left]!r:.300}"
        )
    if not (isinstance(left, bytes) and isinstance(right, bytes)):
        return f"{left!r:.300} ≠ {right!r:.300}"
    at = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    start = max(0, at - 60)
    return f"…{left[start : at + 80]!r} ≠ …{right[start : at + 80]!r}"
