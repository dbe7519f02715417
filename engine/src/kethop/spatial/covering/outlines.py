"""Zones as rings in the well-known binary in which they came, which is not copied."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
import shapely
from numpy.typing import NDArray

from kethop.spatial.crs import Floats
from kethop.spatial.kernels.rings import count_rings, find_rings

__all__ = ["OutlineSheet", "ZoneOutlines", "outline_sheet", "zone_outlines"]


@dataclass(frozen=True)
class OutlineSheet:
    """Some zones, such as those of a row group.

    Parameters
    ----------
    ends : ndarray of int64, shape (z + 1,)
        Where the zones begin and end in ``data``.
    data : ndarray of uint8
        Well-known binary; coordinates in metres of the zones' CRS.
    ring_at, ring_count, backward, zone_rings, bounds : ndarray
        As ``find_rings`` returns them.
    """

    ends: NDArray[np.int64]
    data: NDArray[np.uint8]
    ring_at: NDArray[np.int64]
    ring_count: NDArray[np.int64]
    backward: NDArray[np.bool_]
    zone_rings: NDArray[np.int64]
    bounds: Floats

    @property
    def rings(
        self,
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
        """The arrays that the loops take."""
        return self.data, self.ring_at, self.ring_count, self.backward, self.zone_rings


class ZoneOutlines:
    """Zones in sheets, numbered through.

    Parameters
    ----------
    sheets : sequence of OutlineSheet
        At least one.

    Attributes
    ----------
    firsts : ndarray of int64, shape (sheets + 1,)
        Number of the first zone of each sheet, and how many there are in all.
    bounds : ndarray of float64, shape (z, 4)
        West, south, east, north of each zone.
    """

    def __init__(self, *sheets: OutlineSheet) -> None:
        self.sheets = sheets
        self.firsts = np.cumsum([0, *(len(sheet.bounds) for sheet in sheets)])
        self.bounds: Floats = np.concatenate([sheet.bounds for sheet in sheets])

    def __len__(self) -> int:
        return len(self.bounds)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the binary of the zones in order."""
        digest = sha256()
        for sheet in self.sheets:
            digest.update(np.diff(sheet.ends).tobytes())
            digest.update(sheet.data[sheet.ends[0] : sheet.ends[-1]].data)
        return digest.hexdigest()

    def geometries(self, zones: NDArray[np.integer]) -> NDArray[np.object_]:
        """Return some zones as geometries."""
        of_sheet = np.searchsorted(self.firsts, zones, side="right") - 1
        binary = [
            self.sheets[sheet].data[self.sheets[sheet].ends[row] : self.sheets[sheet].ends[row + 1]].tobytes()
            for sheet, row in zip(of_sheet.tolist(), (zones - self.firsts[of_sheet]).tolist(), strict=True)
        ]
        return np.asarray(shapely.from_wkb(binary), dtype=np.object_)


def zone_outlines(geometries: NDArray[np.object_]) -> ZoneOutlines:
    """Return the outlines of polygons and multipolygons, which must be valid and two-dimensional; shape (z,)."""
    binary = shapely.to_wkb(geometries, byte_order=1)
    ends = np.cumsum([0, *(len(item) for item in binary)])
    sheet = outline_sheet(ends, np.frombuffer(b"".join(binary), np.uint8))
    if sheet is None:
        raise ValueError("a zone that is not a valid area")
    return ZoneOutlines(sheet)


def outline_sheet(ends: NDArray[np.int64], data: NDArray[np.uint8]) -> OutlineSheet | None:
    """Return the outlines of areas in well-known binary; None where one is not plain, so that GEOS has to read it.

    Parameters
    ----------
    ends : ndarray of int64, shape (z + 1,)
        Where the areas begin and end in ``data``.
    data : ndarray of uint8
    """
    rings = count_rings(ends, data)
    if rings < 0:
        return None
    *found, is_right = find_rings(ends, data, rings)
    return OutlineSheet(ends, data, *found) if is_right else None
