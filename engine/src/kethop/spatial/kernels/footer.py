"""Where the columns of a Parquet file lie, from its footer.

pyarrow reads the footer too, and says of each column what it is; but not where the index of its pages lies.
https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

import numpy as np

from kethop.spatial.kernels.compact import DEPTH_MOST, I32, I64, LIST, STOP, STRUCT, list_at, next_field, skip, whole_at
from kethop.spatial.kernels.compiled import compiled, inner

__all__ = [
    "CODEC",
    "DATA_AT",
    "DICTIONARY",
    "INDEX_AT",
    "INDEX_SIZE",
    "OTHER",
    "PHYSICAL",
    "SIZE",
    "UNPACKED",
    "VALUES",
    "find_chunks",
]

PHYSICAL, CODEC, VALUES, UNPACKED, SIZE, DATA_AT, DICTIONARY, INDEX_AT, INDEX_SIZE, OTHER = range(10)
_FIELDS = 10
# numbers of the fields in parquet.thrift
_GROUPS, _ENCRYPTION = 4, 8
_COLUMNS, _ROWS = 1, 3
# by number of a field of ColumnMetaData
_OWN = (-1, PHYSICAL, -1, -1, CODEC, VALUES, UNPACKED, SIZE, -1, DATA_AT, -1, DICTIONARY)
_OTHER_FILE, _META, _INDEX_AT, _INDEX_SIZE, _CRYPTO, _SECRET = 1, 3, 4, 5, 8, 9


@inner
def _column(data, at, end, chunk, stack):
    """Read ColumnMetaData into a chunk; return where it ends."""
    field = 0
    while at >= 0:
        kind, field, at = next_field(data, at, end, field)
        if kind == STOP:
            break
        own = _OWN[field] if field < len(_OWN) else -1
        if own >= 0 and kind in (I32, I64):
            chunk[own], at = whole_at(data, at, end)
        else:
            at = skip(data, at, end, kind, stack)
    return at


@inner
def _chunk(data, at, end, chunk, stack):
    """Read a ColumnChunk; return where it ends."""
    field = 0
    while at >= 0:
        kind, field, at = next_field(data, at, end, field)
        if kind == STOP:
            break
        if field == _META and kind == STRUCT:
            at = _column(data, at, end, chunk, stack)
        elif field == _INDEX_AT and kind == I64:
            chunk[INDEX_AT], at = whole_at(data, at, end)
        elif field == _INDEX_SIZE and kind == I32:
            chunk[INDEX_SIZE], at = whole_at(data, at, end)
        else:
            if field in (_OTHER_FILE, _CRYPTO, _SECRET):
                chunk[OTHER] = 1
            at = skip(data, at, end, kind, stack)
    return at


@inner
def _group(data, at, end, chunks, stack):
    """Read a RowGroup; return its rows and where it ends, which is -1 where it has other columns than expected."""
    field = 0
    rows = np.int64(-1)
    seen = np.int64(0)
    while at >= 0:
        kind, field, at = next_field(data, at, end, field)
        if kind == STOP:
            break
        if field == _COLUMNS and kind == LIST:
            item, seen, at = list_at(data, at, end)
            if item != STRUCT or seen != len(chunks):
                return rows, -1
            for k in range(len(chunks)):
                at = _chunk(data, at, end, chunks[k], stack)
        elif field == _ROWS and kind == I64:
            rows, at = whole_at(data, at, end)
        else:
            at = skip(data, at, end, kind, stack)
    return rows, at if seen == len(chunks) else -1


@compiled
def find_chunks(data, groups, columns):
    """Return what a footer says of each column of each row group.

    Parameters
    ----------
    data : ndarray of uint8
        FileMetaData.
    groups, columns : int
        How many there must be.

    Returns
    -------
    chunks : ndarray of int64, shape (groups, columns, 10)
        By ``PHYSICAL`` to ``OTHER``, as the format numbers them; -1 where nothing is stated. ``OTHER`` is 1 where the column is encrypted
        or in another file.
    rows : ndarray of int64, shape (groups,)
    is_right : bool
        Whether the footer is what it is expected to be; nothing else holds where it is not.
    """
    chunks = np.full((groups, columns, _FIELDS), -1, np.int64)
    rows = np.full(groups, -1, np.int64)
    stack = np.empty((DEPTH_MOST, 2), np.int64)
    end = np.int64(len(data))
    at = np.int64(0)
    field = 0
    seen = np.int64(0)
    while at >= 0:
        kind, field, at = next_field(data, at, end, field)
        if kind == STOP:
            break
        if field == _ENCRYPTION:
            return chunks, rows, False
        if field == _GROUPS and kind == LIST:
            item, seen, at = list_at(data, at, end)
            if item != STRUCT or seen != groups:
                return chunks, rows, False
            for g in range(groups):
                rows[g], at = _group(data, at, end, chunks[g], stack)
        else:
            at = skip(data, at, end, kind, stack)
    return chunks, rows, at == end and seen == groups
