"""Name, first bytes and declared type of a file must agree; what could be read as a second kind of file is refused."""

from dataclasses import dataclass

from django.conf import settings

from kethop_office.common.arriving.archives import fault_of
from kethop_office.common.arriving.kinds import KINDS, Kind, Use, kind_declared, shown_kinds
from kethop_office.common.arriving.names import extension_of, safe_name
from kethop_office.common.arriving.pictures import pixels_of
from kethop_office.common.arriving.scanning import refuse_malware
from kethop_office.common.refusal import Refused

__all__ = ["Arrived", "arrived", "refuse_name"]

_HEAD = 1024  # readers of PDF and HTML look so far for a beginning
_TAIL = 22 + 65_535  # readers of zip look so far back for an end
_WEB = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?php")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_MACROS_OF_OLD = "_VBA_PROJECT".encode("utf-16-le")
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that may be kept.

    Parameters
    ----------
    name : str
        Safe in every system.
    media_type : str
        The kind's own.
    """

    name: str
    media_type: str


def refuse_name(name: str, use: Use) -> str:
    """Return the extension of a file that is taken for a use.

    Raises
    ------
    Refused
        ``file.kind`` (``name``, ``kinds``).
    """
    extension = extension_of(name)
    if extension not in use.extensions:
        raise Refused("file.kind", name=safe_name(name), kinds=shown_kinds(use))
    return extension


def arrived(data: bytes, name: str, use: Use, *, declared: str = "") -> Arrived:
    """Return what a file is, when its name, its bytes and its declared type agree.

    Parameters
    ----------
    declared : str
        Media type that the sender gave; a general one says nothing.

    Raises
    ------
    Refused
        ``file.kind``, ``file.content`` (``name``, ``kind``), ``file.two_kinds``, ``file.macro``, ``file.archive``,
        ``file.unpacked`` (``limit``), ``file.pixels`` (``pixels``, ``limit``), ``file.malware``, ``file.not_scanned``.
    """
    extension = refuse_name(name, use)
    kind, shown = KINDS[extension], safe_name(name)
    said = kind_declared(declared)
    is_other = said is not None and said.media_type not in {kind.media_type, *kind.aliases}
    if is_other or not _begins(data, kind):
        raise Refused("file.content", name=shown, kind=extension)
    if _is_second(data, extension, kind):
        raise Refused("file.two_kinds", name=shown)
    if _MACROS_OF_OLD in data and extension in {"doc", "xls"}:
        raise Refused("file.macro", name=shown)
    if kind.is_archive:
        _refuse_archive(data, kind, shown, extension)
    if kind.is_picture:
        _refuse_picture(data, shown, extension)
    refuse_malware(data, name)
    return Arrived(shown, kind.media_type)


def _begins(data: bytes, kind: Kind) -> bool:
    """Return whether a file begins as its kind; text is what has no zero bytes and is no program or page."""
    if kind.starts:
        return data.startswith(kind.starts)
    is_text = data.startswith(_MARKS) or b"\0" not in data
    return is_text and not data.startswith(_PROGRAMS) and not data[:_HEAD].lstrip().lower().startswith(_WEB)


def _is_second(data: bytes, extension: str, kind: Kind) -> bool:
    """Return whether some other reader would find a file of another kind in the same bytes."""
    if not kind.is_archive and b"PK\x05\x06" in data[-_TAIL:]:
        return True
    if extension != "pdf" and b"%PDF-" in data[:_HEAD]:
        return True
    return bool(kind.starts) and any(mark in data[:_HEAD].lower() for mark in _WEB)


def _refuse_archive(data: bytes, kind: Kind, name: str, extension: str) -> None:
    fault = fault_of(data, needs=kind.needs, most_bytes=settings.KETHOP_UNPACKED_BYTES)
    if fault is not None:
        limit = settings.KETHOP_UNPACKED_BYTES // 1_000_000
        raise Refused(fault.code, name=name, kind=extension, part=fault.part, limit=limit)


def _refuse_picture(data: bytes, name: str, extension: str) -> None:
    pixels, most = pixels_of(data, extension), settings.KETHOP_IMAGE_PIXELS
    if pixels is None:
        raise Refused("file.content", name=name, kind=extension)
    if pixels > most:
        raise Refused("file.pixels", name=name, pixels=-(-pixels // 1_000_000), limit=most // 1_000_000)
