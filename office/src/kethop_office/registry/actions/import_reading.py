"""In the worker: read the file, then every row with its doubts. Nothing comes into the register yet."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.common import clock
from kethop_office.common.files import read_blob
from kethop_office.common.refusal import Refused
from kethop_office.registry.actions.importing import put_heads, tell
from kethop_office.registry.bridge.points import Where, places_of_points
from kethop_office.registry.models import ImportRow, ImportRun, ParkDoubt
from kethop_office.registry.reading.cells import Doubt
from kethop_office.registry.reading.columns import column_notes
from kethop_office.registry.reading.limits import Cell
from kethop_office.registry.reading.rows import ReadRow, RowReader
from kethop_office.registry.reading.tables import Sheet, blank, guessed_head, read_file
from kethop_office.territory.queries import load_gazetteer

__all__ = ["check_parks", "doubt_rows", "open_run", "read_parks"]

_TOP = 30
_TOP_TEXT = 200
_BATCH = 1_000


def read_parks(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Look at the sheets of a file and propose sheet, heads and columns."""
    actor, found = open_run(progress, run, ImportRun.State.READING, ImportRun.State.MAPPING)
    progress.stage("registry.reading_file")
    try:
        sheets = read_file(read_blob(found.blob), found.file_name)
    except Exception:  # the job says why; the import says that it ended here
        found.state = ImportRun.State.FAILED
        found.save(update_fields=["state"])
        raise
    found.sheets = [_described(sheet) for sheet in sheets]
    widest = max(range(len(sheets)), key=lambda number: len(sheets[number].rows))
    with transaction.atomic():
        put_heads(found, widest, found.sheets[widest]["head"])
        found.state = ImportRun.State.MAPPING
        found.save(update_fields=["sheets", "sheet", "head_row", "heads", "mapping", "state"])
        tell("parks.import_read", found, actor, {"sheets": len(sheets)})
    return {"sheets": len(sheets), "path": f"/registry/import/{found.pk}/columns/"}


def check_parks(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Read every row of the chosen sheet and keep it with its doubts."""
    actor, found = open_run(progress, run, ImportRun.State.CHECKING, ImportRun.State.CHECKED)
    progress.stage("registry.reading_file")
    sheet = read_file(read_blob(found.blob), found.file_name)[found.sheet]
    start = found.head_row - sheet.first + 1
    numbered = [(start + at + sheet.first, row) for at, row in enumerate(sheet.rows[start:])]
    rows = [(number, list(row)) for number, row in numbered if not blank(row)]
    read = _read_rows(progress, found, sheet, rows)
    notes = [*sheet.notes, *column_notes(found.heads, found.mapping, [cells for _number, cells in rows])]
    with transaction.atomic():
        found.rows.all().delete()
        _store(found, rows, read)
        found.notes = [{"code": code, "fields": fields} for code, fields in notes]
        found.blank_rows = len(numbered) - len(rows)
        found.state = ImportRun.State.CHECKED
        found.save(update_fields=["notes", "blank_rows", "state"])
        doubtful = sum(_is_doubtful(row.doubts) for row in read)
        tell("parks.import_checked", found, actor, {"rows": len(rows), "doubtful": doubtful})
    return {"rows": len(rows), "doubtful": doubtful, "path": f"/registry/import/{found.pk}/"}


def open_run(progress: JobProgress, run: str, *states: ImportRun.State) -> tuple[Actor, ImportRun]:
    """Return the account of a job and the import that it works on.

    Raises
    ------
    Refused
        ``parks.import_gone``, ``parks.import_state``.
    """
    actor = progress.actor
    found = ImportRun.objects.visible_to(actor).filter(pk=UUID(run)).first() if actor else None
    if actor is None or found is None:
        raise Refused("parks.import_gone")
    if found.state not in states:
        raise Refused("parks.import_state", state=found.get_state_display())
    return actor, found


def doubt_rows(row: ImportRow, doubts: Sequence[Doubt]) -> list[ParkDoubt]:
    """Return rows, not yet saved, that keep doubts of a row of the file."""
    return [
        ParkDoubt(
            row=row,
            park_id=row.park_id,
            code=doubt.code,
            fields=dict(doubt.fields),
            column=doubt.column[:200],
            text=doubt.text if len(doubt.text) <= 400 else f"{doubt.text[:399]}…",
            is_note=doubt.is_note,
            level=row.level,
            compartment_id=row.compartment_id,
        )
        for doubt in doubts
    ]


def _read_rows(
    progress: JobProgress, run: ImportRun, sheet: Sheet, rows: Sequence[tuple[int, list[Cell]]]
) -> list[ReadRow]:
    gazetteer = load_gazetteer()
    reader = RowReader(run.heads, run.mapping, gazetteer)
    points = [reader.point(cells) for _number, cells in rows]
    known = [point for point in points if point is not None]
    places = places_of_points(settings.KETHOP_PACK, known, on=clock.today())
    if places is None:
        reader = RowReader(run.heads, run.mapping, gazetteer, knows_places=False)
    ordered = iter(places or [None] * len(known))
    where: list[Where | None] = [next(ordered) if point is not None else None for point in points]
    unread: dict[int, dict[int, str]] = {}
    for (row, column), why in sheet.unread.items():
        unread.setdefault(row, {})[column] = why
    read: list[ReadRow] = []
    for (number, cells), place in zip(rows, where, strict=True):
        if len(read) % 500 == 0:
            progress.stage("registry.checking_rows", len(read), len(rows))
        read.append(reader.read(cells, unread.get(number - sheet.first, {}), place))
    return read


def _store(run: ImportRun, rows: Sequence[tuple[int, list[Cell]]], read: Sequence[ReadRow]) -> None:
    kept = [
        ImportRow(
            run=run,
            number=number,
            cells=cells,
            values=found.values,
            fingerprint=_fingerprint(found.values),
            has_doubts=_is_doubtful(found.doubts),
            level=run.level,
            compartment_id=run.compartment_id,
        )
        for (number, cells), found in zip(rows, read, strict=True)
    ]
    ImportRow.objects.bulk_create(kept, batch_size=_BATCH)
    doubts = [doubt for row, found in zip(kept, read, strict=True) for doubt in doubt_rows(row, found.doubts)]
    ParkDoubt.objects.bulk_create(doubts, batch_size=_BATCH)


def _is_doubtful(doubts: Sequence[Doubt]) -> bool:
    return any(not doubt.is_note for doubt in doubts)


def _fingerprint(values: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _described(sheet: Sheet) -> dict[str, object]:
    """Return what the page of columns shows of a sheet."""
    top = [[cell[:_TOP_TEXT] if isinstance(cell, str) else cell for cell in row] for row in sheet.rows[:_TOP]]
    head = guessed_head(sheet) + sheet.first
    return {"name": sheet.name, "rows": len(sheet.rows), "first": sheet.first, "head": head, "top": top}
