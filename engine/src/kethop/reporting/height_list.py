"""The list of buildings above the surfaces, as Parquet, CSV or a sheet."""

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kethop.errors import LayerError, Place
from kethop.spatial import HeightHit
from kethop.vocabulary.spreadsheets import no_formula

__all__ = ["LIST_FORMATS", "HeightRow", "height_list_bytes"]

LIST_FORMATS = (".parquet", ".csv", ".xlsx")
SHEET_ROWS = 1_048_575  # rows of a sheet below its header
_TEXTS = ("id", "state", "surface", "aerodrome", "runway", "direction", "group", "regime")
_NUMBERS = ("height_m", "ground_m", "top_m", "permitted_m", "above_m", "lon", "lat")
_FIXED = {"regimes": "regime", "ground": "ground", "complete": "complete", "warning": "warning"}
_DIGITS = {"lon": 8, "lat": 8}


@dataclass(frozen=True, slots=True)
class HeightRow:
    """A building of the list: its number in the file, identifier, height above ground, ground elevation, what was found."""

    row: int
    ident: str
    height_m: float
    ground_m: float
    hit: HeightHit

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words, in the order of the columns."""
        level = self.hit.level
        if level is None:
            return (self.ident, str(self.hit.state), "", "", "", "", "", "")
        names = (
            str(level.surface),
            level.aerodrome,
            level.runway,
            level.direction,
            str(level.group or ""),
            str(level.regime),
        )
        return (self.ident, str(self.hit.state), *names)

    @property
    def numbers(self) -> tuple[float | None, ...]:
        """Its numbers, in the order of the columns; None where not known."""
        level = self.hit.level
        lon, lat = level.place if level else (None, None)
        found = (self.hit.top_m, level.elevation_m if level else None, self.hit.above_m, lon, lat)
        values = (self.height_m, self.ground_m, *found)
        return tuple(None if value is None or np.isnan(value) else value for value in values)


def height_list_bytes(rows: Sequence[HeightRow], extension: str, about: dict[str, str]) -> bytes:
    """Return the list as a file.

    Parameters
    ----------
    rows : sequence of HeightRow
        The list.
    extension : str
        One of ``LIST_FORMATS``.
    about : dict of str
        Rules, assumptions and warning: metadata of Parquet, a second sheet. CSV has no room for them, so that every row of
        each kind of list says which rules were computed, where the ground is from, whether every surface could be computed
        and that they are not the published ones.

    Raises
    ------
    LayerError
        ``heights.too_many`` (``count``, ``limit``).
    """
    if extension == ".csv":
        return _csv(rows, about)
    return _parquet(rows, about) if extension == ".parquet" else _sheet(rows, about)


def _csv(rows: Sequence[HeightRow], about: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", *_TEXTS, *_NUMBERS, *_FIXED])
    fixed = [about[name] for name in _FIXED.values()]
    for row in rows:
        numbers = (
            "" if value is None else f"{value:.{_DIGITS.get(name, 3)}f}"
            for name, value in zip(_NUMBERS, row.numbers, strict=True)
        )
        writer.writerow([row.row, *map(no_formula, row.texts), *numbers, *fixed])
    return out.getvalue().encode()


def _parquet(rows: Sequence[HeightRow], about: dict[str, str]) -> bytes:
    columns: dict[str, pa.Array] = {"row": pa.array([row.row for row in rows], pa.int64())}
    for index, name in enumerate(_TEXTS):
        columns[name] = pa.array([row.texts[index] for row in rows], pa.string())
    for index, name in enumerate(_NUMBERS):
        columns[name] = pa.array([row.numbers[index] for row in rows], pa.float64())
    for name, source in _FIXED.items():
        columns[name] = pa.array([about[source]] * len(rows), pa.string())
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns).replace_schema_metadata(about), sink)
    return bytes(sink.getvalue())


def _sheet(rows: Sequence[HeightRow], about: dict[str, str]) -> bytes:
    # GDAL takes half a second to load and is needed here only; pyogrio has no types
    from pyogrio import raw  # noqa: PLC0415 - GDAL loads only when a file of it is written

    if len(rows) > SHEET_ROWS:
        raise LayerError("heights.too_many", place=Place(".xlsx"), count=len(rows), limit=SHEET_ROWS)
    texts = [np.array([no_formula(row.texts[index]) for row in rows], dtype=object) for index in range(len(_TEXTS))]
    numbers = [np.array([row.numbers[index] for row in rows], dtype=np.float64) for index in range(len(_NUMBERS))]
    fixed = [np.array([about[name]] * len(rows), dtype=object) for name in _FIXED.values()]
    columns = [np.array([row.row for row in rows]), *texts, *numbers, *fixed]
    sheets = {
        "heights": (columns, ["row", *_TEXTS, *_NUMBERS, *_FIXED]),
        "about": ([np.array(list(side), dtype=object) for side in (about, about.values())], ["name", "value"]),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        for name, (written, fields) in sheets.items():
            raw.write(path, None, written, np.array(fields, dtype=object), layer=name, driver="XLSX")
        return path.read_bytes()
