"""What a task came to, as columns: one row for each hit, and one for each answer that is not known."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kethop.spatial.crs import Floats
from kethop.spatial.screening import RELATION_NAMES
from kethop.vocabulary import Outcome

__all__ = ["NONE", "OUTCOMES", "RELATIONS", "Answers", "Heights", "named"]

NONE = -1
"""A number of a zone, relation or reason that is not there."""
OUTCOMES = (Outcome.HIT, Outcome.UNKNOWN)
"""By number; a parcel without a row for a layer is clear of it."""
RELATIONS = (*RELATION_NAMES, "above", "below")
"""By number: with zones, then with surfaces."""


class Heights(NamedTuple):
    """What the surfaces say of some rows of ``Answers``.

    Parameters
    ----------
    top_m, surface_m : ndarray of float64
        Elevation of the top of what stands on the parcel, and of the lowest surface over it, metres above mean sea level; NaN where there is none.
    zone : list of str or None
        The surface, by aerodrome and runway.
    """

    top_m: Floats
    surface_m: Floats
    zone: list[str | None]


class Answers(NamedTuple):
    """Columns of what one layer says, or all of them.

    Parameters
    ----------
    row : ndarray of int64, shape (n,)
        Counted from the first of the task.
    layer : ndarray of int16
        Number of the layer; surfaces come behind the last.
    zone : ndarray of int64
        Number of the zone in the layer, ``NONE`` where none is met.
    overlap_m2, share : ndarray of float64
        NaN where there is none.
    relation, outcome, reason : ndarray of int8
    """

    row: NDArray[np.int64]
    layer: NDArray[np.int16]
    zone: NDArray[np.int64]
    overlap_m2: Floats
    share: Floats
    relation: NDArray[np.int8]
    outcome: NDArray[np.int8]
    reason: NDArray[np.int8]

    @classmethod
    def without_zone(cls, rows: NDArray[np.integer], layer: int, reason: NDArray[np.int8]) -> "Answers":
        """Return answers that are not known about rows that meet no zone."""
        count = len(rows)
        nothing = np.full(count, np.nan)
        return cls(
            rows.astype(np.int64),
            np.full(count, layer, np.int16),
            np.full(count, NONE, np.int64),
            nothing,
            nothing,
            np.full(count, NONE, np.int8),
            np.full(count, OUTCOMES.index(Outcome.UNKNOWN), np.int8),
            reason,
        )

    @classmethod
    def joined(cls, parts: "list[Answers]") -> "Answers":
        """Return the answers of all layers behind one another."""
        none = cls.without_zone(np.empty(0, np.int64), 0, np.empty(0, np.int8))
        return cls(*(np.concatenate(columns) for columns in zip(none, *parts, strict=True)))

    def taken(self, places: NDArray[np.integer]) -> "Answers":
        """Return some answers."""
        return Answers(*(column[places] for column in self))

    def order(self) -> NDArray[np.intp]:
        """Return the places of the answers by row, layer and zone."""
        return np.lexsort((self.zone, self.layer, self.row))


def named(numbers: NDArray[np.integer], names: tuple[str, ...]) -> pa.Array:
    """Return numbers as a dictionary column; ``NONE`` is null."""
    indices = pa.array(numbers.astype(np.int32), mask=numbers < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array([str(name) for name in names], pa.string()))
