"""The only door from this room to the engine: where the pack's tables of units lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["UnitTables", "read_tables"]


@dataclass(frozen=True, slots=True)
class UnitTables:
    """Rows of units and of changes, as ``tools/build_territory.py`` writes them."""

    units: tuple[Mapping[str, object], ...]
    changes: tuple[Mapping[str, object], ...]


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
