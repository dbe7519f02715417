"""The Hilbert curve: features that lie near each other come to lie near each other in a file."""

import numpy as np
from numpy.typing import NDArray

from kethop.spatial.crs import Floats

__all__ = ["hilbert_order"]

_BITS = 16


def hilbert_order(bounds: Floats) -> NDArray[np.intp]:
    """Return the order of features along a Hilbert curve of 65,536 × 65,536 cells over all of them.

    Parameters
    ----------
    bounds : ndarray of float64, shape (n, 4)
        West, south, east, north; NaN where there is no place: such a feature comes last.

    Returns
    -------
    ndarray of intp, shape (n,)
        Features in one cell keep their order.

    References
    ----------
    .. [1] J. Skilling, "Programming the Hilbert curve", AIP Conference Proceedings 707, 2004: the turns of each level.
    """
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    placed = np.isfinite(middle).all(axis=1)
    if not placed.any():
        return np.arange(len(bounds))
    low = middle[placed].min(axis=0)
    size = float((middle[placed].max(axis=0) - low).max()) or 1.0
    cells = np.zeros(middle.shape, np.int64)
    cells[placed] = np.minimum((middle[placed] - low) / size * 2**_BITS, 2**_BITS - 1)
    distance = _distances(cells[:, 0], cells[:, 1])
    distance[~placed] = np.iinfo(np.int64).max
    return np.argsort(distance, kind="stable")


def _distances(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how far along the curve each cell lies."""
    x, y = x.copy(), y.copy()
    distance = np.zeros(len(x), np.int64)
    for bit in range(_BITS - 1, -1, -1):
        step = 1 << bit
        right, upper = (x & step) > 0, (y & step) > 0
        distance += step * step * ((3 * right) ^ upper)
        flip = ~upper & right
        x[flip], y[flip] = step - 1 - (x[flip] & (step - 1)), step - 1 - (y[flip] & (step - 1))
        swap = ~upper
        x[swap], y[swap] = y[swap], x[swap]
    return distance
