"""Columns of a Parquet file as plain arrays."""

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

__all__ = ["BROKEN", "binary_array", "binary_places", "one_array"]

BROKEN = (pa.ArrowException, shapely.errors.GEOSException, ValueError, LookupError, TypeError, OSError)
"""What a file that is no GeoParquet, or is damaged, raises while it is read."""


def one_array(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array, without the name that an extension gives its type."""
    array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return array.storage if isinstance(array, pa.ExtensionArray) else array


def binary_array(column: pa.ChunkedArray) -> pa.Array:
    """Return a column of well-known binary as one array of it."""
    array = one_array(column)
    is_plain = pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type)
    return array if is_plain else array.cast(pa.large_binary())


def binary_places(array: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return where each item of a binary array begins and ends, shape (n + 1,), and the bytes, which are not copied."""
    kind = np.dtype(np.int64 if pa.types.is_large_binary(array.type) else np.int32)
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, kind)[array.offset : array.offset + len(array) + 1].astype(np.int64)
    return ends, np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
