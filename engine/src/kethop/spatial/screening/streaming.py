"""Screen a file, or shapes in memory; choose the way that is quicker for so many."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.screening.hits import Hits
from kethop.spatial.screening.judging import FiledParcels
from kethop.spatial.screening.metres import same_crs
from kethop.spatial.screening.parcel_outlines import ParcelOutlines, ParcelShapes
from kethop.spatial.screening.parcels import Envelopes, ParcelGroup
from kethop.spatial.screening.plain import screen_plainly
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["KERNEL_FROM", "KeyedHits", "ScreeningOptions", "screen_file", "screen_shapes"]

KERNEL_FROM = 200_000
"""Parcels from which the covering pays in a process that has to load its machine code first (docs/explanation/screening.md)."""


@dataclass(frozen=True, slots=True)
class ScreeningOptions:
    """How a screening runs; the answer does not depend on it.

    Parameters
    ----------
    workers : int
        Threads.
    batch_rows : int
        Parcels in memory at once, as envelopes of 36 bytes.
    keep_in : Path, optional
        Folder where coverings are kept for the next time.
    covering : bool, optional
        Whether to take the covering; by the number of parcels when it is not given.
    cell_m : float, optional
        Side of the cells of the covering, a power of two; chosen from the parcels when it is not given.

    Raises
    ------
    ValueError
        ``cell_m`` is no power of two: dividing by it would not be the same as multiplying by its inverse.
    """

    workers: int = 2
    batch_rows: int = 4_000_000
    keep_in: Path | None = None
    covering: bool | None = None
    cell_m: float | None = None

    def __post_init__(self) -> None:
        if self.cell_m is not None and math.frexp(self.cell_m)[0] != 0.5:
            raise ValueError(f"cell_m is no power of two: {self.cell_m}")


class KeyedHits(NamedTuple):
    """Hits of one row group.

    Parameters
    ----------
    group : int
        Number of the row group.
    hits : Hits
        Rows counted from the first of the file.
    keys : pyarrow.Array or None
        Keys of the parcels of the hits, where the file was opened with a key column.
    """

    group: int
    hits: Hits
    keys: pa.Array | None


def screen_file(parcels: FiledParcels, zones: ZoneSet, options: ScreeningOptions | None = None) -> Iterator[KeyedHits]:
    """Return the hits of each row group that has some, or a parcel that cannot be judged, in the order of the file.

    Parameters
    ----------
    parcels : FiledParcels
        Such as a ``ParcelFile``.
    zones : ZoneSet
    options : ScreeningOptions, optional

    Raises
    ------
    LayerError
        ``screening.other_crs``: parcels and zones are in different ones; ``screening.no_kernel``: the covering is wanted
        and numba is not installed; ``screening.envelope_wrong``, ``screening.area_wrong`` (``row``): an outline is not as the
        file states it; ``layer.unreadable`` (``problem``).
    """
    if not same_crs(parcels.crs, zones.crs):
        raise LayerError("screening.other_crs", place=Place(parcels.source))
    for group, hits, keys in _found(parcels, zones, options or ScreeningOptions()):
        first = parcels.groups[group].first
        in_file = replace(hits, parcel=hits.parcel + first, nowhere=hits.nowhere + first, invalid=hits.invalid + first)
        yield KeyedHits(group, in_file, keys)


def screen_shapes(geometries: NDArray[np.object_], zones: ZoneSet, options: ScreeningOptions | None = None) -> Hits:
    """Return how geometries in memory, in the zones' CRS, meet zones.

    Parameters
    ----------
    geometries : ndarray of object, shape (n,)
    zones : ZoneSet
    options : ScreeningOptions, optional
    """
    return Hits.joined([hits for _, hits, _ in _found(_InMemory(geometries), zones, options or ScreeningOptions())])


class _InMemory:
    """Geometries as a source of one group."""

    source = "-"

    def __init__(self, geometries: NDArray[np.object_]) -> None:
        self._shapes = geometries
        bounds = shapely.bounds(geometries)
        self._bounds = bounds
        placed = bool(len(bounds)) and bool(np.isfinite(bounds).all())
        stated = (*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()) if placed else None
        self.groups = [ParcelGroup(0, len(geometries), stated)] if len(geometries) else []

    def envelopes(self, group: int) -> Envelopes:  # noqa: ARG002 - there is one
        west, south, east, north = (np.ascontiguousarray(column) for column in self._bounds.T)
        return west, south, east, north

    def keys(self, group: int) -> None:
        """Return nothing: rows are not named."""

    def areas(self, group: int) -> None:
        """Return nothing: they are not known before the outlines are read."""

    def shapes(self, group: int) -> ParcelShapes:  # noqa: ARG002 - there is one
        return ParcelShapes(pa.array(shapely.to_wkb(self._shapes), pa.large_binary()), None)

    def outlines(self, group: int, rows: NDArray[np.integer]) -> ParcelOutlines:  # noqa: ARG002 - there is one
        """Return the outlines of some rows."""
        binary = shapely.to_wkb(self._shapes[rows])
        return ParcelShapes(pa.array(binary, pa.large_binary()), None).outlines(np.arange(len(rows)))


def _found(
    source: FiledParcels | _InMemory, zones: ZoneSet, options: ScreeningOptions
) -> Iterator[tuple[int, Hits, pa.Array | None]]:
    rows = sum(group.rows for group in source.groups)
    has_kernel = find_spec("numba") is not None
    if options.covering and not has_kernel:
        raise LayerError("screening.no_kernel", place=Place(source.source))
    wanted = rows >= KERNEL_FROM if options.covering is None else options.covering
    if wanted and has_kernel and len(zones):
        # numba takes half a second to load
        from kethop.spatial.screening.covered import BatchSettings, in_reach, screen_covered  # noqa: PLC0415

        if in_reach(source, zones):
            settings = BatchSettings(options.workers, options.batch_rows, options.keep_in, options.cell_m)
            yield from screen_covered(source, zones, settings)
            return
    for number, group in enumerate(source.groups):
        shapes = source.shapes(number)
        hits = screen_plainly(shapes.geometries(np.arange(group.rows)), zones)
        if len(hits) or len(hits.nowhere) or len(hits.invalid):
            yield number, hits, None if shapes.keys is None else shapes.keys.take(pa.array(hits.parcel))
