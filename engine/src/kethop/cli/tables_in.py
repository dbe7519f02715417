"""Tables of rows from Parquet and CSV files, batch by batch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from kethop.errors import DocumentError, Place
from kethop.rules.feel.types import FeelType
from kethop.rules.vectorised.texts import typed_batch

__all__ = ["Rows", "open_rows"]

BATCH = 131_072


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file.

    Parameters
    ----------
    names : tuple of str
        Names of the columns.
    total : int or None
        How many rows there are; None when the file does not say.
    batches : iterator of RecordBatch
        The rows, in order; at least one batch, be it without a row.
    """

    names: tuple[str, ...]
    total: int | None
    batches: Iterator[pa.RecordBatch]


def open_rows(path: Path, types: Mapping[str, FeelType | None]) -> Rows:
    """Return the rows of a Parquet file, or of a CSV file with a line of names.

    Parameters
    ----------
    path : Path
        ``.parquet`` or ``.csv``.
    types : mapping
        Type of each input, by which the texts of a CSV file are read.

    Raises
    ------
    DocumentError
        ``document.unreadable``, ``document.not_a_table`` (``reason``).
    """
    try:
        return _csv(path, types) if path.suffix.lower() == ".csv" else _parquet(path)
    except pa.ArrowException as error:
        raise _broken(path, error) from None
    except OSError as error:
        raise DocumentError("document.unreadable", place=Place(str(path)), reason=type(error).__name__) from None


def _broken(path: Path, error: Exception) -> DocumentError:
    return DocumentError("document.not_a_table", place=Place(str(path)), reason=str(error).splitlines()[0][:200])


def _parquet(path: Path) -> Rows:
    file = pq.ParquetFile(path)
    batches = _some(_guarded(path, file.iter_batches(BATCH)), file.schema_arrow)
    return Rows(tuple(file.schema_arrow.names), file.metadata.num_rows, batches)


def _csv(path: Path, types: Mapping[str, FeelType | None]) -> Rows:
    names = pc.open_csv(path, parse_options=_QUOTED).schema.names
    options = pc.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
    )
    reader = pc.open_csv(path, convert_options=options, parse_options=_QUOTED)
    return Rows(tuple(names), None, _typed(_some(_guarded(path, reader), reader.schema), types))


_QUOTED = pc.ParseOptions(newlines_in_values=True)


def _guarded(path: Path, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    try:
        yield from batches
    except (pa.ArrowException, OSError) as error:
        raise _broken(path, error) from None


def _some(batches: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the batches, or one without rows where there are none, so that a result has its columns."""
    empty = True
    for batch in batches:
        empty = False
        yield batch
    if empty:
        yield pa.RecordBatch.from_pylist([], schema=schema)


def _typed(batches: Iterator[pa.RecordBatch], types: Mapping[str, FeelType | None]) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        yield typed_batch(batch, types, before=done)
        done += batch.num_rows
