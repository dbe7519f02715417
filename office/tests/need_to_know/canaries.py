"""Look for the tokens of hidden records in whatever left the office, however it is packed."""

import base64
import gzip
import hashlib
import io
import json
import quopri
import re
import sqlite3
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pypdf
from need_to_know.hidden import UUIDS, Hidden
from need_to_know.tokens import MARK

__all__ = ["Searcher", "rows_of", "unpacked"]

DEEPEST = 4
TAIL = MARK.partition("}")[2].encode()
"""What the words of all kinds have in common."""
_KEYS = re.compile(UUIDS.pattern.encode())
_SERIAL = re.compile(rb"-\d{5}")


class Searcher:
    """Finds what some kinds of hidden rows hold: words, references, keys, hashes and odd numbers."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        self.hidden = tuple(hidden)
        marks = [one.kind.mark for one in self.hidden]
        names = [word for one in self.hidden for word in _names(one)]
        self._plain = re.compile("|".join([*marks, *names]).encode(), re.IGNORECASE) if marks else None
        coded = [form for mark in marks for form in _coded(mark)]
        self._coded = re.compile("|".join(map(re.escape, coded)).encode()) if coded else None
        self._keys = {twin.replace("-", "") for one in self.hidden for twin in one.same.values()}
        self._tails = {tail.encode() for one in self.hidden for twin in one.same.values() for tail in _tail(twin)}
        numbers = [word for one in self.hidden for word in _numbers(one)]
        self._numbers = re.compile("|".join(numbers).encode()) if numbers else None
        self._ends = _ends(marks)
        self._clean: set[bytes] = set()

    def found(self, *parts: bytes | str) -> list[str]:
        """Return what was found, with the field whose token it is."""
        seen = []
        for part in parts:
            whole = part.encode() if isinstance(part, str) else part
            digest = hashlib.blake2b(whole, digest_size=16).digest()
            if digest in self._clean:  # most answers are told again and again
                continue
            hits = [word for data in unpacked(whole) for word in self._in(data)]
            seen += hits
            if not hits:
                self._clean.add(digest)
        return [self._place(word) for word in dict.fromkeys(seen)]

    def _in(self, data: bytes) -> Iterator[str]:
        if self._plain is None or self._coded is None:
            return
        for form in _forms(data):
            if self._may_hold(form):
                yield from (_around(form, hit) for hit in self._plain.finditer(form))
            if any(end in form for end in self._ends):
                yield from (_around(form, hit) for hit in self._coded.finditer(form))
            for key in _KEYS.findall(form):
                if (word := key.decode().replace("-", "")) in self._keys:
                    yield word

    def _may_hold(self, form: bytes) -> bool:
        """Return whether a plain word, reference or number can be in it at all: long alternatives are slow to look for."""
        return (
            TAIL in form.lower()
            or any(hit in self._tails for hit in _SERIAL.findall(form))
            or (self._numbers is not None and self._numbers.search(form) is not None)
        )

    def _place(self, word: str) -> str:
        return next((place for one in self.hidden if (place := one.tokens.place(word.lower())) != word.lower()), word)


def _tail(twin: str) -> Iterator[str]:
    """Yield the number with which a reference ends, cut to as many digits as every reference has."""
    if not UUIDS.fullmatch(twin):
        yield re.findall(r"-\d{5}", twin)[-1]


def _ends(marks: list[str]) -> list[bytes]:
    """Return what the encoded forms of all marks end with: shorter than they are, and few."""
    rows = zip(*(list(_coded(mark)) for mark in marks), strict=True)
    return sorted({_end(row).encode() for row in rows})


def _end(words: Sequence[str]) -> str:
    """Return the longest end that all words have."""
    end = words[0]
    while not all(word.endswith(end) for word in words):
        end = end[1:]
    return end


def _around(data: bytes, hit: "re.Match[bytes]") -> str:
    return data[hit.start() : hit.end() + 3].decode(errors="replace")


def _names(one: Hidden) -> Iterator[str]:
    """Yield patterns of the references, and of the odd numbers in any way of writing them."""
    yield from (re.escape(twin) for twin in one.same.values() if not UUIDS.fullmatch(twin))
    yield from _numbers(one)


def _numbers(one: Hidden) -> Iterator[str]:
    whole, part = f"{one.kind.area}".split(".")
    yield rf"{whole[:-3]}[.,\s]?{whole[-3:]}[.,]{part[0]}"
    yield rf"\d\.\d{{3}}{f'{one.kind.shift:.6f}'[5:]}(?!\d{{3}})"


def _coded(word: str) -> Iterator[str]:
    """Yield the parts of a word's base64 that do not hang on what stands around it, and its hexadecimal."""
    for said in (word, word.upper(), word.capitalize()):
        for offset in range(3):
            known = base64.b64encode(b"\0" * offset + said.encode()).decode().rstrip("=")
            yield known[(0, 2, 3)[offset] : (offset + len(said)) * 8 // 6]
        yield said.encode().hex()
        yield said.encode().hex().upper()


def _forms(data: bytes) -> Iterator[bytes]:
    """Yield data as it is, and what it says once escapes are undone: lines of a calendar or mail, URLs, JSON, HTML, NFD."""
    yield data
    text = data.decode("utf-8", errors="replace")
    undone = {
        text.replace("\r\n ", "").replace("=\r\n", "").replace("=\n", ""),
        quopri.decodestring(data).decode("utf-8", errors="replace") if b"=" in data else text,
        unquote_to_bytes(data).decode("utf-8", errors="replace") if b"%" in data else text,
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), text) if "\\u" in text else text,
        unescape(text) if "&" in text else text,
    }
    for said in undone - {text}:
        yield said.encode()
    if not text.isascii():
        yield unicodedata.normalize("NFKD", text).encode("ascii", "ignore")


def unpacked(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield data and whatever it holds: members of an archive, text and facts of a PDF, rows of a database, a tile's layers."""
    yield data
    if depth >= DEEPEST:
        return
    for inner in _inside(data):
        yield from unpacked(inner, depth + 1)


def _inside(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    elif data[:4] == b"PK\x03\x04":
        yield from _members(data)
    elif data[:5] == b"%PDF-":
        yield from _pdf(data)
    elif data[:16] == b"SQLite format 3\0":
        yield rows_of(data)
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _chunks(data)


def _members(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment
        for member in archive.infolist():
            yield b"%s %s" % (member.filename.encode(), member.comment)
            yield archive.read(member)


def _pdf(data: bytes) -> Iterator[bytes]:
    book = pypdf.PdfReader(io.BytesIO(data))
    yield json.dumps({key: str(value) for key, value in (book.metadata or {}).items()}, ensure_ascii=False).encode()
    if book.xmp_metadata is not None:
        yield str(book.xmp_metadata.stream.get_data(), "utf-8", "replace").encode()
    for page in book.pages:
        yield page.extract_text().encode()
    for attached in book.attachments.values():
        yield from attached


def rows_of(data: bytes) -> bytes:
    """Return every row of a GeoPackage, as text."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        Path(file.name).write_bytes(data)
        with sqlite3.connect(file.name) as held:
            names = [row[0] for row in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = [str(list(held.execute(f'SELECT * FROM "{name}"'))) for name in names]  # noqa: S608 - names of the file
        held.close()
    return "\n".join(rows).encode()


def _chunks(data: bytes) -> Iterator[bytes]:
    """Yield the facts that a picture carries."""
    for hit in re.finditer(rb"(tEXt|zTXt|iTXt|eXIf)", data):
        length = int.from_bytes(data[hit.start() - 4 : hit.start()], "big")
        chunk = data[hit.end() : hit.end() + length]
        yield chunk
        if hit[0] == b"zTXt":
            yield zlib.decompress(chunk.split(b"\0", 1)[1][1:])
