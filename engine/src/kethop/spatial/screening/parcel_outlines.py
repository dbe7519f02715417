"""Outlines of parcels in well-known binary: of a whole row group, or of the rows that are needed."""

from typing import NamedTuple, Self

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from kethop.spatial.screening.columns import binary_places

__all__ = ["ParcelOutlines", "ParcelShapes"]


class ParcelShapes(NamedTuple):
    """Outlines of a row group.

    Parameters
    ----------
    binary : pyarrow.Array
        Well-known binary.
    keys : pyarrow.Array or None
    """

    binary: pa.Array
    keys: pa.Array | None

    def geometries(self, rows: NDArray[np.integer]) -> NDArray[np.object_]:
        """Return some geometries; None where there is none."""
        return self.outlines(rows).geometries()

    def outlines(self, rows: NDArray[np.integer]) -> "ParcelOutlines":
        """Return the outlines of some rows."""
        ends, data = binary_places(self.binary)
        begin, end = ends[rows], ends[rows + 1]
        if self.binary.null_count:
            missing = self.binary.is_null().to_numpy(zero_copy_only=False)[rows]
            begin, end = np.where(missing, -1, begin), np.where(missing, -1, end)
        return ParcelOutlines(begin, end, data)


class ParcelOutlines(NamedTuple):
    """Outlines of some rows, where they lie.

    Parameters
    ----------
    begin, end : ndarray of int64, shape (n,)
        Places in ``data``; -1 where a row has no outline.
    data : ndarray of uint8
        Well-known binary.
    """

    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    data: NDArray[np.uint8]

    def some(self, which: NDArray[np.integer]) -> Self:
        """Return some of them."""
        return self._replace(begin=self.begin[which], end=self.end[which])

    def geometries(self) -> NDArray[np.object_]:
        """Return them as geometries; None where there is none.

        Raises
        ------
        shapely.errors.GEOSException
            One is no well-known binary.
        """
        places = zip(self.begin.tolist(), self.end.tolist(), strict=True)
        binary = [None if begin < 0 else self.data[begin:end].tobytes() for begin, end in places]
        return np.asarray(shapely.from_wkb(np.array(binary, dtype=np.object_)), dtype=np.object_)
