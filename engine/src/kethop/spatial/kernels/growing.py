"""Arrays that grow while a loop fills them."""

import numpy as np

from kethop.spatial.kernels.compiled import compiled

__all__ = ["longer", "longer_rows"]


@compiled
def longer(array, used, least):
    """Return a copy of ``array[:used]`` with room for twice as much, and for ``least`` at least."""
    fresh = np.empty(max(2 * len(array) + 16, least), array.dtype)
    for k in range(used):
        fresh[k] = array[k]
    return fresh


@compiled
def longer_rows(array, used, least):
    """Return the same of an array of rows."""
    fresh = np.empty((max(2 * len(array) + 16, least), array.shape[1]), array.dtype)
    for k in range(used):
        for j in range(array.shape[1]):
            fresh[k, j] = array[k, j]
    return fresh
