"""Tables of decided rows into Parquet and CSV files, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from kethop.errors import KethopError, Place

__all__ = ["writing_rows"]

BETWEEN = "; "


@contextmanager
def writing_rows(path: Path) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Give a function that takes batches of one schema; the file takes its name when all are written.

    Raises
    ------
    KethopError
        ``output.not_written`` (``problem``).
    """
    part = path.with_name(f".{path.name}.part")
    writer = _Writer(part, is_csv=path.suffix.lower() == ".csv")
    try:
        yield writer.write
        writer.close()
        part.replace(path)
    except OSError as error:
        raise KethopError("output.not_written", place=Place(str(path)), problem=error.strerror or str(error)) from error
    except pa.ArrowException as error:
        raise KethopError("output.not_written", place=Place(str(path)), problem=str(error)[:200]) from error
    finally:
        writer.close()
        with suppress(OSError):
            part.unlink(missing_ok=True)


class _Writer:
    """Opens the file with the first batch, which has the schema."""

    def __init__(self, path: Path, *, is_csv: bool) -> None:
        self._path = path
        self._is_csv = is_csv
        self._file: pq.ParquetWriter | pyarrow.csv.CSVWriter | None = None

    def write(self, batch: pa.RecordBatch) -> None:
        """Write a batch; a CSV file has the items of a list in one cell."""
        if self._is_csv:
            batch = pa.RecordBatch.from_arrays([_flat(column) for column in batch.columns], names=batch.schema.names)
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            kind = pyarrow.csv.CSVWriter if self._is_csv else pq.ParquetWriter
            self._file = kind(self._path, batch.schema)
        self._file.write_batch(batch)

    def close(self) -> None:
        """Close what is open."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _flat(column: pa.Array) -> pa.Array:
    if not pa.types.is_list(column.type):
        return column
    items = pc.list_flatten(column).cast(pa.string())
    offsets = pa.array(_ends(column), pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(offsets, items), BETWEEN)


def _ends(column: pa.Array) -> list[int]:
    """Return where the list of each row begins among the items of all; a null has none."""
    ends = [0]
    for size in pc.fill_null(pc.list_value_length(column), 0).to_pylist():
        ends.append(ends[-1] + size)
    return ends
