"""Where the pages of a column lie, from its offset index, and where the values of a page begin, from its header."""

import numpy as np

from kethop.spatial.kernels.compact import DEPTH_MOST, I32, I64, LIST, STOP, STRUCT, list_at, next_field, skip, whole_at
from kethop.spatial.kernels.compiled import compiled, inner

__all__ = ["find_pages", "values_at"]

_LOCATIONS = 1
_DATA_PAGE, _PLAIN = 0, 0
_PAGE_MOST = 2**31 - 1


@inner
def _location(data, at, end):
    """Return offset, size and first row of a PageLocation, and where it ends."""
    field = 0
    offset = size = first = np.int64(-1)
    while at >= 0:
        kind, field, at = next_field(data, at, end, field)
        if kind == STOP:
            break
        if field == 1 and kind == I64:
            offset, at = whole_at(data, at, end)
        elif field == 2 and kind == I32:
            size, at = whole_at(data, at, end)
        elif field == 3 and kind == I64:
            first, at = whole_at(data, at, end)
        else:
            return offset, size, first, np.int64(-1)
    return offset, size, first, at


@compiled
def find_pages(data, begin, size, rows):
    """Return where the pages of a column lie.

    Parameters
    ----------
    data : ndarray of uint8
        OffsetIndex.
    begin, size : int
        Of the column in the file, in bytes: pages must fill it, one behind the other.
    rows : int
        Of the row group.

    Returns
    -------
    place : ndarray of int64, shape (p + 1,)
        Where the pages begin and end in the file; empty where the index is not right.
    first : ndarray of int64, shape (p + 1,)
        First row of each page; last the number of rows.
    """
    nothing = np.empty(0, np.int64)
    stack = np.empty((DEPTH_MOST, 2), np.int64)
    end = np.int64(len(data))
    kind, field, at = next_field(data, np.int64(0), end, 0)
    if kind != LIST or field != _LOCATIONS:
        return nothing, nothing
    item, count, at = list_at(data, at, end)
    if item != STRUCT or count < 1:
        return nothing, nothing
    place = np.empty(count + 1, np.int64)
    first = np.empty(count + 1, np.int64)
    next_page = np.int64(begin)
    for k in range(count):
        offset, page, row, at = _location(data, at, end)
        is_next = offset == next_page and (row == 0 if k == 0 else row > first[k - 1]) and row < rows
        if at < 0 or not 0 < page <= _PAGE_MOST or page > begin + size - offset or not is_next:
            return nothing, nothing
        place[k], first[k] = offset, row
        next_page = offset + page
    place[count], first[count] = next_page, rows
    while at >= 0 and kind != STOP:  # how long values are, which newer writers add
        kind, field, at = next_field(data, at, end, field)
        if kind != STOP:
            at = skip(data, at, end, kind, stack)
    if at != end or next_page != begin + size:
        return nothing, nothing
    return place, first


@inner
def _plain_header(data, at, end, rows, stack):
    """Return where a DataPageHeader ends; -1 where it is not of plain values, so many of them."""
    field = 0
    has_rows = is_plain = False
    while at >= 0:
        kind, field, at = next_field(data, at, end, field)
        if kind == STOP:
            break
        if field in (1, 2):
            if kind != I32:
                return np.int64(-1)
            number, at = whole_at(data, at, end)
            if field == 1:
                has_rows = number == rows
            else:
                is_plain = number == _PLAIN
        else:  # encodings of levels, of which there are none, and statistics
            at = skip(data, at, end, kind, stack)
    return at if has_rows and is_plain else np.int64(-1)


@inner
def values_at(data, at, header_end, end, rows, stack):
    """Return where the values of a page begin, so that they end at its end.

    -1 where it is anything but a page of plain values, uncompressed, without a checksum, of the first kind, with so many rows, without
    levels. The page with its header ends at ``end``; of the header nothing is looked at from ``header_end`` on.
    """
    field = 0
    unpacked = size = kind_of_page = np.int64(-1)
    has_values = False
    while at >= 0:
        kind, field, at = next_field(data, at, header_end, field)
        if kind == STOP:
            break
        if field == 5 and kind == STRUCT:
            at = _plain_header(data, at, header_end, rows, stack)
            has_values = True
        elif field > 3 or kind != I32:
            return np.int64(-1)
        else:
            number, at = whole_at(data, at, header_end)
            if field == 1:
                kind_of_page = number
            elif field == 2:
                unpacked = number
            else:
                size = number
    is_right = kind_of_page == _DATA_PAGE and has_values and unpacked == size == end - at
    return at if at >= 0 and is_right else np.int64(-1)
