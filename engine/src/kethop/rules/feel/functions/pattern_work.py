"""How much work a regular expression can make on a text, counted before it is run.

Python's matcher goes back and tries again: a pattern such as ``(a+)+b`` hangs on some texts. Here the steps and ways of each
part are counted from above, so that a pattern that could hang is refused. Whether two parts can take the same letter is
asked of the letters of the text itself.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kethop.rules.feel.budget import spend
from kethop.rules.feel.faults import LimitReached

__all__ = ["MAX_WORK", "check_work"]

MAX_WORK = 20_000_000
STEPS_A_UNIT = 50
LETTERS_A_UNIT = 8
CAP = 10**12
MAX_RUNS = 1_000_000

_ATOM = re.compile(
    r"\[\^?(?:\\.|[^\\])(?:\\.|[^\]\\])*\]|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|0[0-7]{0,2}|[1-9][0-9]?|.)|.",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"(?:([*+?])|\{(?!\})(\d*)(?:(,)(\d*))?\})\??")
_OPENING = re.compile(r"\((?:\?:|\?!|\?-i:)?")

Letters = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: ``atom``, ``empty`` (takes no letter), ``end``, ``back`` (a reference), ``one of``, ``all``."""

    kind: str
    text: str = ""
    parts: tuple["_Part", ...] = ()
    low: int = 1
    high: int | None = 1


class _Reader:
    """Reads a pattern in Python's dialect."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def choice(self) -> _Part:
        branches = [self._sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else _Part("one of", parts=tuple(branches))

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated(self._one()))
        return _Part("all", parts=tuple(parts))

    def _one(self) -> _Part:
        opening = _OPENING.match(self.pattern, self.at)
        if opening:
            self.at = opening.end()
            inside = self.choice()
            self.at += 1
            return _Part("ahead", parts=(inside,)) if opening[0] == "(?!" else inside
        atom = _ATOM.match(self.pattern, self.at)
        text = atom[0] if atom else self.pattern[self.at]
        self.at += len(text)
        if text in {"^", r"\A", r"\b", r"\B"}:
            return _Part("empty")
        if text in {"$", r"\Z"}:
            return _Part("end")
        return _Part("back") if re.fullmatch(r"\\[1-9][0-9]?", text) else _Part("atom", text)

    def _repeated(self, part: _Part) -> _Part:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found:
            return part
        self.at = found.end()
        sign, low, comma, high = found.groups()
        if sign:
            return _Part("all", parts=(part,), low=int(sign == "+"), high=1 if sign == "?" else None)
        most = int(low or 0) if not comma else int(high) if high else None
        return _Part("all", parts=(part,), low=int(low or 0), high=most)


@dataclass(frozen=True, slots=True)
class _Work:
    """Steps at most, and different ways to match at most, from one place of the text."""

    steps: int
    ways: int


class _Counting:
    """Counts the work of parts on one text."""

    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self.text = text
        self.flags = flags
        self.counts = Counter(text)
        self.taken: dict[str, Letters] = {}
        self.runs: dict[Letters, int] = {}

    def letters(self, atom: str) -> Letters:
        """Return the letters of the text that an atom takes."""
        if atom not in self.taken:
            spend(len(self.counts) // LETTERS_A_UNIT)
            self.taken[atom] = frozenset(filter(re.compile(atom, self.flags).fullmatch, self.counts))
        return self.taken[atom]

    def first(self, part: _Part) -> tuple[Letters, bool]:
        """Return the letters that a part can begin with, and whether it can take none."""
        match part.kind:
            case "atom":
                return self.letters(part.text), False
            case "end":
                return frozenset("\n"), False
            case "back" | "empty" | "ahead":
                return frozenset(self.counts if part.kind == "back" else ()), True
            case "one of":
                firsts = [self.first(branch) for branch in part.parts]
                return frozenset[str]().union(*(letters for letters, _ in firsts)), any(empty for _, empty in firsts)
            case _:
                letters: Letters = frozenset()
                for inner in part.parts:
                    more, empty = self.first(inner)
                    letters |= more
                    if not empty:
                        return letters, part.low == 0
                return letters, True

    def work(self, part: _Part, after: Letters) -> _Work:
        """Return the work of a part that letters of ``after`` follow."""
        match part.kind:
            case "one of":
                return self._choice(part, after)
            case "back":
                return _Work(len(self.text) + 1, 1)
            case "ahead":
                return _Work(self.work(part.parts[0], frozenset()).steps, 1)
            case "all":
                return self._sequence(part, after) if (part.low, part.high) == (1, 1) else self._repeat(part, after)
            case _:
                return _Work(1, 1)

    def _sequence(self, part: _Part, after: Letters) -> _Work:
        works: list[_Work] = []
        for inner in reversed(part.parts):
            works.append(self.work(inner, after))
            letters, empty = self.first(inner)
            after = letters | after if empty else letters
        steps, ways = 1, 1
        for work in reversed(works):
            steps = min(CAP, steps + ways * work.steps)
            ways = min(CAP, ways * work.ways)
        return _Work(steps, ways)

    def _choice(self, part: _Part, after: Letters) -> _Work:
        works = [self.work(branch, after) for branch in part.parts]
        firsts = [self.first(branch) for branch in part.parts]
        apart = sum(len(letters) for letters, _ in firsts) == len(frozenset[str]().union(*(each for each, _ in firsts)))
        ways = [work.ways for work in works]
        only_one = apart and not any(empty for _, empty in firsts)
        return _Work(1 + sum(work.steps for work in works), max(ways) if only_one else min(CAP, sum(ways)))

    def _repeat(self, part: _Part, after: Letters) -> _Work:
        letters, empty = self.first(_Part("all", parts=part.parts))
        body = self.work(part.parts[0], letters | after)
        times = self._run(letters) if part.parts[0].kind == "atom" else len(self.text)
        if part.high is not None:
            # what takes no letter can be repeated beyond the end of the text
            times = part.high if empty else min(times, part.high)
        elif empty:
            times += part.low
        apart = not empty and not letters & after
        steps, ways, power = 1, 0, 1
        if body.ways <= 1:
            steps = min(CAP, 1 + (times + 1) * body.steps)
            ways = max(0, times - part.low) + 1
        else:
            for count in range(times + 1):
                ways += power if count >= part.low else 0
                if part.high is None or count < part.high:  # after the last time allowed there is no further try
                    steps += power * body.steps
                power *= body.ways
                if max(ways, steps, power) > CAP:
                    return _Work(CAP, CAP)
        if apart:
            # at each letter there is only going on or only leaving
            return _Work(steps, 1 if body.ways <= 1 else max(1, power // body.ways))
        if body.ways <= 1 and not empty:
            # leaving is of use only where a letter that may follow stands, or at the end of the text
            ways = min(ways, 1 + sum(self.counts[letter] for letter in after))
        return _Work(steps, max(1, ways))

    def _run(self, letters: Letters) -> int:
        """Return how many of the letters stand side by side in the text at most."""
        if len(self.text) > MAX_RUNS:
            return len(self.text)
        if letters not in self.runs:
            spend(len(self.text) // LETTERS_A_UNIT)
            grouped = groupby(self.text, letters.__contains__)
            self.runs[letters] = max((len(list(group)) for inside, group in grouped if inside), default=0)
        return self.runs[letters]


@lru_cache(maxsize=512)
def _read(pattern: str) -> _Part:
    return _Reader(pattern).choice()


def check_work(expression: re.Pattern[str], text: str) -> None:
    """Refuse a pattern, in Python's dialect and without ``(?`` beyond ``(?:``, ``(?-i:`` and ``(?!``, that could hang on a text.

    Raises
    ------
    LimitReached
        ``pattern_work``: more than 20,000,000 steps are possible.
    """
    counting = _Counting(text, re.RegexFlag(expression.flags))
    steps = counting.work(_read(expression.pattern), frozenset()).steps
    if steps * (len(text) + 1) > MAX_WORK:
        raise LimitReached("pattern_work", MAX_WORK)
    spend(steps * (len(text) + 1) // STEPS_A_UNIT)
