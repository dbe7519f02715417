"""Walk a zip archive that came from outside, entry by entry, believing no size that it states.

Stricter than a general reader: what one program may read in two ways (a name twice, entries that overlap, two directories,
a header that contradicts the directory) is refused, so that nobody else sees other files in the same bytes.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kethop.errors import Place, SiteError
from kethop.spatial.intake import limits

__all__ = ["walk_zip"]

_END, _CENTRAL, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _CENTRAL_SIZE, _LOCAL_SIZE = 22, 46, 30
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
_STRONG = 0x40 | 0x2000
_STORED, _DEFLATED = 0, 8
_LINK, _KIND, _REGULAR, _FOLDER = 0o120000, 0o170000, 0o100000, 0o040000
_SMALL = 64 * 1024  # a ratio says nothing about a small part
_CHUNK = 1024 * 1024
_NESTED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    attributes: int
    offset: int


def walk_zip(data: bytes, *, source: str) -> Mapping[str, bytes]:
    """Return the files of an archive by name, folders left out.

    Parameters
    ----------
    data : bytes
        The archive; entries stored or deflated, one disk, no zip64.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``intake.table_inside`` (``name``), ``intake.zip_broken`` (``problem``), ``intake.zip_hostile`` (``part``, ``problem``), ``intake.zip_bomb`` (``part``,
        ``limit``).
    """
    place = Place(source)
    parts: dict[str, bytes] = {}
    known: set[str] = set()
    room = limits.MAX_INFLATED_BYTES
    try:
        entries = list(_directory(data, place))
        _refuse_overlap(data, entries, place)
        for entry in entries:
            _refuse_entry(entry, known, place)
            known.add(entry.name.casefold())
            if entry.name.endswith("/"):
                continue
            content = _content(data, entry, room, place)
            room -= len(content)
            if content.startswith(_NESTED) and entry.name.lower().endswith(".xlsx"):
                name = entry.name.rpartition("/")[2][:80]
                raise SiteError("intake.table_inside", place=place, name=name)
            if content.startswith(_NESTED):
                raise _hostile(entry, "an archive inside", place)
            parts[entry.name] = content
    except (struct.error, zlib.error, IndexError) as error:
        raise SiteError("intake.zip_broken", place=place, problem="cut off or damaged") from error
    if not parts:
        raise SiteError("intake.zip_broken", place=place, problem="no file inside")
    return parts


def _hostile(entry: _Entry, problem: str, place: Place) -> SiteError:
    return SiteError("intake.zip_hostile", place=place, part=entry.name[:80], problem=problem)


def _directory(data: bytes, place: Place) -> Iterator[_Entry]:
    """Yield the entries of the one central directory, which must end where the end record begins."""
    end = data.rfind(_END)
    if end < 0:
        raise SiteError("intake.zip_broken", place=place, problem="cut off or damaged")
    disk, first_disk, here, count, size, start, comment = struct.unpack("<HHHHIIH", data[end + 4 : end + _END_SIZE])
    if disk or first_disk or here != count or 0xFFFF in {here, count} or 0xFFFFFFFF in {size, start}:
        raise SiteError("intake.zip_broken", place=place, problem="several disks, or the large form")
    if end + _END_SIZE + comment != len(data) or start + size != end:
        raise SiteError("intake.zip_broken", place=place, problem="bytes before, between or after its parts")
    if count > limits.MAX_ENTRIES:
        raise SiteError("intake.zip_bomb", place=place, part="", limit=f"{limits.MAX_ENTRIES} entries")
    position = start
    for _ in range(count):
        row = struct.unpack("<4sHHHHHHIIIHHHHHII", data[position : position + _CENTRAL_SIZE])
        if row[0] != _CENTRAL:
            raise SiteError("intake.zip_broken", place=place, problem="cut off or damaged")
        name_end = position + _CENTRAL_SIZE + row[10]
        name = _name(data[position + _CENTRAL_SIZE : name_end], row[3])
        yield _Entry(name, row[3], row[4], row[7], row[8], row[9], row[15] >> 16, row[16])
        position = name_end + row[11] + row[12]
    if position != end:
        raise SiteError("intake.zip_broken", place=place, problem="bytes before, between or after its parts")


def _name(raw: bytes, flags: int) -> str:
    """Decode a name; the names of programs here are not always UTF-8, and only their extension is needed."""
    if flags & _UTF8:
        return raw.decode(errors="replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _refuse_entry(entry: _Entry, known: set[str], place: Place) -> None:
    name = entry.name
    problem = ""
    if entry.flags & (_ENCRYPTED | _STRONG):
        problem = "encrypted"
    elif name.casefold() in known:
        problem = "duplicate name"
    elif (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or not name
        or not name.isprintable()
        or {"..", "."} & set(name.rstrip("/").split("/"))
        or "//" in name
    ):
        problem = "name leaves the archive"
    elif entry.method not in {_STORED, _DEFLATED}:
        problem = "compression method"
    elif entry.attributes & _KIND == _LINK:
        problem = "symbolic link"
    elif entry.attributes & _KIND not in {0, _REGULAR, _FOLDER}:
        problem = "not a plain file"
    if problem:
        raise _hostile(entry, problem, place)


def _start(data: bytes, entry: _Entry) -> int:
    """Return where the bytes of an entry begin."""
    names = struct.unpack("<HH", data[entry.offset + 26 : entry.offset + _LOCAL_SIZE])
    return entry.offset + _LOCAL_SIZE + int(names[0]) + int(names[1])


def _refuse_overlap(data: bytes, entries: list[_Entry], place: Place) -> None:
    """Refuse entries that share bytes, and bytes before the first: what a bomb or a second archive needs."""
    reached = 0
    for entry in sorted(entries, key=lambda item: item.offset):
        if entry.offset < reached or (reached == 0 and entry.offset):
            raise _hostile(entry, "entries overlap", place)
        reached = _start(data, entry) + entry.packed


def _content(data: bytes, entry: _Entry, room: int, place: Place) -> bytes:
    row = struct.unpack("<4sHHHHHIIIHH", data[entry.offset : entry.offset + _LOCAL_SIZE])
    name = _name(data[entry.offset + _LOCAL_SIZE : entry.offset + _LOCAL_SIZE + row[9]], row[2])
    stated = row[7:9] if not row[2] & _DESCRIPTOR else (entry.packed, entry.size)
    if row[0] != _LOCAL or name != entry.name or row[3] != entry.method or stated != (entry.packed, entry.size):
        raise _hostile(entry, "header and directory differ", place)
    start = _start(data, entry)
    packed = data[start : start + entry.packed]
    allowed = min(room, max(_SMALL, limits.MAX_RATIO * len(packed)))
    content = packed if entry.method == _STORED else _inflate(packed, allowed)
    if len(content) > allowed:
        limit = "inflated size" if allowed == room else f"{limits.MAX_RATIO} times"
        raise SiteError("intake.zip_bomb", place=place, part=entry.name[:80], limit=limit)
    if len(packed) != entry.packed or len(content) != entry.size or zlib.crc32(content) != entry.checksum:
        raise _hostile(entry, "size or checksum differs", place)
    return content


def _inflate(packed: bytes, allowed: int) -> bytes:
    """Return at most one byte more than ``allowed``."""
    stream = zlib.decompressobj(-15)
    chunks: list[bytes] = []
    size = 0
    source = packed
    while size <= allowed and not stream.eof:
        chunk = stream.decompress(source, min(_CHUNK, allowed + 1 - size))
        source = stream.unconsumed_tail
        if not chunk and not source:
            break
        chunks.append(chunk)
        size += len(chunk)
    if stream.eof and stream.unused_data:
        raise zlib.error("bytes after the end")
    return b"".join(chunks)
