"""Counts of a part, and of all parts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Self

import numpy as np
from pydantic import Field

from kethop.cadastre.answers import OUTCOMES, Answers
from kethop.cadastre.reasons import REASONS
from kethop.documents import Record
from kethop.rules.vectorised import Decided
from kethop.vocabulary import Outcome

__all__ = ["Difference", "LayerTotal", "RuleTotal", "SelfCheck", "Totals", "decided_total", "layer_total"]

_TOLD_MOST = 20


class LayerTotal(Record):
    """What a layer says of parcels: the three add up to all of them.

    Parameters
    ----------
    hit, clear, unknown : int
        Parcels.
    pairs : int
        Parcels and zones that meet.
    reasons : dict of str to int
        Parcels whose answer is not known, by reason.
    """

    hit: int = 0
    clear: int = 0
    unknown: int = 0
    pairs: int = 0
    reasons: Mapping[str, int] = Field(default_factory=dict)

    def plus(self, other: "LayerTotal") -> "LayerTotal":
        """Return the sum of two."""
        reasons = Counter(self.reasons) + Counter(other.reasons)
        return LayerTotal(
            hit=self.hit + other.hit,
            clear=self.clear + other.clear,
            unknown=self.unknown + other.unknown,
            pairs=self.pairs + other.pairs,
            reasons=dict(sorted(reasons.items())),
        )


class RuleTotal(Record):
    """What a decision table came to.

    Parameters
    ----------
    decided : int
        Hits that it was asked about.
    unmatched, undetermined, violating : int
        Of them: no rule matched; more rules might match if what is missing were known; not to be trusted.
    rules : dict of str to int
        Hits by the number, from 1, of a rule that decided them: of a FIRST or PRIORITY table one for each hit at most; none where
        the hit policy is violated.
    """

    decided: int = 0
    unmatched: int = 0
    undetermined: int = 0
    violating: int = 0
    rules: Mapping[str, int] = Field(default_factory=dict)

    def plus(self, other: "RuleTotal") -> "RuleTotal":
        """Return the sum of two."""
        rules = Counter(self.rules) + Counter(other.rules)
        return RuleTotal(
            decided=self.decided + other.decided,
            unmatched=self.unmatched + other.unmatched,
            undetermined=self.undetermined + other.undetermined,
            violating=self.violating + other.violating,
            rules=dict(sorted(rules.items(), key=lambda item: int(item[0]))),
        )


class Difference(Record):
    """A parcel of which GEOS, asked again, says something else.

    Parameters
    ----------
    file : str
    row : int
        From 0 in the file.
    layer, zone : str
    ours, geos : str
        What the part has and what GEOS says: the overlap in m², ``none`` where they do not meet.
    """

    file: str
    row: int
    layer: str
    zone: str
    ours: str
    geos: str


class SelfCheck(Record):
    """The sample that GEOS was asked again.

    Parameters
    ----------
    sampled : int
        Parcels.
    pairs : int
        Pairs of them that meet.
    differences : int
    examples : tuple of Difference
        The first 20.
    """

    sampled: int = 0
    pairs: int = 0
    differences: int = 0
    examples: tuple[Difference, ...] = ()

    def plus(self, other: "SelfCheck") -> "SelfCheck":
        """Return the sum of two."""
        return SelfCheck(
            sampled=self.sampled + other.sampled,
            pairs=self.pairs + other.pairs,
            differences=self.differences + other.differences,
            examples=(*self.examples, *other.examples)[:_TOLD_MOST],
        )


class Totals(Record):
    """What parts came to together.

    Parameters
    ----------
    parcels, rows : int
        Parcels that were screened; rows that were written.
    layers : dict of str to LayerTotal
    rules : RuleTotal or None
    check : SelfCheck
    """

    parcels: int = 0
    rows: int = 0
    layers: Mapping[str, LayerTotal] = Field(default_factory=dict)
    rules: RuleTotal | None = None
    check: SelfCheck = SelfCheck()

    @classmethod
    def of(cls, parts: Iterable["Totals"], layers: tuple[str, ...]) -> Self:
        """Return the sum of parts, with every layer."""
        total = cls(layers={name: LayerTotal() for name in layers})
        for part in parts:
            total = total._plus(part)
        return total

    def _plus(self, part: "Totals") -> Self:
        rules = self.rules or part.rules
        if self.rules and part.rules:
            rules = self.rules.plus(part.rules)
        return self.model_copy(
            update={
                "parcels": self.parcels + part.parcels,
                "rows": self.rows + part.rows,
                "layers": {name: total.plus(part.layers[name]) for name, total in self.layers.items()},
                "rules": rules,
                "check": self.check.plus(part.check),
            }
        )


def layer_total(answers: Answers, parcels: int) -> LayerTotal:
    """Return the counts of one layer's answers; a parcel with a hit and with what is not known counts as hit."""
    is_hit = answers.outcome == OUTCOMES.index(Outcome.HIT)
    hit = np.unique(answers.row[is_hit])
    rows, first = np.unique(answers.row[~is_hit], return_index=True)
    unknown = ~np.isin(rows, hit)
    codes, counts = np.unique(answers.reason[~is_hit][first[unknown]], return_counts=True)
    return LayerTotal(
        hit=len(hit),
        clear=parcels - len(hit) - int(unknown.sum()),
        unknown=int(unknown.sum()),
        pairs=int((answers.relation >= 0).sum()),
        reasons={str(REASONS[code]): int(count) for code, count in zip(codes, counts, strict=True)},
    )


def decided_total(decided: Decided, deciding: Callable[[Sequence[int]], Iterable[int]]) -> RuleTotal:
    """Return the counts of what a table came to; ``deciding`` tells which of the rules that matched made the value."""
    counts = np.bincount(decided.numbers, minlength=len(decided.outcomes)).tolist()
    rules: Counter[str] = Counter()
    unmatched = undetermined = violating = 0
    for outcome, count in zip(decided.outcomes, counts, strict=True):
        rules.update({str(rule): count for rule in deciding(outcome.matched)} if count else {})
        unmatched += 0 if outcome.matched else count
        undetermined += count if outcome.is_undetermined else 0
        violating += count if outcome.violations else 0
    return RuleTotal(
        decided=len(decided.numbers),
        unmatched=unmatched,
        undetermined=undetermined,
        violating=violating,
        rules=dict(rules),
    )
