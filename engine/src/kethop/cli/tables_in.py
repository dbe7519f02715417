"""Tables of rows from Parquet and CSV files, batch by batch."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from kethop.errors import DocumentError, KethopError, Place, RuleError
from kethop.rules.feel.types import FeelType
from kethop.rules.vectorised.texts import typed_batch

__all__ = ["Rows", "open_rows"]

BATCH = 131_072
MAX_HEADER = 1_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file.

    Parameters
    ----------
    names : tuple of str
        Names of the columns.
    total : int or None
        How many rows there are; None when the file does not say.
    batches : iterator of (RecordBatch, RecordBatch)
        The rows as they are filed, and with the texts of a CSV file read by the types of the inputs; in order, at least one
        batch, be it without a row.
    """

    names: tuple[str, ...]
    total: int | None
    batches: Iterator[tuple[pa.RecordBatch, pa.RecordBatch]]


def open_rows(path: Path, types: Mapping[str, FeelType | None]) -> Rows:
    """Return the rows of a Parquet file, or of a CSV file with a line of names and ``,`` or ``;`` between its cells.

    Parameters
    ----------
    path : Path
        ``.parquet`` or ``.csv``.
    types : mapping
        Type of each input, by which the texts of a CSV file are read.

    Raises
    ------
    DocumentError
        ``document.unreadable``.
    RuleError
        ``tables.not_parquet``, ``tables.csv_empty``, ``tables.csv_not_utf8``, ``tables.csv_cells`` (``expected``,
        ``actual``, ``text``), ``tables.csv_damaged``; while the rows are read, those of
        :func:`kethop.rules.vectorised.texts.typed_batch`.
    """
    is_csv = path.suffix.lower() == ".csv"
    try:
        return _csv(path, types) if is_csv else _parquet(path)
    except (pa.ArrowException, OSError) as error:
        raise _broken(path, error) from None


def _broken(path: Path, error: Exception) -> KethopError:
    if isinstance(error, OSError) and not isinstance(error, pa.ArrowException):
        return DocumentError("document.unreadable", place=Place(str(path)), reason=type(error).__name__)
    if path.suffix.lower() != ".csv":
        return RuleError("tables.not_parquet", place=Place(str(path)))
    message = str(error)
    code = "tables.csv_not_utf8" if "UTF8" in message else "tables.csv_damaged"
    return RuleError("tables.csv_empty" if "Empty CSV" in message else code, place=Place(str(path)))


def _parquet(path: Path) -> Rows:
    file = pq.ParquetFile(path)
    batches = _some(_guarded(path, file.iter_batches(BATCH)), file.schema_arrow)
    return Rows(tuple(file.schema_arrow.names), file.metadata.num_rows, ((batch, batch) for batch in batches))


def _csv(path: Path, types: Mapping[str, FeelType | None]) -> Rows:
    bad = _BadRow(path)
    parse = pc.ParseOptions(delimiter=_delimiter(path), newlines_in_values=True, invalid_row_handler=bad)
    with bad.told():
        names = pc.open_csv(path, parse_options=parse).schema.names
    options = pc.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
    )
    with bad.told():
        reader = pc.open_csv(path, convert_options=options, parse_options=parse)
    batches = bad.watched(_guarded(path, reader))
    return Rows(tuple(names), None, ((batch, typed_batch(batch, types)) for batch in _some(batches, reader.schema)))


def _delimiter(path: Path) -> str:
    """Return what stands between the cells: ``;``, as spreadsheets write it where the comma is for decimals, or ``,``."""
    with path.open("rb") as file:
        header = file.readline(MAX_HEADER)
    try:
        names = header.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleError("tables.csv_not_utf8", place=Place(str(path))) from None
    return ";" if ";" in names and "," not in names else ","


@dataclass(slots=True)
class _BadRow:
    """Remembers the row whose cells are too many or too few, which Arrow names in English only."""

    path: Path
    row: pc.InvalidRow | None = field(init=False, default=None)

    def __call__(self, row: pc.InvalidRow) -> str:
        """Take the row; reading ends."""
        self.row = row
        return "error"

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raise what is known of the row in place of the reader's error."""
        try:
            yield
        except (pa.ArrowException, KethopError):
            if self.row is None:
                raise
            fields = {"expected": self.row.expected_columns, "actual": self.row.actual_columns}
            raise RuleError(
                "tables.csv_cells", place=Place(str(self.path)), text=self.row.text[:80], **fields
            ) from None

    def watched(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the batches."""
        with self.told():
            yield from batches


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
