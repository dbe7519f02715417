"""The only door from this room to the engine: where the pack's tables of units lie."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

__all__ = ["ChangeRow", "UnitRow", "UnitTables", "read_tables"]


class UnitRow(TypedDict):
    """A row of ``units.parquet``."""

    key: str
    level: str
    code: str
    name: str
    type: str
    parent: str
    valid_from: str | None
    valid_to: str | None
    name_en: str
    wording: str
    other_code: str
    lon: float | None
    lat: float | None
    doubts: list[str]


class ChangeRow(TypedDict):
    """A row of ``changes.parquet``."""

    before: str
    after: str
    extent: str


@dataclass(frozen=True, slots=True)
class UnitTables:
    """Rows of units and of changes, as ``tools/build_territory.py`` writes them."""

    units: tuple[UnitRow, ...]
    changes: tuple[ChangeRow, ...]


def read_tables(pack: str) -> UnitTables | None:
    """Return the tables of a pack; None for a pack without."""
    # the engine and Arrow are heavy, and only the set-up needs them
    import pyarrow.parquet as pq  # noqa: PLC0415

    from kethop.cli.places import find_pack_folder  # noqa: PLC0415

    folder: Path = find_pack_folder(pack) / "territory"
    if not (folder / "units.parquet").is_file():
        return None
    units, changes = (tuple(pq.read_table(folder / f"{name}.parquet").to_pylist()) for name in ("units", "changes"))
    return UnitTables(units, changes)
