"""Some row groups of a file of parcels that follow each other, as the screening takes a file."""

from pathlib import Path
from threading import local

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kethop.cadastre.files import CadastreFile, Task
from kethop.spatial.crs import Floats
from kethop.spatial.file_faults import not_read
from kethop.spatial.screening import ParcelFile, ParcelGroup, ParcelOutlines, ParcelShapes
from kethop.spatial.screening.parcels import Envelopes

__all__ = ["AttributeFile", "GroupRun"]


class AttributeFile:
    """The columns of a file of parcels beside the geometry; each thread has a reader of its own.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine = local()

    @property
    def schema(self) -> pa.Schema:
        """Names and types of all columns."""
        return self._reader().schema_arrow

    @property
    def largest_group(self) -> int:
        """Bytes of the largest row group, unpacked."""
        metadata = self._reader().metadata
        return max((metadata.row_group(at).total_byte_size for at in range(metadata.num_row_groups)), default=0)

    def columns(self, group: int, names: list[str]) -> pa.Table:
        """Return some columns of a row group.

        Raises
        ------
        LayerError
            ``layer.unreadable`` (``problem``).
        """
        try:
            return self._reader().read_row_group(group, columns=names, use_threads=False)
        except (pa.ArrowException, OSError) as error:
            raise not_read(self._path, error) from error

    def _reader(self) -> pq.ParquetFile:
        if not hasattr(self._mine, "reader"):
            self._mine.reader = pq.ParquetFile(self._path, memory_map=False, pre_buffer=False)
        return self._mine.reader


class GroupRun:
    """A task's row groups; rows keep the numbers that they have in the file.

    Parameters
    ----------
    file : ParcelFile
        The whole file, opened without a key.
    attributes : AttributeFile
    stated : CadastreFile
    task : Task
    """

    def __init__(self, file: ParcelFile, attributes: AttributeFile, stated: CadastreFile, task: Task) -> None:
        self.source, self.crs, self.name = file.source, file.crs, stated.name
        self.groups: list[ParcelGroup] = file.groups[task.first : task.first + task.groups]
        self._file, self._attributes, self._task = file, attributes, task
        self._envelopes: dict[int, Envelopes] = {}

    def __len__(self) -> int:
        return self._task.rows

    @property
    def first(self) -> int:
        """Row of the first parcel in the file."""
        return self.groups[0].first

    @property
    def bounds(self) -> Floats | None:
        """Envelope of all parcels as far as the file states it, shape (4,); None where some group states none."""
        stated = [group.bounds for group in self.groups]
        if any(item is None for item in stated):
            return None
        known = np.array(stated, dtype=np.float64)
        return np.concatenate((known[:, :2].min(axis=0), known[:, 2:].max(axis=0)))

    def envelopes(self, group: int) -> Envelopes:
        """Return the envelopes of a row group, counted from the first of the task; kept, for several ask for them."""
        if group not in self._envelopes:
            self._envelopes[group] = self._file.envelopes(self._task.first + group)
        return self._envelopes[group]

    def keys(self, group: int) -> None:
        """Return nothing: keys are read with the other columns, for rows that are written."""

    def areas(self, group: int) -> Floats | None:
        """Return the areas that a prepared file states for a row group; None where it states none."""
        return self._file.areas(self._task.first + group)

    def shapes(self, group: int) -> ParcelShapes:
        """Return the outlines of a row group."""
        return self._file.shapes(self._task.first + group)

    def outlines(self, group: int, rows: NDArray[np.integer]) -> ParcelOutlines:
        """Return the outlines of some rows of a row group, ascending."""
        return self._file.outlines(self._task.first + group, rows)

    def boxes(self) -> Floats:
        """Return the envelopes of all parcels of the task, shape (n, 4); NaN where there is none."""
        parts = [np.column_stack(self.envelopes(number)) for number in range(len(self.groups))]
        return np.concatenate(parts)

    def geometries(self, rows: NDArray[np.integer]) -> NDArray[np.object_]:
        """Return the geometries of some rows, counted from the first of the task, ascending."""
        found = np.empty(len(rows), dtype=np.object_)
        for group, own, inside in self._split(rows):
            found[own] = self.outlines(group, inside).geometries()
        return found

    def columns(self, rows: NDArray[np.integer], names: list[str]) -> pa.Table:
        """Return some columns of some rows, counted from the first of the task, ascending; a row may come more than once."""
        if not names:
            return pa.table({})
        schema = self._attributes.schema
        parts = [
            self._attributes.columns(self._task.first + group, names).take(pa.array(inside))
            for group, _, inside in self._split(rows)
        ]
        empty = pa.schema([schema.field(name) for name in names]).empty_table()
        return pa.concat_tables([part.replace_schema_metadata(None).select(names) for part in parts] or [empty])

    def _split(self, rows: NDArray[np.integer]) -> list[tuple[int, slice, NDArray[np.integer]]]:
        """Return for each row group that some rows lie in: its number, which of the rows, and their places in it."""
        starts = np.array([group.first - self.first for group in self.groups] + [len(self)])
        ends = np.searchsorted(rows, starts)
        return [
            (group, slice(int(ends[group]), int(ends[group + 1])), rows[ends[group] : ends[group + 1]] - starts[group])
            for group in range(len(self.groups))
            if ends[group + 1] > ends[group]
        ]
