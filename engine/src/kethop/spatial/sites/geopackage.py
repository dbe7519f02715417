"""Read a site from a GeoPackage with the standard library's SQLite, from a copy of the bytes in memory.

The file itself is never opened by SQLite: no journal is replayed, no path inside it is followed. The copy is read with
``trusted_schema`` off, ``query_only`` on and an authorizer that allows reading of tables and nothing else, after every
view, foreign trigger and virtual table was refused.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import CRS84, WGS84, canonical_crs
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, SiteDraft
from kethop.spatial.sites.geopackage_binary import has_height, paths_of_blob

__all__ = ["GeoPackageFeatures", "draft_from_geopackage", "features_of_geopackage", "tables_of_geopackage"]

_APPLICATION_IDS = {0x47504B47, 0x47503130, 0x47503131}  # "GPKG", and "GP10", "GP11" of the first two editions
_TRIGGERS = re.compile(
    r"rtree_.+_(insert|delete|update[1-7])|trigger_(insert|delete)_feature_count_.+"
    r"|gpkg_(tile_matrix|metadata|metadata_reference)_.+_(insert|update)"
)
_UNDEFINED = {-1, 0}
_MAX_FEATURES = 10_000
_MAX_VALUE = 64 * 1024 * 1024  # bytes of one value, so that no expression in the schema fills the memory
_MAX_STEPS = 200_000  # times 1,000 instructions of SQLite's virtual machine
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_FUNCTIONS = {"count", "length"}


@dataclass(frozen=True, slots=True)
class GeoPackageFeatures:
    """The paths of one feature table, and what the file says of its reference system.

    Parameters
    ----------
    paths : tuple of FiledPath
        In the order of the rows.
    notes : tuple of Note
        ``site.height_dropped``.
    name : str or None
        Organization and code, such as ``EPSG:5897``; None where the file says that the system is undefined.
    definition : str
        Well-known text; empty where the file has none.
    """

    paths: tuple[FiledPath, ...]
    notes: tuple[Note, ...]
    name: str | None
    definition: str


def draft_from_geopackage(data: bytes, *, source: str, crs: str | None, table: str | None = None) -> SiteDraft:
    """Return the paths of the one feature table of a GeoPackage, or of the one that is named, by the code of its system.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        File name, for messages.
    crs : str or None
        Canonical code that the user gave; it must agree with the table's, and counts where the table's is undefined.
    table : str or None
        Feature table to read; needed where there are several.

    Raises
    ------
    SiteError
        Those of ``features_of_geopackage``; ``site.crs_undefined``, ``site.crs_unknown`` (``crs``), ``site.crs_conflict``
        (``filed``, ``given``).
    """
    place = Place(source)
    found = features_of_geopackage(data, source=source, table=table)
    filed = crs if found.name is None else canonical_crs(found.name)
    if filed is None and found.name is None:
        raise SiteError("site.crs_undefined", place=place)
    if filed is None:
        raise SiteError("site.crs_unknown", place=place, crs=str(found.name)[:80])
    if crs is not None and crs != filed and {filed, crs} - {CRS84, WGS84}:
        raise SiteError("site.crs_conflict", place=place, filed=filed, given=crs)
    return SiteDraft(filed, found.paths, found.notes, is_crs_stated=found.name is not None)


def features_of_geopackage(data: bytes, *, source: str, table: str | None = None) -> GeoPackageFeatures:
    """Return the paths of one feature table, and what the file says of its reference system.

    Parameters
    ----------
    data, source, table : bytes, str, str or None
        As for ``draft_from_geopackage``.

    Raises
    ------
    SiteError
        ``site.geopackage_broken`` (``problem``), ``site.geopackage_hostile`` (``kind``, ``name``),
        ``site.several_tables`` (``tables``), ``site.table_missing`` (``table``, ``tables``), ``site.no_features``,
        ``site.too_many_features`` (``limit``), ``site.rows_differ`` (``stated``, ``found``), and those of
        ``paths_of_blob``.
    """
    place = Place(source)
    with _opened(data, place) as database:
        _refuse_active_content(database, place)
        name, column, srs_id = _feature_table(database, table, place)
        system, definition = _system(database, srs_id)
        blobs = _blobs(database, name, column, source)
    paths: list[FiledPath] = []
    for number, blob in enumerate(blobs, start=1):
        paths.extend(paths_of_blob(blob, srs_id=srs_id, feature=number, source=source))
    if not paths:
        raise SiteError("site.no_features", place=place)
    notes = (note("site.height_dropped"),) if any(has_height(blob) for blob in blobs) else ()
    return GeoPackageFeatures(tuple(paths), notes, system, definition)


def tables_of_geopackage(
    data: bytes, *, source: str
) -> tuple[tuple[str, str, int, tuple[float, float, float, float] | None], ...]:
    """Return name, type, number of rows and extent (west, south, east, north) of each feature table, by name.

    Type and extent are what the file says of itself, empty and None where it does not; the rows are counted.

    Raises
    ------
    SiteError
        ``site.geopackage_broken`` (``problem``), ``site.geopackage_hostile`` (``kind``, ``name``).
    """
    place = Place(source)
    with _opened(data, place) as database:
        _refuse_active_content(database, place)
        rows = database.execute(
            "SELECT g.table_name FROM gpkg_geometry_columns g JOIN gpkg_contents c ON c.table_name = g.table_name"
            " WHERE c.data_type = 'features' ORDER BY g.table_name LIMIT 1000"
        ).fetchall()
        found = []
        for (name,) in rows:
            quoted = '"' + str(name).replace('"', '""') + '"'
            (count,) = database.execute(f"SELECT count(*) FROM {quoted}").fetchone()  # noqa: S608 - quoted
            kind = _stated(database, "SELECT geometry_type_name FROM gpkg_geometry_columns", name)
            box = _stated(database, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents", name)
            extent = (box[0], box[1], box[2], box[3]) if all(isinstance(edge, float) for edge in box) and box else None
            found.append((str(name), str(kind[0]) if kind else "", int(count), extent))
    return tuple(found)


def _stated(database: sqlite3.Connection, query: str, table: str) -> tuple[Any, ...]:
    """Return what the file says of a table; nothing where it has not these columns."""
    try:
        return tuple(database.execute(f"{query} WHERE table_name = ?", (table,)).fetchone() or ())
    except sqlite3.OperationalError:
        return ()


@contextmanager
def _opened(data: bytes, place: Place) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        try:
            # Bytes 18 and 19 say "write-ahead log", which memory has not; the pages are the same in both modes.
            database.deserialize(data[:18] + b"\x01\x01" + data[20:])
            database.execute("PRAGMA trusted_schema = OFF")
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
            steps = iter(range(_MAX_STEPS))
            database.set_progress_handler(lambda: next(steps, None) is None, 1_000)
            database.execute("PRAGMA query_only = ON")
            if database.execute("PRAGMA application_id").fetchone()[0] not in _APPLICATION_IDS:
                raise SiteError("site.geopackage_broken", place=place, problem="application_id is not GPKG")
            problem = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if problem != "ok":
                raise SiteError("site.geopackage_broken", place=place, problem=str(problem)[:120])
            database.set_authorizer(_authorize)
            yield database
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise SiteError("site.geopackage_broken", place=place, problem=str(error)[:120]) from error


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    del first
    allowed = action in _READING or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _refuse_active_content(database: sqlite3.Connection, place: Place) -> None:
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master"):
        text = " ".join(str(sql or "").split()).lower()
        virtual = text.startswith("create virtual table")
        if (
            kind == "view"
            or (kind == "trigger" and not _TRIGGERS.fullmatch(name))
            or (virtual and " using rtree" not in text)
        ):
            kind_of_fault = "virtual table" if virtual else str(kind)
            raise SiteError("site.geopackage_hostile", place=place, kind=kind_of_fault, name=str(name)[:80])


def _feature_table(database: sqlite3.Connection, wanted: str | None, place: Place) -> tuple[str, str, int]:
    rows = database.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns g JOIN gpkg_contents c"
        " ON c.table_name = g.table_name WHERE c.data_type = 'features' ORDER BY g.table_name"
    ).fetchall()
    if not rows:
        raise SiteError("site.no_features", place=place)
    names = ", ".join(str(row[0]) for row in rows)[:400]
    if wanted is not None:
        rows = [row for row in rows if row[0] == wanted]
        if not rows:
            raise SiteError("site.table_missing", place=place, table=wanted[:80], tables=names)
    if len(rows) > 1:
        raise SiteError("site.several_tables", place=place, tables=names)
    table, column, srs_id = rows[0]
    return str(table), str(column), int(srs_id)


def _system(database: sqlite3.Connection, srs_id: int) -> tuple[str | None, str]:
    """Return the name and the definition of a reference system; no name where the file calls it undefined.

    The standard reserves -1 and 0 for it (OGC 12-128, clause 1.1.2.1.2); GDAL writes 99999 "Undefined SRS".
    """
    if srs_id in _UNDEFINED:
        return None, ""
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (srs_id,),
    ).fetchone()
    if row is None:
        return f"srs_id {srs_id}", ""
    if str(row[3]).strip().lower().startswith("undefined"):
        return None, ""
    text = str(row[2] or "").strip()
    return f"{row[0]}:{row[1]}", "" if text.lower() == "undefined" else text


def _blobs(database: sqlite3.Connection, name: str, column: str, source: str) -> list[object]:
    quoted = '"' + name.replace('"', '""') + '"'
    geometry = '"' + column.replace('"', '""') + '"'
    query = f"SELECT {geometry} FROM {quoted} LIMIT {_MAX_FEATURES + 1}"  # noqa: S608 - quoted; SQLite binds no names
    rows = database.execute(query).fetchall()
    if len(rows) > _MAX_FEATURES:
        raise SiteError("site.too_many_features", place=Place(source), limit=_MAX_FEATURES)
    _compare_count(database, name, len(rows), source)
    return [row[0] for row in rows]


def _compare_count(database: sqlite3.Connection, table: str, found: int, source: str) -> None:
    """Refuse a table whose row count differs from the count that the writer stored beside it."""
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_ogr_contents'").fetchone():
        return
    row = database.execute("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", (table,)).fetchone()
    if row and row[0] is not None and row[0] != found:
        raise SiteError("site.rows_differ", place=Place(source), stated=int(row[0]), found=found)
