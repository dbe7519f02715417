"""The archive of one case: open formats in one zip, which can be read without this program."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, Outcome, enqueue
from kethop_office.accounts.models import Job
from kethop_office.appraisal.actions.site_export import site_package
from kethop_office.appraisal.models import Case, CaseArchive
from kethop_office.appraisal.queries.archive import ArchivedTable, archived_files, archived_tables, case_facts
from kethop_office.appraisal.queries.cases import is_lead, visible_case
from kethop_office.appraisal.queries.site_page import site_feature
from kethop_office.appraisal.queries.site_shapes import latest_drawing
from kethop_office.audit.actions import record
from kethop_office.audit.chain.canonical import salted
from kethop_office.common.bridge import no_formula
from kethop_office.common.files import read_blob, store_bytes
from kethop_office.common.levels import level_word
from kethop_office.common.models import Blob
from kethop_office.common.refusal import Refused

__all__ = ["JOB", "order_archive", "write_archive"]

JOB = "appraisal.case_archive"
MOST_BYTES = 500_000_000
_DAY = (1980, 1, 1, 0, 0, 0)  # equal contents make equal archives
_README = """{reference} {title}
Độ mật · level: {level}

Hồ sơ này được xuất từ Kết hợp và đọc được mà không cần chương trình: PDF/A, Word, JSON (UTF-8), CSV (UTF-8, dấu phẩy), GeoJSON (WGS 84),
GeoPackage (hệ tọa độ của hồ sơ). manifest.csv có SHA-256 của từng tệp; kiểm tra: sha256sum, hoặc certutil -hashfile TEP SHA256.
Trong CSV, ô bắt đầu bằng = + - @ có dấu ' ở trước; giá trị nguyên văn ở case.json. Các cột …_id là SHA-256 của tệp trong manifest.csv.
Gồm phần mà người xuất được xem; ý kiến nội bộ của cơ quan được hỏi không có trong hồ sơ này.

This archive was written by Ket hop and can be read without it: PDF/A, Word, JSON (UTF-8), CSV (UTF-8, commas), GeoJSON (WGS 84), GeoPackage
(the case's own coordinate system). manifest.csv has the SHA-256 of every file; check with sha256sum. In CSV a cell that begins with = + - @
has a ' before it; the raw value is in case.json. Columns …_id are the SHA-256 of a file in manifest.csv.
It holds what the account that exported it may read; what an asked body keeps to itself is not in it.
"""


def order_archive(actor: Actor, case: Case) -> Job:
    """Order the archive from the worker.

    Raises
    ------
    Refused
        ``archive.not_yours``.
    """
    if not is_lead(actor, case):
        raise Refused("archive.not_yours")
    return enqueue(JOB, {"case": str(case.pk)}, actor=actor, level=case.level, compartment=case.compartment)


def write_archive(progress: JobProgress, *, case: str) -> Outcome:
    """Write the archive in the worker, with the rights of the account that ordered it.

    Raises
    ------
    Refused
        ``archive.not_yours``, ``archive.too_large``.
    """
    actor = progress.actor
    try:
        row = visible_case(actor, UUID(case)) if actor else None
    except Case.DoesNotExist as error:
        raise Refused("archive.not_yours") from error
    if actor is None or row is None or not is_lead(actor, row):
        raise Refused("archive.not_yours")
    parts = dict(_parts(progress, actor, row))
    data = _zipped(parts)
    with transaction.atomic():
        blob = store_bytes(data)
        _note(actor, row, blob, files=len(parts))
    name = f"{row.reference}_luu-tru_{actor.at:%Y%m%d}.zip"
    return Outcome({"files": len(parts), "path": f"/case/{row.reference}/documents"}, blob, name)


def _note(actor: Actor, case: Case, blob: Blob, *, files: int) -> None:
    """Keep what the archive can be known by later, and tell it."""
    kept = CaseArchive.objects.create(
        case=case,
        sha256=blob.sha256,
        size=blob.size,
        files=files,
        content_version=case.content_version,
        made_by_id=actor.user_id,
        made_at=actor.at,
        level=case.level,
        compartment_id=case.compartment_id,
    )
    record(
        "case.archived",
        actor=actor.user_id,
        object_key=f"case:{case.pk}",
        at=actor.at,
        level=case.level,
        compartment=case.compartment_id,
        detail={"files": files, "salted_sha256": salted(kept.pk.hex, blob.sha256)},  # the row's random key is the salt
    )


def _parts(progress: JobProgress, actor: Actor, case: Case) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of everything; a path is never used twice."""
    used: set[str] = set()
    said = {"reference": case.reference, "title": case.title, "level": level_word(case.level)}
    yield "README.txt", _README.format(**said).encode()
    tables = list(archived_tables(actor, case))
    rows = {table.name: [dict(zip(table.heads, row, strict=True)) for row in table.rows] for table in tables}
    yield "case.json", _json({"format": "kethop-case/1", "case": case_facts(actor, case), **rows})
    for table in tables:
        yield f"tables/{table.name}.csv", _csv(table)
    drawing = latest_drawing(actor, case.pk)
    if drawing is not None and drawing.shape is not None:
        yield "site/site.geojson", _json(site_feature(case, drawing))
        yield "site/site.gpkg", site_package(actor, case, drawing)
    files = list(archived_files(actor, case))
    if sum(file.blob.size for file in files) > MOST_BYTES:
        raise Refused("archive.too_large", most=MOST_BYTES // 1_000_000)
    for number, file in enumerate(files, 1):
        progress.stage("archive.reading", number, len(files))
        yield _path(file.path, used), read_blob(file.blob)


def _path(path: str, used: set[str]) -> str:
    """Return a path inside of the archive alone: no step upwards, no letter that a file system refuses, none twice."""
    parts = [
        "".join(letter if letter.isalnum() or letter in " -_.()" else "_" for letter in part)
        for part in path.split("/")
    ]
    clean = "/".join(part.strip(" .") or "_" for part in parts)
    stem, dot, ending = clean.rpartition(".")
    number, found = 2, clean
    while found.casefold() in used:
        found = f"{stem} ({number}){dot}{ending}" if dot else f"{clean} ({number})"
        number += 1
    used.add(found.casefold())
    return found


def _zipped(parts: dict[str, bytes]) -> bytes:
    manifest = io.StringIO()
    writer = csv.writer(manifest)
    writer.writerow(["path", "bytes", "sha256"])
    writer.writerows([path, len(data), hashlib.sha256(data).hexdigest()] for path, data in sorted(parts.items()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in [*sorted(parts.items()), ("manifest.csv", manifest.getvalue().encode())]:
            info = zipfile.ZipInfo(path, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def _csv(table: ArchivedTable) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.heads)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return "\ufeff".encode() + text.getvalue().encode()


def _cell(value: object) -> str:
    """Return a value as text that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        return no_formula(value)
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
