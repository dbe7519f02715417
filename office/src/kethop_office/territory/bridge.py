"""The only door from this room to the engine: the pack's tables of units, and in which commune a point lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

__all__ = ["ChangeRow", "UnitRow", "UnitTables", "Where", "places_of_points", "read_tables"]

Point = tuple[float, float]


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


@dataclass(frozen=True, slots=True)
class Where:
    """Codes of a present commune and its province."""

    province: str
    commune: str


def places_of_points(pack: str, points: Sequence[Point], *, on: date) -> list[Where | None] | None:
    """Return where each point (longitude, latitude) lies: None for one outside every commune.

    Returns
    -------
    list or None
        None as a whole where the pack has no readable layer of communes: nothing is known of any point.
    """
    import numpy as np  # noqa: PLC0415 - the worker loads the engine, pages do not
    import shapely  # noqa: PLC0415

    from kethop.cli.places import find_pack_folder  # noqa: PLC0415
    from kethop.spatial import LayerStore  # noqa: PLC0415

    if not points:
        return []
    _state, features = LayerStore([find_pack_folder(pack) / "layers"]).features("communes", on=on)
    if not features:
        return None
    tree = shapely.STRtree([feature.geometry for feature in features])
    found: list[Where | None] = [None] * len(points)
    hits = tree.query(shapely.points(np.asarray(points, dtype=np.float64)), predicate="intersects")
    for number, row in hits.T:  # of a point on a border the first commune by its order in the layer
        if found[number] is None:
            found[number] = Where(str(features[row].attributes["province_code"]), features[row].key)
    return found
