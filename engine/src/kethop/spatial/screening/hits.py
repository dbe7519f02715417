"""What a screening finds."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.crs import Floats

__all__ = ["RELATION_NAMES", "Hits", "Relation", "Unjudged"]


class Relation(IntEnum):
    """How a parcel meets a zone, as GEOS has it."""

    TOUCHES = 0
    PARTIAL = 1
    COVERED = 2


RELATION_NAMES = ("touches", "partial", "covered")
"""Names of the relations, by number."""


class Unjudged(StrEnum):
    """Why a parcel could not be judged."""

    NOWHERE = "nowhere"
    """It has no geometry, an empty one, or one without finite coordinates."""
    INVALID = "invalid"
    """Its outline crosses itself, so that it has no area; its envelope meets a zone."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Pairs of a parcel and a zone that meet, ordered by parcel and zone.

    Parameters
    ----------
    parcel : ndarray of int64, shape (n,)
        Row of the parcel.
    zone : ndarray of int32, shape (n,)
        Number of the zone in its set.
    overlap_m2 : ndarray of float64, shape (n,)
        Area of the overlap in square metres of the CRS; 0 where they only touch, and for points and lines.
    share : ndarray of float64, shape (n,)
        Of the parcel, 0 to 1; NaN for a parcel without an area.
    relation : ndarray of uint8, shape (n,)
        Numbers of ``Relation``.
    nowhere, invalid : ndarray of int64
        Rows of parcels that could not be judged, in order, for the reasons of ``Unjudged``.
    """

    parcel: NDArray[np.int64]
    zone: NDArray[np.int32]
    overlap_m2: Floats
    share: Floats
    relation: NDArray[np.uint8]
    nowhere: NDArray[np.int64]
    invalid: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.parcel)

    @classmethod
    def of(  # noqa: PLR0913 - one argument a column
        cls,
        parcel: NDArray[np.int64],
        zone: NDArray[np.int32],
        overlap_m2: Floats,
        area_m2: Floats,
        relation: NDArray[np.uint8],
        *,
        nowhere: NDArray[np.int64],
        invalid: NDArray[np.int64],
    ) -> Self:
        """Return hits in order, with shares."""
        # one number a pair, for parts that are in order already are put together in one pass
        order = np.argsort((parcel.astype(np.int64) << 32) | zone, kind="stable")
        area = area_m2[order]
        overlap = overlap_m2[order]
        share = np.divide(overlap, area, out=np.full(len(area), np.nan), where=area > 0)
        return cls(
            parcel[order].astype(np.int64),
            zone[order].astype(np.int32),
            overlap,
            np.minimum(share, 1.0),
            relation[order].astype(np.uint8),
            np.sort(nowhere).astype(np.int64),
            np.unique(invalid).astype(np.int64),
        )

    @classmethod
    def none(cls, nowhere: NDArray[np.integer] | None = None) -> Self:
        """Return no hits."""
        rows, floats = np.empty(0, np.int64), np.empty(0)
        return cls(
            rows,
            rows.astype(np.int32),
            floats,
            floats,
            rows.astype(np.uint8),
            rows if nowhere is None else nowhere.astype(np.int64),
            rows,
        )

    @classmethod
    def joined(cls, parts: "list[Hits]") -> "Hits":
        """Return hits behind one another; the parcels of the parts must follow each other."""
        if not parts:
            return cls.none()
        return cls(
            np.concatenate([part.parcel for part in parts]),
            np.concatenate([part.zone for part in parts]),
            np.concatenate([part.overlap_m2 for part in parts]),
            np.concatenate([part.share for part in parts]),
            np.concatenate([part.relation for part in parts]),
            np.concatenate([part.nowhere for part in parts]),
            np.concatenate([part.invalid for part in parts]),
        )
