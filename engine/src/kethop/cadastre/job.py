"""A run as plain data: what decides the answer, and what a process needs to find a part of it."""

from importlib.util import find_spec
from pathlib import Path

from kethop import __version__
from kethop.cadastre.aerodromes import SURFACES
from kethop.cadastre.files import CadastreFile, Task, open_cadastre, tasks_of
from kethop.cadastre.group_run import AttributeFile
from kethop.cadastre.height_question import HeightJob, height_job
from kethop.cadastre.layers import LayerUse, OpenLayer, open_layer
from kethop.cadastre.remarks import Remark, remarks_on
from kethop.cadastre.requests import ScreenRequest
from kethop.cadastre.rules_job import RulesJob, rules_job
from kethop.documents import PlainValue, Record, canonical_json, sha256_hex
from kethop.errors import LayerError, Place
from kethop.spatial.screening import KERNEL_FROM

__all__ = ["FORMAT", "PART_ROWS", "ScreenJob", "prepare_job"]

FORMAT = "kethop-screen/1"
PART_ROWS = 524_288
"""Parcels of a part: so many that cutting zones for it is a small share, so few that a stop loses a second or two."""


class ScreenJob(Record):
    """Everything that a process needs to screen a part, as it is sent to it.

    Parameters
    ----------
    engine : str
        Version.
    files : tuple of CadastreFile
    crs : str
        PROJJSON of their grid.
    key : str or None
        Column that names a parcel.
    layers : tuple of LayerUse
    rules : RulesJob or None
    heights : HeightJob or None
    part_rows, sample : int
        See ``ScreenRequest``.
    covering : bool
        Whether parcels go through the covering or the tree; pairs are the same, areas may differ in the last digits.
    """

    engine: str
    files: tuple[CadastreFile, ...]
    crs: str
    key: str | None
    layers: tuple[LayerUse, ...]
    rules: RulesJob | None
    heights: HeightJob | None
    part_rows: int
    sample: int
    covering: bool

    @property
    def rows(self) -> int:
        """Parcels in all files."""
        return sum(file.rows for file in self.files)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What becomes a part each."""
        return tasks_of(self.files, self.part_rows)

    @property
    def layer_names(self) -> tuple[str, ...]:
        """Names of the layers by number, the surfaces behind them."""
        return (*(item.id for item in self.layers), *([SURFACES] if self.heights else []))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What a reader of the result must know of the layers that answered."""
        return remarks_on(self.layers)

    @property
    def identity(self) -> dict[str, PlainValue]:
        """What decides the answer, without where things lie: two runs of one identity have the same parts."""
        plain: dict[str, PlainValue] = {"format": FORMAT, "engine": self.engine, "key": self.key}
        plain["parcels"] = [
            {"name": item.name, "sha256": item.sha256, "rows": item.rows, "row_groups": len(item.groups)}
            for item in self.files
        ]
        plain["layers"] = [item.model_dump(mode="json", exclude={"path"}) for item in self.layers]
        plain["rules"] = self.rules.identity if self.rules else None
        plain["heights"] = self.heights.identity if self.heights else None
        plain["parts"] = {"rows": self.part_rows, "covering": self.covering}
        return plain

    @property
    def run_id(self) -> str:
        """SHA-256 of the identity."""
        return sha256_hex(canonical_json(self.identity))


def prepare_job(wanted: ScreenRequest) -> tuple[ScreenJob, tuple[OpenLayer, ...]]:
    """Return the job of a request, every input looked at and hashed, and its layers open.

    Parameters
    ----------
    wanted : ScreenRequest

    Raises
    ------
    LayerError
        ``screen.nothing_asked``; ``screen.layer_twice`` (``id``); those of ``open_cadastre``, ``open_layer``, ``height_job``.
    RuleError
        Those of ``rules_job``.
    """
    if not wanted.layers and wanted.heights is None:
        raise LayerError("screen.nothing_asked", place=Place("--zones"))
    cadastre = open_cadastre(wanted.parcels, key=wanted.key)
    layers = tuple(open_layer(item, cadastre.crs, on=wanted.on) for item in wanted.layers)
    _check_once([*(layer.use.id for layer in layers), *([SURFACES] if wanted.heights else [])])
    schema = AttributeFile(Path(cadastre.files[0].path)).schema
    rules = rules_job(wanted.rules, schema, layers) if wanted.rules else None
    name = cadastre.files[0].name
    heights = height_job(wanted.heights, schema, cadastre.crs, source=name) if wanted.heights else None
    rows = sum(file.rows for file in cadastre.files)
    job = ScreenJob(
        engine=__version__,
        files=cadastre.files,
        crs=cadastre.crs,
        key=wanted.key,
        layers=tuple(layer.use for layer in layers),
        rules=rules,
        heights=heights,
        part_rows=wanted.part_rows or PART_ROWS,
        sample=wanted.sample,
        covering=rows >= KERNEL_FROM and find_spec("numba") is not None,
    )
    return job, layers


def _check_once(names: list[str]) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise LayerError("screen.layer_twice", place=Place("--zones"), id=name)
