"""Join the parts of a run into one file with the same rows."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kethop.cadastre.folder import JOINED
from kethop.cadastre.receipt import Receipt
from kethop.errors import LayerError, Place

__all__ = ["join_parts"]


def join_parts(folder: Path, receipts: Sequence[Receipt], schema: pa.Schema, out: Path) -> None:
    """Write the rows of all parts, in their order, into one Parquet file that is there whole or not at all.

    Parameters
    ----------
    folder : Path
        Of the parts, beside the file.
    receipts : sequence of Receipt
        Of all parts, in order.
    schema : pyarrow.Schema
        Of the parts, with the metadata that the file shall carry.
    out : Path

    Raises
    ------
    LayerError
        ``output.not_written`` (``problem``).
    """
    beside = folder / JOINED  # a run that is killed leaves nothing beside the file
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
            for receipt in receipts:
                part = pq.ParquetFile(folder / receipt.name)
                for group in range(part.num_row_groups):
                    writer.write_table(part.read_row_group(group).replace_schema_metadata(schema.metadata))
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(out)
    except (OSError, pa.ArrowException) as error:
        problem = error.strerror if isinstance(error, OSError) else str(error)[:120]
        raise LayerError("output.not_written", place=Place(str(out)), problem=problem) from error
    finally:
        with suppress(OSError):
            beside.unlink()
