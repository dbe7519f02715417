"""Tables as ``prepare_layer`` lays them out, in pages as small as a test likes, and what pyarrow says of each column."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kethop.spatial.file_faults import identity_of
from kethop.spatial.pages import PlainPages

TIGHT = pa.schema(
    [
        pa.field("id", pa.int64(), nullable=False),
        pa.field("bbox", pa.struct([pa.field("xmin", pa.float64(), nullable=False)]), nullable=False),
        pa.field("geometry", pa.binary(), nullable=False),
    ]
)
PLAIN = {"compression": "none", "use_dictionary": False, "write_page_index": True}


def table_of(values: list[bytes], schema: pa.Schema = TIGHT) -> pa.Table:
    """Rows with these bytes, a number each and an envelope's end each."""
    numbers = np.arange(len(values), dtype=np.int64) * 7 - 11
    inner = pa.StructArray.from_arrays([pa.array(numbers / 3)], fields=list(TIGHT.field("bbox").type))
    return pa.Table.from_arrays([pa.array(numbers), inner, pa.array(values, pa.binary())], schema=TIGHT).cast(schema)


def opened(path: Path) -> PlainPages | None:
    """The columns of a file as screening opens them."""
    return PlainPages.opened(path, identity_of(path.stat()), pq.ParquetFile(path))


def some(pages: PlainPages, group: int, rows: np.ndarray) -> list[bytes] | None:
    """The outlines of some rows; None where they cannot be read by their place."""
    found = pages.values(group, "geometry", rows)
    if found is None:
        return None
    begin, end, data = found
    return [data[low:high].tobytes() for low, high in zip(begin.tolist(), end.tolist(), strict=True)]


def by_pyarrow(path: Path, group: int, column: str) -> list | None:
    """What pyarrow reads of a column; None where it refuses, or finds another number of rows than the footer states."""
    file = pq.ParquetFile(path)
    try:
        table = file.read_row_group(group, columns=[column], use_threads=False)
    except (pa.ArrowException, OSError):
        return None
    if len(table) != file.metadata.row_group(group).num_rows or not table.num_columns:
        return None
    found = table.column(0).to_pylist()
    return [row["xmin"] for row in found] if "." in column else found
