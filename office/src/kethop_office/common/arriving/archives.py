"""Office documents are zip archives: looked through without believing a size that they state, nothing is written to disk."""

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass

__all__ = ["Fault", "fault_of"]

_MOST_MEMBERS = 5_000
_CHUNK = 1 << 20
_LINK, _PLAIN = stat.S_IFLNK, {0, stat.S_IFREG, stat.S_IFDIR}
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_MACROS = ("vbaproject.bin", "vbadata.xml")
_BASIC = ("basic/", "scripts/")  # OpenDocument


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an archive is not taken.

    Parameters
    ----------
    code : str
        ``file.archive``, ``file.unpacked``, ``file.macro`` or ``file.content``.
    part : str
        Its member.
    """

    code: str
    part: str = ""


def fault_of(data: bytes, *, needs: tuple[str, ...], most_bytes: int) -> Fault | None:
    """Look through an archive; None when it may be kept.

    Parameters
    ----------
    needs : tuple of str
        Members of which it has one.
    most_bytes : int
        What all members together may unpack to.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _looked_through(archive, needs, most_bytes)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OverflowError, RuntimeError):
        return Fault("file.archive")


def _looked_through(archive: zipfile.ZipFile, needs: tuple[str, ...], most_bytes: int) -> Fault | None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > _MOST_MEMBERS or len({name.casefold() for name in names}) < len(names):
        return Fault("file.archive")
    if not any(member.header_offset == 0 for member in members):  # bytes before the first member are another file
        return Fault("file.archive")
    room = most_bytes
    for member in members:
        if _leaves(member) or member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            return Fault("file.archive", member.filename[:80])
        if _is_macro(member.filename):
            return Fault("file.macro", member.filename[:80])
        room -= _unpacked(archive, member, room)
        if room < 0:
            return Fault("file.unpacked", member.filename[:80])
    return None if set(needs) & set(names) else Fault("file.content")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> int:
    """Count the bytes of a member by unpacking it, to one piece beyond the room; its checksum is looked at by the way."""
    size = 0
    with archive.open(member) as stream:
        while size <= room and (piece := stream.read(_CHUNK)):
            size += len(piece)
    return size


def _leaves(member: zipfile.ZipInfo) -> bool:
    """Return whether a member is a link or device, or its name points out of the archive."""
    name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
    parts = name.rstrip("/").split("/")
    is_odd = (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or not name.isprintable()
        or bool({"", ".", ".."} & {*parts})
    )
    return is_odd or kind == _LINK or kind not in _PLAIN


def _is_macro(name: str) -> bool:
    plain = name.lower()
    return plain.endswith(_MACROS) or plain.startswith(_BASIC)
