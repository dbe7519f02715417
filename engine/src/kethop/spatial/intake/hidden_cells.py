"""What a workbook hides from the eye of its reader: sheets, rows and columns. Child process only."""

import io
import posixpath
from collections.abc import Iterator

from lxml import etree

from kethop.spatial.notes import Note, note
from kethop.spatial.sites.archive import parts_of_archive

__all__ = ["hidden_notes"]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TRUE = {"1", "true"}
_SHOWN = 10


def hidden_notes(data: bytes, *, sheets: tuple[str, ...], source: str) -> tuple[Note, ...]:
    """Return what a workbook hides in some of its sheets.

    Parameters
    ----------
    data : bytes
        A workbook that ``tables_of_workbook`` has read: its parts are harmless.
    sheets : tuple of str
        Names of the sheets that may have been read.
    source : str
        File name, for messages.

    Returns
    -------
    tuple of Note
        ``intake.hidden_sheets`` (``names``), ``intake.hidden_rows`` (``sheet``, ``count``: rows and ranges of columns).

    References
    ----------
    .. [1] ECMA-376 part 1, 18.2.19 (``sheet``, attribute ``state``), 18.3.1.73 (``row``), 18.3.1.13 (``col``).
    """
    parts = parts_of_archive(data, source=source)
    relations = etree.fromstring(parts["xl/_rels/workbook.xml.rels"], _parser())
    targets = {str(item.get("Id")): str(item.get("Target")) for item in relations.iter("{*}Relationship")}
    unseen: list[str] = []
    notes: list[Note] = []
    for sheet in etree.fromstring(parts["xl/workbook.xml"], _parser()).iter("{*}sheet"):
        name, target = str(sheet.get("name")), targets[str(sheet.get(_RELATION))]
        if name not in sheets:
            continue
        if sheet.get("state", "visible") != "visible":
            unseen.append(name)
        part = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        if count := sum(1 for _ in _hidden(parts[part])):
            notes.append(note("intake.hidden_rows", sheet=name[:80], count=count))
    if unseen:
        notes.insert(0, note("intake.hidden_sheets", names=", ".join(unseen[:_SHOWN])))
    return tuple(notes)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _hidden(content: bytes) -> Iterator[None]:
    """Yield once for each row, and each range of columns, that is hidden."""
    context = etree.iterparse(
        io.BytesIO(content), tag=("{*}row", "{*}col"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in context:
        if element.get("hidden") in _TRUE:
            yield None
        element.clear()
