"""What is wrong with a file of features, told in words of ours rather than in those of the library that read it."""

import os
from pathlib import Path

import pyarrow as pa

from kethop.errors import LayerError, Place

__all__ = ["Identity", "check_column", "identity_of", "not_read", "some_columns"]

Identity = tuple[int, int, int, int]

_TOLD, _LONGEST = 8, 40
_NO_PARQUET = ("Parquet magic bytes not found", "Parquet file size is")  # as pyarrow says it


def not_read(source: str | Path, error: Exception) -> LayerError:
    """Return the error of a file that cannot be read.

    Parameters
    ----------
    source : str or Path
        The file as it was given.
    error : Exception
        What its reader raised.

    Returns
    -------
    LayerError
        ``layer.file_missing``; ``layer.unreadable`` (``problem``).
    """
    place = Place(str(source))
    if isinstance(error, FileNotFoundError):
        return LayerError("layer.file_missing", place=place)
    stated = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    if isinstance(error, pa.ArrowInvalid) and stated.startswith(_NO_PARQUET):
        stated = "no parquet"
    return LayerError("layer.unreadable", place=place, problem=stated[:120])


def identity_of(stated: os.stat_result) -> Identity:
    """Return what tells a file from one that took its place, as far as the system says."""
    return stated.st_dev, stated.st_ino, stated.st_size, stated.st_mtime_ns


def check_column(column: str, schema: pa.Schema, *, source: str | Path) -> None:
    """Refuse a key column that a layer does not have.

    Parameters
    ----------
    column : str
        The one that is wanted.
    schema : pyarrow.Schema
        Of the columns that could be taken.
    source : str or Path
        The file as it was given.

    Raises
    ------
    LayerError
        ``layer.column_missing`` (``column``, ``columns``).
    """
    if column not in schema.names:
        place = Place(str(source))
        raise LayerError("layer.column_missing", place=place, column=column[:80], columns=some_columns(schema))


def some_columns(schema: pa.Schema) -> str:
    """Return the names of the first eight columns that hold plain values, in one line."""
    names = [field.name for field in schema if not _is_shape(field.type)]
    told = [name if len(name) <= _LONGEST else name[:_LONGEST] + "…" for name in names[:_TOLD]]
    return ", ".join(told) + (", …" if len(names) > _TOLD else "")


def _is_shape(kind: pa.DataType) -> bool:
    """Return whether a column holds outlines or envelopes rather than values."""
    return bool(pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind))
