"""The names that a FEEL text may use, and the longest of them at a place (DMN 1.5 §10.3.1.3-4)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from typing_extensions import override

from kethop.rules.feel.types import BASIC_TYPES, FeelType

__all__ = ["IDENTIFIER", "NAME_RUN", "NameIndex", "Names", "normal_name"]

_START = r"(?:[^\W\d]|[\U00010000-\U000EFFFF])"
_PART = r"(?:\w|[\u0300-\u036F\U00010000-\U000EFFFF])"
IDENTIFIER = re.compile(rf"{_START}{_PART}*|\?")
NAME_RUN = rf"{_START}(?:{_PART}|[\s./\-'+*?])*?"
_PART_AHEAD = re.compile(_PART)


def normal_name(name: str) -> str:
    """Return the name composed (NFC) and with each run of white space as one space."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


@lru_cache(maxsize=4096)  # the names of a model are indexed anew for each of its texts
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(part) for part in name.split()))


class NameIndex:
    """The names that are more than one plain identifier, ready to be matched at a place of a text."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a name; a plain identifier needs no entry, it is matched without one."""
        if IDENTIFIER.fullmatch(name):
            return
        head = IDENTIFIER.match(name)
        if head is None:
            return
        self.patterns.setdefault(head[0], []).append((_pattern(name), name))

    def merge(self, other: "NameIndex") -> None:
        """Add the names of another index."""
        for head, patterns in other.patterns.items():
            self.patterns.setdefault(head, []).extend(patterns)

    def longest(self, text: str, start: int, head: str) -> int:
        """Return where the longest name that begins at ``start`` with the identifier ``head`` ends; ``start`` if none."""
        best = start
        for pattern, _ in self.patterns.get(head, ()):
            match = pattern.match(text, start)
            if match and match.end() > best and not _runs_on(text, match.end()):
                best = match.end()
        return best


def _runs_on(text: str, end: int) -> bool:
    """Return whether the name goes on behind ``end``: both sides of it are parts of a word."""
    return bool(_PART_AHEAD.match(text[end - 1]) and _PART_AHEAD.match(text, end))


@dataclass(frozen=True, eq=False)
class Names:
    """What a text may name; equal to other names by which a text is read in the same way.

    Parameters
    ----------
    scope : frozenset of str
        Variables and functions; a name here may hold spaces and ``. / - ' + *``.
    paths : frozenset of str
        Further names that may follow a point or stand in a filter: components of types, entries of contexts.
    types : mapping of str to FeelType
        Types by name, the basic ones included.
    """

    scope: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    types: Mapping[str, FeelType] = field(default_factory=lambda: BASIC_TYPES)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scope", frozenset(normal_name(name) for name in self.scope))
        object.__setattr__(self, "paths", frozenset(normal_name(name) for name in self.paths))
        object.__setattr__(self, "_scope_index", NameIndex(self.scope))
        object.__setattr__(self, "_path_index", NameIndex(self.paths | self.scope))

    @cached_property
    def _said(self) -> tuple[frozenset[str], frozenset[str], str]:
        """What tells them apart; types by what they say of themselves, for 1.0 and 1.00 are equal numbers."""
        return self.scope, self.paths, repr(sorted(self.types.items(), key=lambda item: item[0]))

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self._said == other._said

    @override
    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def scope_index(self) -> NameIndex:
        """Matcher of the names in scope."""
        index: NameIndex = object.__getattribute__(self, "_scope_index")
        return index

    @property
    def path_index(self) -> NameIndex:
        """Matcher of the names behind a point and in filters."""
        index: NameIndex = object.__getattribute__(self, "_path_index")
        return index

    def with_scope(self, names: Iterable[str]) -> "Names":
        """Return these names and more variables."""
        return Names(self.scope | frozenset(names), self.paths, self.types)
