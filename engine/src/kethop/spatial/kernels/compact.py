"""The compact protocol of Thrift, in which Parquet writes its footer, its indexes and the headers of its pages.

Strict: a number that does not end, a field out of order or a value beyond the end makes the place -1, and the caller gives up.
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

import numpy as np

from kethop.spatial.kernels.compiled import inner

__all__ = [
    "BINARY",
    "BROKEN",
    "DEPTH_MOST",
    "I32",
    "I64",
    "LIST",
    "STOP",
    "STRUCT",
    "list_at",
    "next_field",
    "skip",
    "whole_at",
]

STOP, I32, I64, BINARY, LIST, STRUCT = 0, 5, 6, 8, 9, 12
_TRUE, _FALSE, _BYTE, _I16, _DOUBLE, _SET = 1, 2, 3, 4, 7, 10
BROKEN = -1
_FIELD_MOST = 32_767  # a number of 16 bits, which others let begin anew
DEPTH_MOST = 12
"""Structures within each other; those of Parquet are seven deep."""


@inner
def _unsigned_at(data, at, end):
    """Return a number of seven bits a byte, and where it ends; of 63 bits at most, so that it stays positive."""
    value = np.int64(0)
    shift = 0
    while 0 <= at < end and shift < 63:
        byte = np.int64(data[at])
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    return np.int64(0), BROKEN


@inner
def whole_at(data, at, end):
    """Return a signed whole number and where it ends."""
    value, at = _unsigned_at(data, at, end)
    return (value >> 1) ^ -(value & 1), at


@inner
def next_field(data, at, end, field):
    """Return the kind and number of the field after ``field``, and where its value begins; ``STOP`` at the end of a structure.

    Fields must ascend, as all writers of Parquet have them: then none comes twice.
    """
    if not 0 <= at < end:
        return STOP, 0, BROKEN
    byte = np.int64(data[at])
    if byte == 0:
        return STOP, 0, at + 1
    if byte >> 4 == 0:
        return STOP, 0, BROKEN
    if field + (byte >> 4) > _FIELD_MOST:
        return STOP, 0, BROKEN
    return byte & 15, field + (byte >> 4), at + 1


@inner
def list_at(data, at, end):
    """Return the kind of a list's items, how many there are, and where the first begins."""
    if not 0 <= at < end:
        return STOP, 0, BROKEN
    byte = np.int64(data[at])
    at += 1
    count = byte >> 4
    if count == 15:
        count, at = _unsigned_at(data, at, end)
    # each item takes a byte at least: a count that is larger would have a loop run for what is not there
    return (byte & 15, count, at) if at >= 0 and count <= end - at else (STOP, 0, BROKEN)


@inner
def _skip_flat(data, at, end, kind):
    """Return where a value ends that holds no others."""
    if kind in (_TRUE, _FALSE):
        return at
    if kind == BINARY:
        size, at = _unsigned_at(data, at, end)
        return at + size if at >= 0 and size <= end - at else BROKEN
    if kind in (_DOUBLE, _BYTE):
        size = 8 if kind == _DOUBLE else 1
        return at + size if size <= end - at else BROKEN
    if kind in (_I16, I32, I64):
        return _unsigned_at(data, at, end)[1]
    return BROKEN


@inner
def _next_within(data, at, end, stack, depth):
    """Return the kind of the next value within the innermost frame, where it begins, and the depth; at depth 0 there is none left."""
    kind = STOP
    while depth > 0 and kind == STOP and at >= 0:
        frame = stack[depth - 1]
        if frame[1] > 0:
            frame[1] -= 1
            # a truth value in a list takes a byte, in a field none
            kind = _BYTE if frame[0] in (_TRUE, _FALSE) else frame[0]
        elif frame[1] < 0:
            kind, _, at = next_field(data, at, end, 0)
        if kind == STOP:
            depth -= 1
    return kind, at, depth


@inner
def skip(data, at, end, kind, stack):
    """Return where the value of a field ends; ``stack`` is scratch, shape (``DEPTH_MOST``, 2).

    A loop and not a recursion: numba keeps no recursion as machine code that can be loaded again.
    """
    depth = 0  # frames: the kind of a list's items and how many are left; -1 of them in a structure
    while at >= 0:
        if kind in (STRUCT, LIST, _SET):
            if depth == len(stack):
                return BROKEN
            stack[depth, 0], stack[depth, 1] = STRUCT, -1
            if kind != STRUCT:
                stack[depth, 0], stack[depth, 1], at = list_at(data, at, end)
            depth += 1
        else:
            at = _skip_flat(data, at, end, kind)
        kind, at, depth = _next_within(data, at, end, stack, depth)
        if depth == 0:
            return at
    return BROKEN
