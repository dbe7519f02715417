"""Values of plain pages as they lie in memory."""

import numpy as np

from kethop.spatial.kernels.compact import DEPTH_MOST
from kethop.spatial.kernels.compiled import compiled
from kethop.spatial.kernels.page_places import values_at
from kethop.spatial.kernels.shapes import number_at

__all__ = ["are_headers", "find_values"]


@compiled
def are_headers(data, ends, rows, width):
    """Return whether the headers of pages are those of plain values, so many of so many bytes.

    Parameters
    ----------
    data : ndarray of uint8
        The headers, one behind the other, without their values.
    ends : ndarray of int64, shape (p + 1,)
        Where they begin and end in ``data``.
    rows : ndarray of int64, shape (p,)
    width : int
        Bytes of a value.
    """
    stack = np.empty((DEPTH_MOST, 2), np.int64)
    for page in range(len(rows)):
        begin, end = ends[page], ends[page + 1]
        if values_at(data, begin, end, end + rows[page] * width, rows[page], stack) != end:
            return False
    return True


@compiled
def find_values(data, ends, first, counts, wanted):
    """Return where values lie of which the length stands before each.

    Parameters
    ----------
    data : ndarray of uint8
        Pages with their headers, one behind the other.
    ends : ndarray of int64, shape (p + 1,)
        Where they begin and end in ``data``.
    first, counts : ndarray of int64, shape (p,)
        First row of each, and how many it has.
    wanted : ndarray of int64, shape (n,)
        Rows, ascending, each in one of the pages.

    Returns
    -------
    begin, end : ndarray of int64, shape (n,)
    is_right : bool
        Whether the values of each page fill it, and all that are wanted were found.
    """
    begin = np.full(len(wanted), -1, np.int64)
    finish = np.full(len(wanted), -1, np.int64)
    found = 0
    stack = np.empty((DEPTH_MOST, 2), np.int64)
    for page in range(len(counts)):
        end = ends[page + 1]
        at = values_at(data, ends[page], end, end, counts[page], stack)
        if at < 0:
            return begin, finish, False
        for row in range(first[page], first[page] + counts[page]):
            if end - at < 4:
                return begin, finish, False
            size = number_at(data, at)
            at += 4
            if size > end - at:
                return begin, finish, False
            if found < len(wanted) and wanted[found] == row:
                begin[found], finish[found] = at, at + size
                found += 1
            at += size
        if at != end:
            return begin, finish, False
    return begin, finish, found == len(wanted)
