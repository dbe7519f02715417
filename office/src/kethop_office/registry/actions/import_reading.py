"""In the worker: read the file, then every row with its doubts. Nothing comes into the register yet."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction

from kethop_office.accounts.jobs import JobProgress
from kethop_office.common import clock
from kethop_office.common.tables.cells import Doubt, is_doubtful
from kethop_office.common.tables.limits import Cell
from kethop_office.common.tables.reading import described, rows_below
from kethop_office.registry.actions.importing import put_heads, tell
from kethop_office.registry.actions.runs import open_run, sheets_of
from kethop_office.registry.imported import fingerprint, told_of
from kethop_office.registry.models import ImportRow, ImportRun, ParkDoubt
from kethop_office.registry.reading.columns import column_notes
from kethop_office.registry.reading.rows import ReadRow, RowReader
from kethop_office.territory.bridge import Where, places_of_points
from kethop_office.territory.queries import load_gazetteer

__all__ = ["check_parks", "doubt_rows", "read_parks"]

_BATCH = 1_000
_Row = tuple[int, list[Cell], Mapping[int, str]]


def read_parks(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Look at the sheets of a file and propose sheet, heads and columns."""
    actor, found = open_run(progress, ImportRun, run, ImportRun.State.READING, ImportRun.State.MAPPING)
    progress.stage("registry.reading_file")
    sheets = sheets_of(found)
    found.sheets = [described(sheet) for sheet in sheets]
    widest = max(range(len(sheets)), key=lambda number: len(sheets[number].rows))
    with transaction.atomic():
        put_heads(found, widest, found.sheets[widest]["head"])
        found.state = ImportRun.State.MAPPING
        found.save(update_fields=["sheets", "sheet", "head_row", "heads", "mapping", "state"])
        tell("parks.import_read", found, actor, {"sheets": len(sheets)})
    return {"sheets": len(sheets), "path": f"/registry/import/{found.pk}/columns/"}


def check_parks(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Read every row of the chosen sheet and keep it with its doubts."""
    actor, found = open_run(progress, ImportRun, run, ImportRun.State.CHECKING, ImportRun.State.CHECKED)
    progress.stage("registry.reading_file")
    sheet = sheets_of(found)[found.sheet]
    rows, found.blank_rows = rows_below(sheet, found.head_row)
    read = _read_rows(progress, found, rows)
    notes = [*sheet.notes, *column_notes(found.heads, found.mapping, [cells for _number, cells, _unread in rows])]
    with transaction.atomic():
        found.rows.all().delete()
        _store(found, rows, read)
        found.notes = [{"code": f"park.column.{code}", "fields": fields} for code, fields in notes]
        found.state = ImportRun.State.CHECKED
        found.save(update_fields=["notes", "blank_rows", "state"])
        doubtful = sum(is_doubtful(row.doubts) for row in read)
        tell("parks.import_checked", found, actor, {"rows": len(rows), "doubtful": doubtful})
    return {"rows": len(rows), "doubtful": doubtful, "path": f"/registry/import/{found.pk}/"}


def doubt_rows(row: ImportRow, doubts: Sequence[Doubt]) -> list[ParkDoubt]:
    """Return rows, not yet saved, that keep doubts of a row of the file."""
    return [
        ParkDoubt(
            row=row,
            park_id=row.park_id,
            **told_of(doubt, "park.doubt"),
            level=row.level,
            compartment_id=row.compartment_id,
        )
        for doubt in doubts
    ]


def _read_rows(progress: JobProgress, run: ImportRun, rows: Sequence[_Row]) -> list[ReadRow]:
    gazetteer = load_gazetteer()
    reader = RowReader(run.heads, run.mapping, gazetteer)
    points = [reader.point(cells) for _number, cells, _unread in rows]
    known = [point for point in points if point is not None]
    places = places_of_points(settings.KETHOP_PACK, known, on=clock.today())
    if places is None:
        reader = RowReader(run.heads, run.mapping, gazetteer, knows_places=False)
    ordered = iter(places or [None] * len(known))
    where: list[Where | None] = [next(ordered) if point is not None else None for point in points]
    read: list[ReadRow] = []
    for (_number, cells, unread), place in zip(rows, where, strict=True):
        if len(read) % 500 == 0:
            progress.stage("registry.checking_rows", len(read), len(rows))
        read.append(reader.read(cells, unread, place))
    return read


def _store(run: ImportRun, rows: Sequence[_Row], read: Sequence[ReadRow]) -> None:
    kept = [
        ImportRow(
            run=run,
            number=number,
            cells=cells,
            values=found.values,
            fingerprint=fingerprint(found.values),
            has_doubts=is_doubtful(found.doubts),
            level=run.level,
            compartment_id=run.compartment_id,
        )
        for (number, cells, _unread), found in zip(rows, read, strict=True)
    ]
    ImportRow.objects.bulk_create(kept, batch_size=_BATCH)
    doubts = [doubt for row, found in zip(kept, read, strict=True) for doubt in doubt_rows(row, found.doubts)]
    ParkDoubt.objects.bulk_create(doubts, batch_size=_BATCH)
