"""What a file's own words about its CRS and the user's word come to together; a doubt is asked, never resolved here."""

from collections.abc import Sequence
from dataclasses import dataclass

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import CRS84, WGS84
from kethop.spatial.intake.grids import is_utm
from kethop.spatial.notes import Note, note

__all__ = ["FileWords", "KnownCrs", "of_code", "of_user", "settled", "shift_text"]


@dataclass(frozen=True, slots=True)
class FileWords:
    """What a file says about its CRS.

    Parameters
    ----------
    code : str or None
        Code that its words mean; None when they do not tell.
    likely : str or None
        Code of the VN-2000 grid with the same numbers, where the file names another datum or none. Programs that do not
        know the datum VN-2000 write WGS 84 instead, whose ellipsoid is the same: only the user can tell.
    read : str
        Its words, for messages.
    shift : sequence of float
        Datum shift that it carries.
    is_stated : bool
        Whether it wrote the code itself.
    """

    code: str | None
    likely: str | None
    read: str
    shift: Sequence[float] = ()
    is_stated: bool = False


@dataclass(frozen=True, slots=True)
class KnownCrs:
    """A CRS and how it is known.

    Parameters
    ----------
    code : str or None
        Supported code; None where nobody says it.
    origin : str
        ``stated``, ``identified``, ``given`` or ``missing``.
    notes : tuple of Note
        ``intake.crs_identified`` or ``intake.datum_given`` (``read``, ``crs``), ``intake.shift_not_used`` (``shift``).
    """

    code: str | None
    origin: str
    notes: tuple[Note, ...] = ()


def of_user(given: str | None) -> KnownCrs:
    """Return what the user says of a file that says nothing."""
    return KnownCrs(given, "given" if given else "missing")


def of_code(code: str, *, given: str | None, source: str) -> KnownCrs:
    """Return what a file says by a code and nothing else.

    Raises
    ------
    SiteError
        ``site.crs_conflict`` (``filed``, ``given``).
    """
    return settled(FileWords(code, None, code, is_stated=True), given=given, source=source)


def settled(words: FileWords, *, given: str | None, source: str) -> KnownCrs:
    """Return what a file's own words and the user's word come to together.

    Parameters
    ----------
    words : FileWords
        What the file says.
    given : str or None
        Code that the user gave.
    source : str
        File name, for messages.

    Raises
    ------
    SiteError
        ``intake.crs_unidentified`` (``read``), ``intake.crs_datum`` (``read``, ``crs``), ``site.crs_conflict`` (``filed``,
        ``given``).
    """
    place = Place(source)
    notes = []
    code, likely, origin = words.code, words.likely, "stated" if words.is_stated else "identified"
    if code is None:
        if likely is None or is_utm(likely):
            raise SiteError("intake.crs_unidentified", place=place, read=words.read)
        if given is None:
            raise SiteError("intake.crs_datum", place=place, read=words.read, crs=likely)
        code, origin = likely, "given"
        notes.append(note("intake.datum_given", read=words.read, crs=code))
    elif not words.is_stated:
        notes.append(note("intake.crs_identified", read=words.read, crs=code))
    if given is not None and given != code and {given, code} - {CRS84, WGS84}:
        raise SiteError("site.crs_conflict", place=place, filed=code, given=given)
    if any(words.shift) and code != WGS84:
        notes.append(note("intake.shift_not_used", shift=shift_text(words.shift)))
    return KnownCrs(code, origin, tuple(notes))


def shift_text(shift: Sequence[float]) -> str:
    """Return the numbers of a datum shift as one text."""
    return ", ".join(f"{number:.10g}" for number in shift)
