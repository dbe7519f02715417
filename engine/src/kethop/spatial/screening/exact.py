"""What GEOS says of a pair."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial.crs import Floats
from kethop.spatial.screening.hits import Relation

__all__ = ["Related", "Settled", "relate", "settle"]

_SLIGHT_M2, _SLIGHT = 1e-3, 1e-6


class Settled(NamedTuple):
    """Pairs that meet, and pairs whose parcel is invalid.

    Parameters
    ----------
    pair : ndarray of intp
        Which of the pairs meet.
    overlap_m2, area_m2 : ndarray of float64
        Of the overlap and of the parcel.
    relation : ndarray of uint8
    invalid : ndarray of intp
        Which of the pairs have an invalid parcel whose envelope meets the zone.
    """

    pair: NDArray[np.intp]
    overlap_m2: Floats
    area_m2: Floats
    relation: NDArray[np.uint8]
    invalid: NDArray[np.intp]


class Related(NamedTuple):
    """How pairs that meet do so, columns as in ``Settled``."""

    overlap_m2: Floats
    area_m2: Floats
    relation: NDArray[np.uint8]


def settle(parcels: NDArray[np.object_], zones: NDArray[np.object_]) -> Settled:
    """Return how parcels and valid zones meet, pair by pair.

    Parameters
    ----------
    parcels, zones : ndarray of object, shape (n,)
        Geometries; no parcel is missing or empty.
    """
    valid = shapely.is_valid(parcels)
    wrong = np.flatnonzero(~valid)
    envelopes = shapely.box(*shapely.bounds(parcels[wrong]).T)
    invalid = wrong[shapely.intersects(zones[wrong], envelopes)]
    pair = np.flatnonzero(valid)
    pair = pair[shapely.intersects(zones[pair], parcels[pair])]
    return Settled(pair, *relate(parcels[pair], zones[pair]), invalid)


def relate(parcels: NDArray[np.object_], zones: NDArray[np.object_]) -> Related:
    """Return how valid parcels and zones that meet do so, pair by pair.

    A point or line on the boundary of a zone touches it, although ``covers`` has it covered.
    """
    area = np.asarray(shapely.area(parcels))
    covered = np.asarray(shapely.covers(zones, parcels))
    overlap = np.where(covered, area, 0.0)
    open_pairs = ~covered
    overlap[open_pairs] = shapely.area(shapely.intersection(parcels[open_pairs], zones[open_pairs]))
    # an overlap beyond all rounding is no touch; the predicate is exact, and dear
    slight = np.flatnonzero(overlap <= _SLIGHT_M2 + _SLIGHT * area)
    touching = slight[shapely.touches(zones[slight], parcels[slight])]
    overlap[touching] = 0.0
    relation = np.full(len(parcels), Relation.PARTIAL, np.uint8)
    relation[covered] = Relation.COVERED
    relation[touching] = Relation.TOUCHES
    return Related(overlap, area, relation)
