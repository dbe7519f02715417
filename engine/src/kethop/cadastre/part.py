"""One part of a run: its parcels screened, judged, decided, checked, and written whole or not at all."""

import secrets
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kethop.cadastre.answers import NONE, OUTCOMES, RELATIONS, Answers, Heights, named
from kethop.cadastre.asking import ask_layer, find_hits
from kethop.cadastre.checking import check_part, share_of_sample
from kethop.cadastre.deciding import TableOverHits
from kethop.cadastre.group_run import GroupRun
from kethop.cadastre.opened import OpenJob
from kethop.cadastre.reasons import REASONS
from kethop.cadastre.receipt import Receipt, part_name
from kethop.cadastre.totals import RuleTotal, SelfCheck, Totals, decided_total, layer_total
from kethop.disk import write_beside
from kethop.errors import LayerError, Place
from kethop.vocabulary import Outcome

__all__ = ["screen_part", "write_parquet"]

_ROW_GROUP = 131_072


def screen_part(opened: OpenJob, number: int, folder: Path) -> Receipt:
    """Screen the parcels of one task into a part of a folder.

    Parameters
    ----------
    opened : OpenJob
    number : int
        Of the task.
    folder : Path
        Where parts lie.

    Raises
    ------
    LayerError
        ``output.not_written`` (``problem``); those of ``screen_file`` and of the inputs.
    RuleError
        Those of ``TableOverHits.decide``.
    """
    job, task = opened.job, opened.tasks[number]
    run = opened.run_of(task)
    found = find_hits(run, opened.every, layers=len(opened.layers), covering=job.covering)
    by_layer = [ask_layer(run, layer, at, found, opened.every) for at, layer in enumerate(opened.layers)]
    heights = None
    if opened.heights:
        over, heights = opened.heights.ask(run, len(opened.layers), found.hits.nowhere)
        by_layer.append(over)
    counts = [layer_total(answers, len(run)) for answers in by_layer]
    table, rules = _table(opened, run, Answers.joined(by_layer), heights)
    check = SelfCheck()
    if opened.layers:
        sample = share_of_sample(job.sample, task.rows, job.rows)
        seed = (int(opened.run_id[:16], 16), number)
        check = check_part(run, table, opened.every, opened.layers, seed=seed, sample=sample)
    totals = Totals(
        parcels=len(run),
        rows=len(table),
        layers=dict(zip(job.layer_names, counts, strict=True)),
        rules=rules,
        check=check,
    )
    name = part_name(task)
    described = table.replace_schema_metadata({"kethop_run": opened.run_id, "kethop_part": str(number)})
    return Receipt(number=number, name=name, sha256=write_parquet(folder / name, described), totals=totals)


def _table(
    opened: OpenJob, run: GroupRun, answers: Answers, heights: Heights | None
) -> tuple[pa.Table, RuleTotal | None]:
    """Return the rows of a part in order, and what the rules came to."""
    order = answers.order()
    ordered = answers.taken(order)
    wanted = opened.rules.parcel_columns if opened.rules else []
    key = opened.job.key
    columns = run.columns(ordered.row, list(dict.fromkeys([*([key] if key else []), *wanted])))
    keys = columns[key].combine_chunks() if key else pa.array(ordered.row + run.first)
    names = tuple(file.name for file in opened.job.files)
    file = np.full(len(ordered.row), names.index(run.name))
    arrays = [
        named(file, names),
        pa.array(ordered.row + run.first),
        keys,
        named(ordered.layer, opened.job.layer_names),
        named(ordered.outcome, OUTCOMES),
        named(ordered.reason, REASONS),
        _zones(opened, ordered, order, heights),
        _floats(ordered.overlap_m2),
        _floats(ordered.share),
        named(ordered.relation, RELATIONS),
    ]
    if heights is not None:
        arrays += _height_columns(ordered, order, heights)
    rules = None
    if opened.rules:
        outputs, rules = _decided(opened.rules, ordered, columns, keys)
        arrays += outputs
    return pa.Table.from_arrays(arrays, schema=opened.schema), rules


def _zones(opened: OpenJob, ordered: Answers, order: NDArray[np.intp], heights: Heights | None) -> pa.Array:
    """Return the keys of the zones, and the names of the surfaces."""
    parts = [layer.keys for layer in opened.layers]
    starts = np.cumsum([0, *map(len, parts)])
    places = starts[np.minimum(ordered.layer, len(parts))] + ordered.zone
    places = np.where(ordered.zone == NONE, NONE, places)
    if heights is not None:
        parts.append(pa.array(heights.zone, pa.string()))
        over = ordered.layer == len(opened.layers)
        places[over] = starts[-1] + order[over] - (len(order) - len(heights.zone))
    joined = pa.concat_arrays([*parts, pa.array([], pa.string())])
    return joined.take(pa.array(places, mask=places == NONE))


def _height_columns(ordered: Answers, order: NDArray[np.intp], heights: Heights) -> list[pa.Array]:
    """Return top, surface, and by how much the top is above it; the answers of the surfaces are the last in ``order``."""
    found = []
    for values in (heights.top_m, heights.surface_m, heights.top_m - heights.surface_m):
        column = np.full(len(ordered.row), np.nan)
        column[np.argsort(order)[len(order) - len(values) :]] = values
        found.append(_floats(column))
    return found


def _decided(
    table: TableOverHits, ordered: Answers, columns: pa.Table, keys: pa.Array
) -> tuple[list[pa.Array], RuleTotal]:
    """Return the outputs of the rules: of the hits on zones; what is not known stays undetermined."""
    hits = np.flatnonzero((ordered.outcome == OUTCOMES.index(Outcome.HIT)) & (ordered.zone != NONE))
    taken = pa.array(hits)
    parcels = columns.select(table.parcel_columns).take(taken) if table.parcel_columns else columns
    own = ordered.taken(hits)
    outputs, decided = table.decide(own, parcels, keys.take(taken))
    places = np.full(len(ordered.row), NONE)
    places[hits] = np.arange(len(hits))
    spread = [column.take(pa.array(places, mask=places == NONE)) for column in outputs]
    undetermined = table.schema.get_field_index("is_undetermined")
    spread[undetermined] = spread[undetermined].fill_null(True)  # noqa: FBT003 - pyarrow's own signature
    return spread, decided_total(decided, table.deciding)


def _floats(values: NDArray[np.float64]) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))


def write_parquet(path: Path, table: pa.Table) -> str:
    """Write a file beside its name and rename it; return its SHA-256.

    Raises
    ------
    LayerError
        ``output.not_written`` (``problem``).
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, row_group_size=_ROW_GROUP, compression="zstd")
        data = sink.getvalue()
        write_beside(path, data, beside=beside)
    except OSError as error:
        raise LayerError("output.not_written", place=Place(str(path)), problem=error.strerror) from error
    return sha256(data).hexdigest()
