"""Read plain pages of a file by their place.

The bytes are copied with ``pread`` and not mapped: a file that becomes shorter while it is mapped ends the process (SIGBUS); copying what is needed
is a small part of a screening.
"""

import os
import weakref
from collections import Counter, defaultdict
from collections.abc import Container
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kethop.spatial.file_faults import Identity, identity_of
from kethop.spatial.kernels.footer import (
    CODEC,
    DATA_AT,
    DICTIONARY,
    INDEX_AT,
    INDEX_SIZE,
    OTHER,
    PHYSICAL,
    SIZE,
    UNPACKED,
    VALUES,
    find_chunks,
)
from kethop.spatial.kernels.page_places import find_pages
from kethop.spatial.kernels.page_values import are_headers, find_values

__all__ = ["PlainPages"]

_MAGIC = b"PAR1"
_NUMBERS = {2: np.dtype("<i8"), 5: np.dtype("<f8")}  # as parquet.thrift numbers physical types
_BYTES = 6
_PHYSICAL = {"INT64": 2, "DOUBLE": 5, "BYTE_ARRAY": _BYTES}
_TYPES = defaultdict(
    tuple,
    {"INT64": (pa.int64(),), "DOUBLE": (pa.float64(),), "BYTE_ARRAY": (pa.binary(), pa.large_binary())},
)
"""Types in which pyarrow hands out the bytes of a physical type as they are."""
_HEADER_MOST = 4096
"""Bytes of a page's header, which with statistics of numbers are about a hundred."""
_INDEX_MOST = 64
"""Bytes that an index may have for each row: a page has one row at least."""
_PIECES_MOST = 1024  # of one read, which is IOV_MAX on Linux

Places = NDArray[np.int64]


class _Pages(NamedTuple):
    """Where the pages of a column of a row group begin and end, and their first rows; both shape (p + 1,)."""

    place: Places
    first: Places


class PlainPages:
    """The plain columns of a Parquet file.

    What cannot be read in this way is None, whatever the reason: the caller then asks pyarrow, which also says whether the file is damaged.

    Parameters
    ----------
    file : int
        Descriptor, which is closed with this object.
    end : int
        Where data and indexes end and the footer begins.
    chunks, rows : ndarray
        As ``find_chunks`` returns them.
    columns : dict of str to (int, int)
        Columns without a level, by path: which they are, and the number of their physical type.
    """

    def __init__(
        self, file: int, end: int, chunks: NDArray[np.int64], rows: Places, columns: dict[str, tuple[int, int]]
    ) -> None:
        self._file, self._end, self._chunks, self._rows, self._columns = file, end, chunks, rows, columns
        weakref.finalize(self, os.close, file)

    @classmethod
    def opened(cls, path: Path, identity: Identity, reader: pq.ParquetFile) -> Self | None:
        """Return the columns of a file that pyarrow has opened; None where it is another one, or its footer is not understood."""
        try:
            file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            stated = os.fstat(file)
            found = _footer(file, stated.st_size, reader) if identity_of(stated) == identity else None
            if found is None:
                os.close(file)
                return None
            return cls(file, *found, _plain_columns(reader))
        except BaseException:
            os.close(file)
            raise

    def numbers(self, group: int, column: str) -> NDArray[np.generic] | None:
        """Return the numbers of a row group."""
        pages = self._pages(group, column, kinds=_NUMBERS)
        if pages is None:
            return None
        kind = _NUMBERS[int(self._chunk(group, column)[PHYSICAL])]
        rows = np.diff(pages.first)
        headers = np.diff(pages.place) - rows * kind.itemsize
        if not ((headers > 0) & (headers < _HEADER_MOST)).all() or 2 * len(rows) > _PIECES_MOST:
            return None
        ends = np.concatenate(([0], np.cumsum(headers)))
        head, values = np.empty(ends[-1], np.uint8), np.empty(pages.first[-1], kind)
        bytes_of = values.view(np.uint8)
        into: list[memoryview] = []
        for (low, high), (start, stop) in zip(
            pairwise(ends.tolist()), pairwise((pages.first * kind.itemsize).tolist()), strict=True
        ):
            into += [head[low:high].data, bytes_of[start:stop].data]
        read = os.preadv(self._file, into, int(pages.place[0]))
        is_whole = read == pages.place[-1] - pages.place[0] and are_headers(head, ends, rows, kind.itemsize)
        return values if is_whole else None

    def values(
        self, group: int, column: str, rows: NDArray[np.integer]
    ) -> tuple[Places, Places, NDArray[np.uint8]] | None:
        """Return where the values of some rows, ascending, begin and end in an array of bytes; only their pages are read."""
        pages = self._pages(group, column, kinds=(_BYTES,))
        if pages is None:
            return None
        wanted = rows.astype(np.int64)
        if not len(wanted):
            return wanted, wanted, np.empty(0, np.uint8)
        page_of = np.searchsorted(pages.first, wanted, side="right") - 1
        touched = page_of[np.flatnonzero(np.diff(page_of, prepend=-1))]
        sizes = pages.place[touched + 1] - pages.place[touched]
        ends = np.concatenate(([0], np.cumsum(sizes)))
        data = np.empty(ends[-1], np.uint8)
        breaks = np.flatnonzero(np.diff(touched) > 1) + 1
        for first, last in pairwise((0, *breaks.tolist(), len(touched))):
            part = data[ends[first] : ends[last]]
            if os.preadv(self._file, [part.data], int(pages.place[touched[first]])) != len(part):
                return None
        counts = pages.first[touched + 1] - pages.first[touched]
        begin, end, is_right = find_values(data, ends, pages.first[touched], counts, wanted)
        return (begin, end, data) if is_right else None

    def _chunk(self, group: int, column: str) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self._chunks[group, self._columns[column][0]]
        return found

    def _pages(self, group: int, column: str, *, kinds: Container[int]) -> _Pages | None:
        """Return where the pages of a column lie, if it is plain as far as the footer says."""
        if column not in self._columns:
            return None
        chunk, rows = self._chunk(group, column), self._rows[group]
        is_plain = (
            chunk[PHYSICAL] == self._columns[column][1]
            and int(chunk[PHYSICAL]) in kinds
            and chunk[CODEC] == 0
            and chunk[OTHER] == chunk[DICTIONARY] == -1
            and chunk[VALUES] == rows <= chunk[SIZE]
            and chunk[UNPACKED] == chunk[SIZE]
            and _is_within(chunk[DATA_AT], chunk[SIZE], self._end)
            and chunk[INDEX_SIZE] <= _INDEX_MOST * (rows + 1)
            and _is_within(chunk[INDEX_AT], chunk[INDEX_SIZE], self._end)
        )
        if not is_plain:
            return None
        index = os.pread(self._file, int(chunk[INDEX_SIZE]), int(chunk[INDEX_AT]))
        place, first = find_pages(np.frombuffer(index, np.uint8), chunk[DATA_AT], chunk[SIZE], rows)
        return _Pages(place, first) if len(place) else None


def _is_within(begin: np.int64, size: np.int64, end: int) -> bool:
    return bool(len(_MAGIC) <= begin <= end and 0 < size <= end - begin)


def _footer(file: int, size: int, reader: pq.ParquetFile) -> tuple[int, NDArray[np.int64], Places] | None:
    """Return where the footer begins, and what it says of the columns; None where pyarrow has read another one."""
    tail = os.pread(file, 8, max(size - 8, 0))
    length = int.from_bytes(tail[:4], "little")
    begin = size - 8 - length
    metadata = reader.metadata
    if tail[4:] != _MAGIC or begin < len(_MAGIC) or length != metadata.serialized_size:
        return None
    if metadata.num_row_groups * metadata.num_columns > length:
        return None  # each column of a row group takes a byte of the footer at least
    data = np.frombuffer(os.pread(file, length, begin), np.uint8)
    chunks, rows, is_right = find_chunks(data, metadata.num_row_groups, metadata.num_columns)
    stated = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
    return (begin, chunks, rows) if is_right and rows.tolist() == stated else None


def _plain_columns(reader: pq.ParquetFile) -> dict[str, tuple[int, int]]:
    """Return the columns of numbers and bytes in which nothing is missing and nothing repeated, by path."""
    schema, types = reader.schema, reader.schema_arrow
    columns = [schema.column(at) for at in range(len(schema))]
    named = Counter(column.path for column in columns)
    return {
        column.path: (at, _PHYSICAL[column.physical_type])
        for at, column in enumerate(columns)
        if column.max_definition_level == column.max_repetition_level == 0
        and named[column.path] == 1
        and _type_of(types, column.path) in _TYPES[column.physical_type]
    }


def _type_of(schema: pa.Schema, path: str) -> pa.DataType | None:
    """Return the type that pyarrow gives a column, or one within a structure; None where the path does not lead to one."""
    name, *within = path.split(".")
    if schema.get_field_index(name) < 0:
        return None  # there is none, or several
    found = schema.field(name).type
    for inner in within:
        if not isinstance(found, pa.StructType) or found.get_field_index(inner) < 0:
            return None
        found = found.field(inner).type
    return found
