"""Judge one row group: by envelopes, then by outlines, then by GEOS."""

from typing import NamedTuple, Protocol

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from kethop.errors import LayerError, Place
from kethop.spatial.covering import Covering
from kethop.spatial.crs import Floats
from kethop.spatial.file_faults import not_read
from kethop.spatial.kernels.envelopes import COVERED, by_envelope
from kethop.spatial.kernels.measure import ASK, PARTIAL, measure
from kethop.spatial.screening.exact import settle
from kethop.spatial.screening.hits import Hits, Relation
from kethop.spatial.screening.parcel_outlines import ParcelOutlines, ParcelShapes
from kethop.spatial.screening.parcels import Envelopes, ParcelGroup
from kethop.spatial.screening.zones import ZoneSet

__all__ = ["AskedRows", "FiledParcels", "GroupHits", "ParcelSource", "judge_group"]

_AREA_M2, _AREA = 1e-2, 1e-6
"""By how much a stated area may differ from that of the outline: beyond all rounding, and below any change that matters."""
_NO_ROWS = np.empty(0, np.int64)


class ParcelSource(Protocol):
    """Where parcels come from: a file, or arrays."""

    source: str
    groups: list[ParcelGroup]

    def envelopes(self, group: int) -> Envelopes:
        """Return the envelopes of a group."""

    def areas(self, group: int) -> Floats | None:
        """Return the areas of its parcels, NaN where an outline has none, where they are known without the outlines."""

    def keys(self, group: int) -> pa.Array | None:
        """Return what names its parcels."""

    def shapes(self, group: int) -> ParcelShapes:
        """Return its outlines."""

    def outlines(self, group: int, rows: NDArray[np.integer]) -> ParcelOutlines:
        """Return the outlines of some of its parcels, ascending."""


class FiledParcels(ParcelSource, Protocol):
    """Parcels of a file, or of some row groups of one, in a CRS in metres."""

    crs: str


class AskedRows(NamedTuple):
    """What a row group asks: rows over zones with their envelopes, rows too large for cells, rows nowhere."""

    group: int
    rows: NDArray[np.int32]
    envelopes: Envelopes
    large: NDArray[np.int32]
    nowhere: NDArray[np.int32]


class GroupHits(NamedTuple):
    """Hits of one row group, rows counted from its first, with the keys of their parcels if there are any."""

    group: int
    hits: Hits
    keys: pa.Array | None


class _Pairs(NamedTuple):
    """Pairs that meet, rows counted from the first of the group."""

    row: NDArray[np.integer]
    zone: NDArray[np.integer]
    overlap_m2: Floats
    area_m2: Floats
    relation: NDArray[np.uint8]


class _Rest(NamedTuple):
    """Pairs of which an outline decides; ``place`` counts the asked rows, ``stated`` is an area or NaN."""

    place: NDArray[np.int32]
    zone: NDArray[np.int32]
    state: NDArray[np.uint8]
    stated: Floats


class _Read(NamedTuple):
    """Outlines of some rows, ascending."""

    rows: NDArray[np.integer]
    outlines: ParcelOutlines


def judge_group(source: ParcelSource, zones: ZoneSet, covering: Covering, asked: AskedRows) -> GroupHits:
    """Return how the parcels of a row group meet the zones of a covering.

    Raises
    ------
    LayerError
        ``screening.envelope_wrong``, ``screening.area_wrong`` (``row``): an outline is not as the file states it;
        ``layer.unreadable`` (``problem``).
    """
    place, zone, state, crowded = by_envelope(asked.envelopes, covering.grid.corner, covering.table)
    open_rows = np.concatenate((asked.large, asked.rows[crowded]))
    stated = source.areas(asked.group) if len(place) else None
    area = np.full(len(place), np.nan) if stated is None else stated[asked.rows[place]]
    is_known = (state == COVERED) & (area > 0)
    row, known_area = asked.rows[place[is_known]], area[is_known]
    parts = [_Pairs(row, zone[is_known], known_area, known_area, np.full(len(row), Relation.COVERED, np.uint8))]
    nowhere: NDArray[np.integer] = _NO_ROWS
    invalid: NDArray[np.integer] = _NO_ROWS
    if len(row) < len(place) or len(open_rows):
        rest = _Rest(place[~is_known], zone[~is_known], state[~is_known], area[~is_known])
        read = _read(source, asked, rest, open_rows)
        sure, unsure_row, unsure_zone = _by_outline(source, read, covering, asked, rest)
        settled, nowhere, invalid = _by_geos(source, read, zones, unsure_row, unsure_zone, open_rows)
        parts += [sure, settled]
    columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    hits = Hits.of(*columns, nowhere=np.concatenate((asked.nowhere, nowhere)), invalid=invalid.astype(np.int64))
    keys = source.keys(asked.group) if len(hits) else None
    return GroupHits(asked.group, hits, None if keys is None else keys.take(pa.array(hits.parcel)))


def _read(source: ParcelSource, asked: AskedRows, rest: _Rest, open_rows: NDArray[np.integer]) -> _Read:
    """Read the outlines that are needed."""
    rows = asked.rows[_distinct(rest.place)[0]]
    if len(open_rows):
        rows = np.unique(np.concatenate((rows, open_rows)))
    return _Read(rows, source.outlines(asked.group, rows))


def _distinct(ascending: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Return what occurs in an array that ascends, and which of it each item is."""
    is_first = np.ones(len(ascending), np.bool_)
    is_first[1:] = ascending[1:] != ascending[:-1]
    return ascending[is_first], np.cumsum(is_first) - 1


def _by_outline(
    source: ParcelSource, read: _Read, covering: Covering, asked: AskedRows, rest: _Rest
) -> tuple[_Pairs, NDArray[np.integer], NDArray[np.integer]]:
    """Return the pairs that surely meet, and row and zone of those that GEOS is asked of."""
    places, at = _distinct(rest.place)
    rows = asked.rows[places]
    outlines = read.outlines.some(np.searchsorted(read.rows, rows))
    west, south, east, north = (column[places] for column in asked.envelopes)
    overlap, area, state, leaves = measure(
        (west, south, east, north),
        (outlines.begin, outlines.end, outlines.data),
        (at.astype(np.int32), rest.zone, rest.state),
        covering.grid.corner,
        covering.table,
    )
    first = source.groups[asked.group].first + 1
    if leaves.any():
        raise LayerError("screening.envelope_wrong", place=Place(source.source), row=first + int(rows[leaves][0]))
    rows = rows[at]
    wrong = (state != ASK) & (np.abs(area - rest.stated) > _AREA_M2 + _AREA * area)
    if wrong.any():
        raise LayerError("screening.area_wrong", place=Place(source.source), row=first + int(rows[wrong][0]))
    sure = (state == COVERED) | (state == PARTIAL)
    relation = np.where(state[sure] == COVERED, Relation.COVERED, Relation.PARTIAL).astype(np.uint8)
    pairs = _Pairs(rows[sure], rest.zone[sure], overlap[sure], area[sure], relation)
    return pairs, rows[state == ASK], rest.zone[state == ASK]


def _by_geos(
    source: ParcelSource,
    read: _Read,
    zones: ZoneSet,
    row: NDArray[np.integer],
    zone: NDArray[np.integer],
    open_rows: NDArray[np.integer],
) -> tuple[_Pairs, NDArray[np.integer], NDArray[np.integer]]:
    """Return how pairs meet, and parcels that no pairs were made for with all zones near them; rows nowhere, invalid."""
    wanted, at = np.unique(np.concatenate((row, open_rows)), return_inverse=True)
    if not len(wanted):
        none = np.empty(0)
        return _Pairs(_NO_ROWS, _NO_ROWS, none, none, none.astype(np.uint8)), _NO_ROWS, _NO_ROWS
    try:
        shapes = read.outlines.some(np.searchsorted(read.rows, wanted)).geometries()
    except shapely.errors.GEOSException as error:
        raise not_read(source.source, error) from error
    geometries = np.asarray(shapely.force_2d(shapes), dtype=np.object_)
    at_open = at[len(row) :]
    in_open, more = zones.envelope_tree.query(geometries[at_open]) if len(at_open) else (at_open, at_open)
    at_all = np.concatenate((at[: len(row)], at_open[in_open]))
    zone_all = np.concatenate((zone, more)).astype(np.int64)
    there = np.asarray(np.isfinite(shapely.bounds(geometries)).all(axis=1))
    at_all, zone_all = at_all[there[at_all]], zone_all[there[at_all]]
    settled = settle(geometries[at_all], zones.some(zone_all))
    pairs = _Pairs(
        wanted[at_all[settled.pair]], zone_all[settled.pair], settled.overlap_m2, settled.area_m2, settled.relation
    )
    return pairs, wanted[~there], wanted[at_all[settled.invalid]]
