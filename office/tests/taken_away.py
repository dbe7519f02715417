"""What a file that is taken away says beside its content: formulas, and traces of who or what made it."""

import getpass
import io
import re
import socket
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

__all__ = ["formulas", "traces"]

COMMON = {"root", "localhost"}
"""Names that every machine has; a shorter one than four letters stands in any picture by chance."""
_PEOPLE = ("creator", "lastModifiedBy", "author", "manager", "company")
_PDF_INFO = re.compile(rb"/(Author|Creator|Producer)\s*\(([^)]*)\)")


def formulas(data: bytes) -> list[str]:
    """Return the formulas of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        return [text for name in sheets for text in re.findall(r"<f[ >].*?</f>", book.read(name).decode())]


def traces(name: str, data: bytes, *, bodies: tuple[str, ...] = ()) -> list[str]:
    """Return what tells of a person or machine: names of the account and host, paths of this machine, an author that is no body.

    Parameters
    ----------
    bodies : tuple of str
        Who may stand as the author: the bodies that issue the papers.
    """
    parts = dict(_parts(name, data))
    machine = re.compile(
        rb"(?<!\w)(?:" + b"|".join(re.escape(word.encode()) for word in _of_the_machine()) + rb")(?!\w)"
    )
    found = [f"{part}: {word.decode()}" for part, text in parts.items() for word in machine.findall(text)]
    for part, text in parts.items():
        if part.startswith("docProps/") and part.endswith(".xml"):
            found += [f"{part}: {who}" for who in _people(text) if who not in bodies]
    if data.startswith(b"%PDF"):
        found += [f"{kind.decode()}: {who!r}" for kind, who in _PDF_INFO.findall(data) if kind == b"Author" and who]
    if data.startswith(b"\x89PNG"):
        found += [f"PNG chunk {chunk}" for chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME") if chunk in data]
    return found


def _of_the_machine() -> list[str]:
    """Return names that only this machine has; an account that every machine has says nothing."""
    folders = [tempfile.gettempdir(), str(Path(__file__).parents[2])]
    names = [name for name in (getpass.getuser(), socket.gethostname()) if len(name) > 3 and name not in COMMON]
    return [*names, *folders]


def _parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from ((part, archive.read(part)) for part in archive.namelist())
    elif data.startswith(b"SQLite format 3"):
        with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
            file.write(data)
            file.flush()
            database = sqlite3.connect(f"file:{file.name}?mode=ro", uri=True)
            yield name, "\n".join(database.iterdump()).encode()
            database.close()
    else:
        yield name, data


def _people(text: bytes) -> list[str]:
    root = etree.fromstring(text)
    named = (
        (etree.QName(node).localname, (node.text or "").strip()) for node in root.iter() if isinstance(node.tag, str)
    )
    return [said for kind, said in named if kind in _PEOPLE and said]
