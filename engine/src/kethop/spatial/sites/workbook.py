"""Read the sheets of an XLSX workbook with calamine, after the parts were found harmless."""

import io
import posixpath
from collections.abc import Iterator, Mapping

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from kethop.errors import Place, SiteError
from kethop.spatial.sites.archive import parts_of_archive
from kethop.spatial.sites.table import MAX_COLUMNS, MAX_ROWS, Table

__all__ = ["tables_of_workbook"]

_MAX_CELLS = 1_000_000
_MAX_DIGITS = 7
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFUSED = (
    ("vbaproject.bin", "site.macros"),
    ("/externallinks/", "site.external_links"),
    ("/embeddings/", "site.embedded_objects"),
    ("/activex/", "site.embedded_objects"),
    ("connections.xml", "site.external_links"),
)


def tables_of_workbook(data: bytes, *, source: str) -> tuple[Table, ...]:
    """Return every sheet that holds something, with the places of its formulas.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``site.macros``, ``site.external_links``, ``site.embedded_objects`` (each with ``part``), ``site.hostile_xml``
        (``part``), ``site.too_many_rows``, ``site.too_many_columns``, ``site.too_many_cells`` (each with ``limit``),
        ``site.workbook_broken`` (``problem``), and those of ``parts_of_archive``.
    """
    parts = parts_of_archive(data, source=source)
    for name, content in parts.items():
        _refuse_part(name, content, source)
    tables: list[Table] = []
    try:
        sheets = dict(_sheets(parts))
        formulas = {name: _scan(parts[part], Place(source, path=name)) for name, part in sheets.items()}
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            if name in sheets:
                rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
                tables.append(Table(source, name, rows, formulas[name]))
    except (CalamineError, PasswordError, etree.XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise SiteError("site.workbook_broken", place=Place(source), problem=str(error)[:120]) from error
    return tuple(table for table in tables if table.rows)


def _refuse_part(name: str, content: bytes, source: str) -> None:
    lowered = "/" + name.lower()
    for word, code in _REFUSED:
        if word in lowered:
            raise SiteError(code, place=Place(source), part=name[:80])
    if lowered.endswith((".xml", ".rels", ".vml")):
        plain = content.replace(b"\x00", b"")[:4096].lower()  # UTF-16 as well
        if b"<!doctype" in plain or b"<!entity" in plain:
            raise SiteError("site.hostile_xml", place=Place(source), part=name[:80])


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name of each worksheet with the name of its part."""
    relations = etree.fromstring(parts["xl/_rels/workbook.xml.rels"], _parser())
    targets = {str(item.get("Id")): str(item.get("Target")) for item in relations.iter("{*}Relationship")}
    for sheet in etree.fromstring(parts["xl/workbook.xml"], _parser()).iter("{*}sheet"):
        target = targets[str(sheet.get(_RELATION))]
        part = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if "/worksheets/" in part:
            yield str(sheet.get("name")), part


def _scan(content: bytes, sheet: Place) -> frozenset[tuple[int, int]]:
    """Return the cells that hold a formula, after the sheet's size was found bearable (calamine fills the rectangle)."""
    formulas: set[tuple[int, int]] = set()
    row = column = last_column = 0
    context = etree.iterparse(
        io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in context:
        kind = etree.QName(element).localname
        if event == "end":
            if kind == "row":
                element.clear()
        elif kind == "row":
            row, column = int(str(element.get("r") or row + 1)[:_MAX_DIGITS]), 0
        elif kind == "c":
            row, column = _position(element.get("r"), row, column + 1)
            last_column = max(last_column, column)
            _bound(row, last_column, sheet)
        elif kind == "f":
            formulas.add((row, column))
    return frozenset(formulas)


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of ``C7``; a cell without a reference follows the one before it."""
    if not reference:
        return row, column
    letters = reference.rstrip("0123456789")
    number = reference[len(letters) :]
    if not letters.isalpha() or not letters.isascii() or len(letters) > 3 or not 0 < len(number) <= _MAX_DIGITS:
        raise ValueError(f"cell reference {reference[:20]}")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(number), column


def _bound(row: int, column: int, place: Place) -> None:
    if row > MAX_ROWS:
        raise SiteError("site.too_many_rows", place=place, limit=MAX_ROWS)
    if column > MAX_COLUMNS:
        raise SiteError("site.too_many_columns", place=place, limit=MAX_COLUMNS)
    if row * column > _MAX_CELLS:
        raise SiteError("site.too_many_cells", place=place, limit=_MAX_CELLS)
