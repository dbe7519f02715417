"""Take the site of a case away as a GeoPackage in the grid of the case."""

from uuid import UUID

from django.db import transaction

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.jobs import JobProgress, Outcome, enqueue
from kethop_office.accounts.models import Job
from kethop_office.appraisal.bridge.sites_file import FileLayer, geopackage, in_grid, point
from kethop_office.appraisal.models import Case, SiteDrawing
from kethop_office.appraisal.queries.cases import visible_case
from kethop_office.appraisal.queries.site_page import map_rows
from kethop_office.appraisal.queries.site_shapes import latest_drawing
from kethop_office.appraisal.queries.standing import standing_of
from kethop_office.audit.actions import record
from kethop_office.common.files import store_bytes
from kethop_office.common.levels import level_word
from kethop_office.common.refusal import Refused

__all__ = ["JOB", "order_site_file", "site_package", "write_site_file"]

JOB = "appraisal.site_file"


def order_site_file(actor: Actor, case: Case) -> Job:
    """Order the file from the worker.

    Raises
    ------
    Refused
        ``drawing.not_drawn``.
    """
    if latest_drawing(actor, case.pk) is None:
        raise Refused("drawing.not_drawn")
    return enqueue(JOB, {"case": str(case.pk)}, actor=actor, level=case.level, compartment=case.compartment)


def write_site_file(progress: JobProgress, *, case: str) -> Outcome:
    """Write the file in the worker: site, corners and, for who carries the case, the table that stands for the map.

    Raises
    ------
    Refused
        ``drawing.not_drawn``: nothing to write, or not for this account.
    """
    actor = progress.actor
    try:
        row = visible_case(actor, UUID(case)) if actor else None
    except Case.DoesNotExist as error:
        raise Refused("drawing.not_drawn") from error
    drawing = latest_drawing(actor, row.pk) if actor and row else None
    if actor is None or row is None or drawing is None or drawing.shape is None:
        raise Refused("drawing.not_drawn")
    data = site_package(actor, row, drawing)
    with transaction.atomic():
        record(
            "site.exported",
            actor=actor.user_id,
            object_key=f"case:{row.pk}",
            at=actor.at,
            level=row.level,
            compartment=row.compartment_id,
            detail={"form": "gpkg", "drawing": str(drawing.pk)},
        )
    name = f"{row.reference}_khu-dat_v{drawing.submission.number}_{actor.at:%Y%m%d}.gpkg"
    return Outcome({"path": f"/case/{row.reference}/site"}, store_bytes(data), name)


def site_package(actor: Actor, case: Case, drawing: SiteDrawing) -> bytes:
    """Return the site as a GeoPackage; only where the engine may be loaded."""
    notes = {
        "reference": case.reference,
        "level": str(level_word(case.level)),
        "content_sha256": drawing.content,
        "filed_crs": str(drawing.facts.get("crs")),
    }
    return geopackage(_layers(actor, case, drawing), notes=notes, at=actor.at)


def _layers(actor: Actor, case: Case, drawing: SiteDrawing) -> list[FileLayer]:
    grid = str(drawing.facts["grid"]["code"])
    site = FileLayer(
        "khu_dat",
        "Unknown",
        [in_grid(bytes(drawing.shape or b""), grid)],
        {"ma_ho_so": [case.reference], "lan_trinh": [drawing.submission.number], "dien_tich_m2": [_area(drawing)]},
        crs=grid,
    )
    corners = [
        (number, item) for number, path in enumerate(drawing.facts.get("corners", []), 1) for item in path["points"]
    ]
    points = FileLayer(
        "diem_khep_goc",
        "Point",
        [point(float(item["east_m"]), float(item["north_m"])) for _number, item in corners],
        {
            "duong": [number for number, _item in corners],
            "diem": [item["name"] for _number, item in corners],
            "x_bac_nhu_nop": [item["filed_north"] for _number, item in corners],
            "y_dong_nhu_nop": [item["filed_east"] for _number, item in corners],
        },
        crs=grid,
    )
    rows = map_rows(actor, case, drawing, carries=standing_of(actor, case).carries)
    table = FileLayer(
        "bang_thay_ban_do",
        "None",
        [None] * len(rows),
        {
            "doi_tuong": [row.name for row in rows],
            "quan_he": [row.relation for row in rows],
            "phan_chong_lan_ha": [float(row.area_ha) if row.area_ha is not None else None for row in rows],
            "quy_tac": [row.rule for row in rows],
        },
    )
    return [site, points, table]


def _area(drawing: SiteDrawing) -> float | None:
    area = drawing.facts.get("area_m2")
    return float(area) if area is not None else None
