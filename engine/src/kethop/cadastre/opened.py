"""A job with its inputs open, once a process."""

from pathlib import Path
from threading import Lock

import pyarrow as pa

from kethop.cadastre.aerodromes import OverParcels
from kethop.cadastre.asking import AllZones
from kethop.cadastre.deciding import TableOverHits
from kethop.cadastre.files import Task
from kethop.cadastre.group_run import AttributeFile, GroupRun
from kethop.cadastre.job import ScreenJob, prepare_job
from kethop.cadastre.layers import OpenLayer, opened_again
from kethop.cadastre.requests import ScreenRequest
from kethop.errors import LayerError, Place, RuleError
from kethop.spatial.screening import ParcelFile

__all__ = ["OpenJob", "begin_job", "open_job"]

_OPENING = Lock()
_LAST: "dict[str, OpenJob]" = {}
_ROW_COLUMNS = ("file", "row", "parcel", "layer", "outcome", "reason", "zone", "overlap_m2", "share", "relation")
_HEIGHT_COLUMNS = ("top_m", "surface_m", "above_m")
_TEXT = pa.dictionary(pa.int32(), pa.string())


class OpenJob:
    """What the parts of a job share in a process.

    Parameters
    ----------
    job : ScreenJob
    layers : tuple of OpenLayer
        Of the job.

    Raises
    ------
    LayerError
        ``screen.input_changed``, ``screen.files_differ`` (``what``); those of ``ParcelFile``.
    RuleError
        ``tables.name_taken`` (``name``): an output is called as a column of the result.
    """

    def __init__(self, job: ScreenJob, layers: tuple[OpenLayer, ...]) -> None:
        self.job, self.layers = job, layers
        self.run_id, self.tasks = job.run_id, job.tasks
        self.files = [ParcelFile(Path(file.path)) for file in job.files]
        for file, own in zip(job.files, self.files, strict=True):
            found = (Path(file.path).stat().st_size, tuple(group.rows for group in own.groups))
            if found != (file.size, file.groups):  # on another machine the path may lead to another file
                raise LayerError("screen.input_changed", place=Place(file.name))
        self.attributes = [AttributeFile(Path(file.path)) for file in job.files]
        self.every = AllZones(self.layers, job.crs)
        parcels = self.attributes[0].schema
        self.rules = TableOverHits(job.rules, parcels, self.layers) if job.rules else None
        self.heights = OverParcels(job.heights, job.crs) if job.heights else None
        self._check_columns()
        self.schema = self._schema(parcels)

    def run_of(self, task: Task) -> GroupRun:
        """Return the parcels of a task."""
        return GroupRun(self.files[task.file], self.attributes[task.file], self.job.files[task.file], task)

    def _check_columns(self) -> None:
        """Refuse a file of parcels without a column that rules or heights ask for, or with one of another type."""
        first = self.attributes[0].schema
        wanted = [*(self.rules.parcel_columns if self.rules else []), *(self.heights.columns if self.heights else [])]
        for file, own in zip(self.job.files, self.attributes, strict=True):
            for name in wanted:
                if name not in own.schema.names or own.schema.field(name).type != first.field(name).type:
                    raise LayerError("screen.files_differ", place=Place(file.name), what="columns")

    def _schema(self, parcels: pa.Schema) -> pa.Schema:
        key = pa.int64() if self.job.key is None else parcels.field(self.job.key).type
        types = [_TEXT, pa.int64(), key, _TEXT, _TEXT, _TEXT, pa.string(), pa.float64(), pa.float64(), _TEXT]
        fields = list(zip(_ROW_COLUMNS, types, strict=True))
        if self.heights:
            fields += [(name, pa.float64()) for name in _HEIGHT_COLUMNS]
        if self.rules:
            taken = {name for name, _ in fields} & set(self.rules.schema.names)
            if taken:
                raise RuleError("tables.name_taken", name=", ".join(sorted(taken))[:200])
            fields += [(field.name, field.type) for field in self.rules.schema]
        return pa.schema(fields)


def begin_job(wanted: ScreenRequest) -> OpenJob:
    """Return the job of a request, open, for this process and its threads.

    Parameters
    ----------
    wanted : ScreenRequest

    Raises
    ------
    LayerError, RuleError
        Those of ``prepare_job`` and ``OpenJob``.
    """
    job, layers = prepare_job(wanted)
    with _OPENING:
        return _keep(job.model_dump_json(), OpenJob(job, layers))


def open_job(text: str) -> OpenJob:
    """Return a job that was sent as JSON, open; the same one to all threads of a process.

    Raises
    ------
    LayerError, RuleError
        Those of ``opened_again`` and ``OpenJob``.
    """
    with _OPENING:
        if text not in _LAST:
            job = ScreenJob.model_validate_json(text)
            _keep(text, OpenJob(job, tuple(opened_again(use, job.crs) for use in job.layers)))
        return _LAST[text]


def _keep(text: str, opened: OpenJob) -> OpenJob:
    _LAST.clear()
    _LAST[text] = opened
    return opened
