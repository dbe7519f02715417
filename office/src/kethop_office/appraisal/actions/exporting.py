"""Take a list of cases away: each time is told in the audit log, with what it held."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, Outcome, enqueue
from kethop_office.accounts.models import Job
from kethop_office.appraisal.bridge.sites_file import FileLayer, geopackage
from kethop_office.appraisal.queries.case_list.filters import CaseFilters
from kethop_office.appraisal.queries.case_list.rows import CaseRow
from kethop_office.appraisal.queries.case_list.selecting import selected_cases
from kethop_office.appraisal.queries.case_list.tables import (
    AT_ONCE,
    MOST_ROWS,
    described,
    export_heads,
    export_notes,
    export_row,
    exported_rows,
    latest_findings,
)
from kethop_office.appraisal.queries.site_shapes import site_shapes
from kethop_office.appraisal.queries.standing import Reader, reader_of
from kethop_office.audit.actions import record
from kethop_office.common.files import store_bytes
from kethop_office.common.refusal import Refused
from kethop_office.common.workbook import Sheet, csv_bytes, workbook_bytes

__all__ = ["FORMATS", "JOB", "export_cases", "export_now", "order_export"]

JOB = "appraisal.export_cases"
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


def export_now(actor: Actor, filters: CaseFilters, form: str) -> bytes | None:
    """Return the file, or None where it must be made by the worker: a GeoPackage, or more than 5,000 rows.

    Raises
    ------
    Refused
        ``export.unknown_format``, ``export.too_many``.
    """
    if form not in FORMATS:
        raise Refused("export.unknown_format")
    reader = reader_of(actor)
    cases = selected_cases(reader, filters)
    number = cases.order_by().values("id")[: MOST_ROWS + 1].count()
    if number > MOST_ROWS:
        raise Refused("export.too_many", most=MOST_ROWS)
    if form == "gpkg" or number > AT_ONCE:
        return None
    rows = list(exported_rows(reader, cases))
    data = _made(reader, filters, rows, form)
    _tell(actor, filters, form, len(rows))
    return data


def order_export(actor: Actor, filters: CaseFilters, form: str, *, language: str) -> Job:
    """Order the file from the worker."""
    return enqueue(
        JOB, {"filters": json.dumps(filters.plain()), "form": form, "language": language}, actor=actor, level=actor.rank
    )


def export_cases(progress: JobProgress, *, filters: str, form: str, language: str) -> Outcome:
    """Make the file in the worker, with the roles of the account that ordered it."""
    from django.utils import translation  # noqa: PLC0415

    actor = progress.actor
    if actor is None:
        raise Refused("export.unknown_format")
    with translation.override(language):
        reader, asked = reader_of(actor), CaseFilters.of_plain(json.loads(filters))
        rows = []
        for row in exported_rows(reader, selected_cases(reader, asked)):
            rows.append(row)
            if len(rows) % 500 == 0:
                progress.stage("job.appraisal.export_cases.reading", len(rows))
        progress.stage("job.appraisal.export_cases.writing", len(rows), len(rows))
        data = _made(reader, asked, rows, form)
    _tell(actor, asked, form, len(rows))
    name = f"ho-so_{actor.at:%Y%m%d}.{form}"
    return Outcome({"rows": len(rows)}, store_bytes(data), name)


def _made(reader: Reader, filters: CaseFilters, rows: list[CaseRow], form: str) -> bytes:
    notes = export_notes(reader, described(filters), rows)
    table = Sheet(_("Hồ sơ"), export_heads(), [export_row(row) for row in rows])
    if form == "xlsx":
        return workbook_bytes([table], notes)
    if form == "csv":
        return csv_bytes(table)
    if form == "geojson":
        return _geojson(rows, notes)
    return _geopackage(reader, rows, notes)


def _geojson(rows: list[CaseRow], notes: list[tuple[str, str]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]} if row.lon is not None else None,
            "properties": {**_properties(row)},
        }
        for row in rows
    ]
    document = {"type": "FeatureCollection", "notes": dict(notes), "features": features}
    return json.dumps(document, ensure_ascii=False, default=str).encode()


def _geopackage(reader: Reader, rows: list[CaseRow], notes: list[tuple[str, str]]) -> bytes:
    shapes = site_shapes(reader.actor, [row.key for row in rows])
    drawn = [row for row in rows if row.key in shapes]
    properties = [_properties(row) for row in drawn]
    names = list(properties[0]) if properties else []
    sites = FileLayer(
        "khu_dat",
        "Unknown",
        [shapes[row.key] for row in drawn],
        {name: [item[name] for item in properties] for name in names},
    )
    found = list(latest_findings(reader, rows))
    columns: Mapping[str, list[str | float | int | None]] = {
        "ma_ho_so": [reference for reference, _one in found],
        "chu_de": [one.topic_vi for _reference, one in found],
        "ket_qua": [one.get_outcome_display() for _reference, one in found],
        "noi_dung": [one.text_vi for _reference, one in found],
    }
    findings = FileLayer("ket_qua", "None", [None] * len(found), columns)
    every = [_properties(row) for row in rows]
    table = {name: [item[name] for item in every] for name in (every[0] if every else {})}
    cases = FileLayer("ho_so", "None", [None] * len(rows), table)
    return geopackage([sites, cases, findings], notes=dict(notes), at=reader.actor.at)


def _properties(row: CaseRow) -> dict[str, str | float | int | None]:
    return {
        "ma_ho_so": row.reference,
        "ten": row.title,
        "dia_ban": row.place,
        "giai_doan": row.stage_label,
        "han": row.due_on.isoformat() if row.due_on else None,
        "ngay_nhan": row.filed_on.isoformat(),
        "dien_tich_ha": float(row.area_ha) if row.area_ha is not None else None,
        "do_mat": row.level,
    }


@transaction.atomic
def _tell(actor: Actor, filters: CaseFilters, form: str, rows: int) -> None:
    record(
        "cases.exported",
        actor=actor.user_id,
        object_key=f"user:{actor.user_id}",
        at=actor.at,
        level=actor.rank,
        detail={"form": form, "rows": rows, "filters": sorted(filters.plain())},
    )
