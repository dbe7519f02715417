"""What stands in hidden records so that it is known again wherever it comes out."""

import itertools
import random
import re
import string
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

__all__ = ["BESIDE", "KINDS", "MARK", "Kind", "Tokens", "hidden_from", "seen_by"]

MARK = "zq{}xjvk"
"""Letters that no text of the office has. They are ASCII, so that folding, NFD, JSON and URLs leave them as they are."""
REFERENCE = re.compile(r"-0\d{4}$")


@dataclass(frozen=True)
class Kind:
    """A way of being hidden.

    Parameters
    ----------
    letter : str
        Stands in its tokens.
    level : int
        Of its rows.
    grants : str
        Who was given its compartments: those who have the office's own (``same``), nobody (``none``), or the same ones at
        another time or no longer (``ended``, ``revoked``, ``later``).
    """

    letter: str
    level: int
    grants: str = "same"

    @property
    def mark(self) -> str:
        """What its words begin with."""
        return MARK.format(self.letter)

    @property
    def area(self) -> Decimal:
        """Hectares that no other record has."""
        return Decimal(f"482{self.number}1.93")

    @property
    def shift(self) -> float:
        """Decimals, in degrees, that no other vertex has."""
        return 0.000901 + self.number / 100_000

    @property
    def number(self) -> int:
        """Place among the kinds, from 1; first digit of its references."""
        return ord(self.letter) - ord("a") + 1


KINDS = (
    Kind("a", 10),
    Kind("b", 20),
    Kind("c", 30),
    Kind("d", 40),
    Kind("e", 0, "none"),
    Kind("f", 0, "ended"),
    Kind("g", 0, "revoked"),
    Kind("h", 0, "later"),
)

BESIDE = (Kind("k", 0, "none"), Kind("l", 40))
"""Of single rows that are hidden beside, or below, rows that are not."""


def hidden_from(rank: int) -> tuple[Kind, ...]:
    """Return the kinds that a reader at a level must not know of."""
    return tuple(kind for kind in KINDS if kind.level > rank or kind.grants != "same")


def seen_by(rank: int) -> tuple[Kind, ...]:
    """Return the others."""
    return tuple(kind for kind in KINDS if kind not in hidden_from(rank))


@dataclass
class Tokens:
    """The tokens of one kind: a word for each field, numbers of their own for what has a reference, seeded keys."""

    kind: Kind
    seed: str = ""
    given: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._dice = random.Random(f"hidden {self.kind.letter}{self.seed}")  # noqa: S311 - no secret
        self._words: dict[tuple[str, str], str] = {}
        self._tails = map("".join, itertools.product(string.ascii_lowercase, repeat=3))

    def word(self, model: str, name: str) -> str:
        """Return the word of a field."""
        self.given.add((model, name))
        place = (model, name)
        if place not in self._words:
            self._words[place] = f"{self.kind.mark}{next(self._tails)}"
        return self._words[place]

    def place(self, word: str) -> str:
        """Return the field whose word was found."""
        return next((".".join(place) for place, one in self._words.items() if one == word), word)

    def key(self) -> UUID:
        """Return a new key."""
        return UUID(int=self._dice.getrandbits(128), version=4)

    def reference(self, own: str) -> str:
        """Return a reference that looks like the office's own, of the same length."""
        return f"{own[:-5]}{self.kind.number}{own[-4:]}" if REFERENCE.search(own) else own
