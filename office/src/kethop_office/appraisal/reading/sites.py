"""The site that a row writes in a cell: a table of corners, well-known text or GeoJSON, with its coordinate system."""

from collections.abc import Sequence
from dataclasses import replace

from kethop_office.appraisal.reading.known import Known, WrittenSite
from kethop_office.appraisal.reading.systems import read_system
from kethop_office.appraisal.reading.well_known_text import WktError, is_wkt, to_geojson
from kethop_office.common.tables.cells import Doubt, as_text
from kethop_office.common.tables.columns import Columns
from kethop_office.common.tables.limits import MAX_TEXT, Cell

__all__ = ["FILE_NAME", "TABLE", "read_site"]

TABLE, FILE_NAME = "-", "ranh-gioi.geojson"
"""What a site is kept as: a pasted table, or a file."""


def read_site(
    columns: Columns, cells: Sequence[Cell], known: Known, where: tuple[Sequence[str], str], *, is_unread: bool
) -> tuple[dict[str, str], list[Doubt]]:
    """Return the site of a row and what is told of it.

    Parameters
    ----------
    where : (sequence of str, str)
        Codes of the communes and of the province that the row's place was settled to.
    is_unread : bool
        Whether the cell has no value, which is told already.

    Returns
    -------
    site : dict
        ``text``, ``name`` (``TABLE`` or ``FILE_NAME``) and ``crs``; empty where there is none, or none that is in order.
    doubts : list of Doubt
        Where a site is written and left out, ``site_unused`` is the last.
    """
    raw = as_text(columns.cell(cells, "site"))
    if not raw.strip() and not is_unread:
        return {}, _without_site(columns, cells)
    if is_unread or raw.lstrip().startswith("="):  # told already, of the cell
        return {}, [_of_site(Doubt("site_unused"), columns, raw)]
    written, doubts = _written(columns, cells, raw, known)
    crs = None
    if written is not None:
        crs, told = known.judge(replace(written, communes=where[0], province=where[1]))
        doubts += [_of_site(doubt, columns, raw) for doubt in told]
    if written is None or crs is None:
        return {}, [*doubts, _of_site(Doubt("site_unused"), columns, raw)]
    return {"text": written.text, "name": written.name, "crs": crs}, doubts


def _without_site(columns: Columns, cells: Sequence[Cell]) -> list[Doubt]:
    """Tell of a coordinate system of nothing."""
    if not columns.text(cells, "site_crs"):
        return []
    return [columns.told(Doubt("site_crs_alone", is_note=True), cells, "site_crs")]


def _written(columns: Columns, cells: Sequence[Cell], raw: str, known: Known) -> tuple[WrittenSite | None, list[Doubt]]:
    """Return the site as it stands there; None where it cannot be told what stands there."""
    said = columns.text(cells, "site_crs")
    crs = read_system(said, known.systems) if said else ""
    if said and not crs:
        return None, [columns.told(Doubt("site_crs_unclear"), cells, "site_crs")]
    if len(raw) >= MAX_TEXT:
        return None, [_of_site(Doubt("site_long", {"most": MAX_TEXT}), columns, raw)]
    if is_wkt(raw):
        return _of_wkt(columns, raw, crs)
    is_json = raw.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    return WrittenSite(raw, FILE_NAME if is_json else TABLE, crs, (), ""), []


def _of_wkt(columns: Columns, raw: str, crs: str) -> tuple[WrittenSite | None, list[Doubt]]:
    """Return well-known text as GeoJSON: its numbers are of the system that it states itself, or that the row states."""
    try:
        text, own = to_geojson(raw)
    except WktError:
        return None, [_of_site(Doubt("site_unread_wkt"), columns, raw)]
    if own and crs and own != crs:
        return None, [_of_site(Doubt("site_crs_differs", {"own": own, "said": crs}), columns, raw)]
    if not own and not crs:
        return None, [_of_site(Doubt("site_no_crs"), columns, raw)]
    return WrittenSite(text, FILE_NAME, own or crs, (), ""), []


def _of_site(doubt: Doubt, columns: Columns, raw: str) -> Doubt:
    """Return a doubt with the column, and of a cell of many lines the first."""
    first, *more = raw.strip().splitlines() or [""]
    return replace(doubt, column=columns.head("site"), text=f"{first} …" if more else first)
