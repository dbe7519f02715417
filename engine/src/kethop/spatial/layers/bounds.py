"""How far a place can at least, and its nearest feature at most, be away when only envelopes are known."""

import numpy as np

from kethop.spatial.crs import Floats

__all__ = ["least_distances", "most_distances"]

_LEAST_DEGREE_M = 110_000.0  # a little less than any degree of latitude
_MOST_DEGREE_M = 111_700.0  # a little more than any degree of latitude, or of longitude at the equator


def least_distances(bounds: tuple[float, float, float, float], envelopes: Floats) -> Floats:
    """Return a lower bound, in metres, of the distance from what lies within ``bounds`` to what lies within each envelope.

    Parameters
    ----------
    bounds : tuple of float
        West, south, east, north in degrees.
    envelopes : ndarray, shape (n, 4)
        The same of each feature.

    Returns
    -------
    ndarray, shape (n,)
        Metres.
    """
    west, south, east, north = bounds
    right = np.maximum(envelopes[:, 0] - east, west - envelopes[:, 2]).clip(min=0.0)
    up = np.maximum(envelopes[:, 1] - north, south - envelopes[:, 3]).clip(min=0.0)
    farthest = np.abs(
        np.column_stack((envelopes[:, 1], envelopes[:, 3], np.full(len(up), south), np.full(len(up), north)))
    )
    shrink = np.cos(np.radians(farthest.max(axis=1)))
    return np.asarray(np.hypot(right * shrink, up) * _LEAST_DEGREE_M)


def most_distances(bounds: tuple[float, float, float, float], envelopes: Floats) -> Floats:
    """Return an upper bound, in metres, of the same distances; shapes as there.

    A straight line in longitude and latitude is no shorter than the geodesic, and no degree along it is longer than
    111.7 km; two points of two boxes are no farther apart than the corners of the box around both.
    """
    west, south, east, north = bounds
    wide = np.maximum(envelopes[:, 2], east) - np.minimum(envelopes[:, 0], west)
    high = np.maximum(envelopes[:, 3], north) - np.minimum(envelopes[:, 1], south)
    return np.asarray(np.hypot(wide, high) * _MOST_DEGREE_M)
