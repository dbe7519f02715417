"""In the worker: read a table of running cases, then every row with its doubts. No case is made yet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress
from kethop_office.appraisal.actions.case_import import put_sheets, tell_import
from kethop_office.appraisal.bridge.desk import EngineEnded
from kethop_office.appraisal.models import CaseImport, CaseImportDoubt, CaseImportRow
from kethop_office.appraisal.queries.case_imports import known_to, numbers_here
from kethop_office.appraisal.queries.working_days import day_of
from kethop_office.appraisal.reading.fields import ASKED_DAYS, ASKED_KIND, CASE_DAYS, CASE_KIND, title_of
from kethop_office.appraisal.reading.known import Known
from kethop_office.appraisal.reading.rows import AskedReader, CaseReader, ReadRow
from kethop_office.appraisal.reading.words import NEEDS_LAW
from kethop_office.common.refusal import Refused
from kethop_office.common.tables.cells import Doubt, is_doubtful
from kethop_office.common.tables.days import Order, order_of
from kethop_office.common.tables.limits import Cell
from kethop_office.common.tables.reading import Sheet, described, rows_below
from kethop_office.registry.actions.runs import open_run, sheets_of
from kethop_office.registry.imported import fingerprint, told_of

__all__ = ["check_cases", "import_doubts", "read_cases"]

MOST_ROWS = 5_000
_BATCH = 1_000
_SAID_EVERY, _SAID_OF_SITES = 500, 20
"""Rows between two words on how far it is; a site is read in a process of its own."""
_Row = tuple[int, list[Cell], Mapping[int, str]]
Kind = CaseImportRow.Kind


def read_cases(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Look at the sheets of a file and propose which are of cases and of consultations, their heads and columns."""
    actor, found = open_run(progress, CaseImport, run, CaseImport.State.READING, CaseImport.State.MAPPING)
    progress.stage("registry.reading_file")
    sheets = sheets_of(found)
    _refuse_long(found, sheets)
    found.sheets = [described(sheet) for sheet in sheets]
    cases, asked = _proposed_sheets(sheets)
    heads = [int(str(sheet["head"])) for sheet in found.sheets]
    with transaction.atomic():
        put_sheets(found, (cases, heads[cases]), (asked, heads[asked]) if asked is not None else None)
        found.state = CaseImport.State.MAPPING
        found.save()
        tell_import("cases.import_read", found, actor, {"sheets": len(sheets)})
    return {"sheets": len(sheets), "path": f"/case/import/{found.pk}/columns/"}


def check_cases(progress: JobProgress, *, run: str) -> Mapping[str, str | int]:
    """Read every row of the chosen sheets and keep it with its doubts."""
    actor, found = open_run(progress, CaseImport, run, CaseImport.State.CHECKING, CaseImport.State.CHECKED)
    progress.stage("registry.reading_file")
    sheets = sheets_of(found)
    known = _known(found, actor)
    tables = {Kind.CASE: rows_below(sheets[found.sheet], found.head_row)}
    if found.asked_sheet is not None:
        tables[Kind.ASKED] = rows_below(sheets[found.asked_sheet], found.asked_head_row)
    read = {kind: _read(progress, found, kind, rows, known) for kind, (rows, _blank) in tables.items()}
    here = numbers_here(actor, found, {str(row.values.get("number", "")) for row in read[Kind.CASE]})
    told = {Kind.CASE: _across(read[Kind.CASE], here)}
    if Kind.ASKED in read:
        told[Kind.ASKED] = _beside(read[Kind.ASKED], read[Kind.CASE], here)
    with transaction.atomic():
        found.rows.all().delete()
        for kind, (rows, _blank) in tables.items():
            _store(found, kind, rows, read[kind], told[kind])
        used = {found.sheet, found.asked_sheet}
        notes = [note for number, sheet in enumerate(sheets) if number in used for note in sheet.notes]
        found.notes = [{"code": f"case.column.{code}", "fields": fields} for code, fields in notes]
        found.blank_rows = sum(blank for _rows, blank in tables.values())
        found.state = CaseImport.State.CHECKED
        found.save(update_fields=["notes", "blank_rows", "state"])
        counts = _counted(found, actor)
    return {**counts, "path": f"/case/import/{found.pk}/"}


def _known(run: CaseImport, actor: Actor) -> Known:
    """Return what rows are read with.

    Raises
    ------
    Refused
        ``engine.ended``.
    """
    has_site = not {"site", "site_crs"}.isdisjoint(run.mapping.values())
    try:
        return known_to(run.office, day_of(actor), site_system=run.site_system if has_site else None)
    except EngineEnded as error:
        raise Refused("engine.ended") from error


def import_doubts(row: CaseImportRow, doubts: Iterable[Doubt]) -> list[CaseImportDoubt]:
    """Return rows, not yet saved, that keep doubts of a row of the file."""
    label = {"level": row.level, "compartment_id": row.compartment_id}
    return [CaseImportDoubt(row=row, **told_of(doubt, "case.doubt"), **label) for doubt in doubts]


def _refuse_long(run: CaseImport, sheets: Sequence[Sheet]) -> None:
    long = next((sheet for sheet in sheets if len(sheet.rows) > MOST_ROWS), None)
    if long is not None:
        run.state = CaseImport.State.FAILED
        run.save(update_fields=["state"])
        raise Refused("table.too_many_rows", sheet=long.name, rows=len(long.rows), most=MOST_ROWS)


def _proposed_sheets(sheets: Sequence[Sheet]) -> tuple[int, int | None]:
    """Return the sheets of cases and of consultations by their names; else the longest is of cases, and no other is read."""
    kinds = [title_of(sheet.name) for sheet in sheets]
    asked = kinds.index(ASKED_KIND) if ASKED_KIND in kinds else None
    if CASE_KIND in kinds:
        return kinds.index(CASE_KIND), asked
    others = [number for number in range(len(sheets)) if number != asked] or [0]
    cases = max(others, key=lambda number: len(sheets[number].rows))
    return cases, None if asked == cases else asked


def _read(
    progress: JobProgress, run: CaseImport, kind: CaseImportRow.Kind, rows: Sequence[_Row], known: Known
) -> list[ReadRow]:
    is_case = kind == Kind.CASE
    heads, mapping = (run.heads, run.mapping) if is_case else (run.asked_heads, run.asked_mapping)
    orders = _orders(run, mapping, CASE_DAYS if is_case else ASKED_DAYS, rows)
    reader = (CaseReader if is_case else AskedReader)(heads, mapping, known, orders)
    step = _SAID_OF_SITES if "site" in mapping.values() else _SAID_EVERY
    read: list[ReadRow] = []
    for _number, cells, unread in rows:
        if len(read) % step == 0:
            progress.stage("registry.checking_rows", len(read), len(rows))
        read.append(reader.read(cells, unread))
    return read


def _orders(run: CaseImport, mapping: Mapping[str, str], days: Sequence[str], rows: Sequence[_Row]) -> dict[str, Order]:
    """Return which part of a day comes first, by field: as the officer has said, else as the column itself shows."""
    said: dict[str, Order] = {"day": "day", "month": "month"}
    return {
        field: said.get(run.day_order) or order_of(cells[int(number)] for _number, cells, _unread in rows)
        for number, field in mapping.items()
        if field in days
    }


def _across(read: Sequence[ReadRow], here: set[str]) -> list[list[Doubt]]:
    """Return what is seen of each case only beside the others, and beside what the office has already."""
    counts = Counter(str(row.values.get("number", "")) for row in read)
    told: list[list[Doubt]] = []
    for row in read:
        number = str(row.values.get("number", ""))
        doubts = [Doubt("same_number", {"number": number}, text=number)] if number and counts[number] > 1 else []
        doubts += [Doubt("here_already", {"number": number}, text=number, is_note=True)] if number in here else []
        told.append(doubts)
    return told


def _beside(asked: Sequence[ReadRow], cases: Sequence[ReadRow], here: set[str]) -> list[list[Doubt]]:
    """Return what is seen of each consultation only beside its case."""
    steps = {str(row.values.get("number", "")): str(row.values.get("step", "")) for row in cases}
    told: list[list[Doubt]] = []
    for row in asked:
        number = str(row.values.get("number", ""))
        doubts: list[Doubt] = []
        if number and number not in steps and number not in here:
            doubts.append(Doubt("no_case", {"number": number}, text=number))
        elif number and steps.get(number) and steps[number] not in NEEDS_LAW:
            doubts.append(Doubt("asked_early", {"number": number}, text=number))
        told.append(doubts)
    return told


def _store(
    run: CaseImport,
    kind: CaseImportRow.Kind,
    rows: Sequence[_Row],
    read: Sequence[ReadRow],
    told: Sequence[Sequence[Doubt]],
) -> None:
    kept = [
        CaseImportRow(
            run=run,
            kind=kind,
            number=number,
            cells=cells,
            values=found.values,
            fingerprint=fingerprint(found.values),
            has_doubts=is_doubtful([*found.doubts, *more]),
            level=run.level,
            compartment_id=run.compartment_id,
        )
        for (number, cells, _unread), found, more in zip(rows, read, told, strict=True)
    ]
    CaseImportRow.objects.bulk_create(kept, batch_size=_BATCH)
    doubts = [
        doubt
        for row, found, more in zip(kept, read, told, strict=True)
        for doubt in import_doubts(row, [*found.doubts, *more])
    ]
    CaseImportDoubt.objects.bulk_create(doubts, batch_size=_BATCH)


def _counted(run: CaseImport, actor: Actor) -> dict[str, int]:
    rows = run.rows.count()
    doubtful = run.rows.filter(has_doubts=True).count()
    tell_import("cases.import_checked", run, actor, {"rows": rows, "doubtful": doubtful})
    return {"rows": rows, "doubtful": doubtful}
