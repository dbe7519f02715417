"""Inflate a zip archive within bounds, counting bytes while inflating because the sizes in its headers may lie."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from kethop.errors import Place, SiteError

__all__ = ["parts_of_archive"]

_MAX_ENTRIES = 100
_MAX_RATIO = 100
_MAX_INFLATED = 200 * 1024 * 1024
_SMALL = 64 * 1024  # a ratio says nothing about a small part


def parts_of_archive(data: bytes, *, source: str) -> Mapping[str, bytes]:
    """Return the parts by name.

    Parameters
    ----------
    data : bytes
        A zip archive; entries stored or deflated.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``site.archive_bomb`` (``part``, ``limit``: more than 100 entries, inflated more than a hundredfold, or above
        200 MiB), ``site.archive_hostile`` (``part``, ``problem``: encrypted, duplicate, absolute or climbing names, an
        unusual method, sizes that lie), ``site.workbook_broken`` (``problem``).
    """
    place = Place(source)
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MAX_ENTRIES:
                raise SiteError("site.archive_bomb", place=place, part="", limit=f"{_MAX_ENTRIES} entries")
            for entry in entries:
                _refuse_entry(entry, parts, place)
                parts[entry.filename] = _inflate(data, entry, _MAX_INFLATED - total, place)
                total += len(parts[entry.filename])
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError) as error:
        raise SiteError("site.workbook_broken", place=place, problem=str(error)[:120]) from error
    return parts


def _refuse_entry(entry: zipfile.ZipInfo, seen: Mapping[str, bytes], place: Place) -> None:
    name = entry.filename
    problem = ""
    if entry.flag_bits & 0x1:
        problem = "encrypted"
    elif name in seen:
        problem = "duplicate name"
    elif name.startswith("/") or ".." in name.split("/") or "\\" in name:
        problem = "name leaves the archive"
    elif entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        problem = "compression method"
    elif entry.external_attr >> 16 & 0o170000 == 0o120000:
        problem = "symbolic link"
    if problem:
        raise SiteError("site.archive_hostile", place=place, part=name[:80], problem=problem)


def _inflate(data: bytes, entry: zipfile.ZipInfo, room: int, place: Place) -> bytes:
    names = struct.unpack("<HH", data[entry.header_offset + 26 : entry.header_offset + 30])
    start = entry.header_offset + 30 + sum(names)
    packed = data[start : start + entry.compress_size]
    allowed = min(room, max(_SMALL, _MAX_RATIO * len(packed)))
    if entry.compress_type == zipfile.ZIP_STORED:
        content = packed
    else:
        content = zlib.decompressobj(-15).decompress(packed, allowed + 1)
    if len(content) > allowed:
        limit = "inflated size" if allowed == room else f"{_MAX_RATIO} times"
        raise SiteError("site.archive_bomb", place=place, part=entry.filename[:80], limit=limit)
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
        raise SiteError(
            "site.archive_hostile", place=place, part=entry.filename[:80], problem="size or checksum differs"
        )
    return content
