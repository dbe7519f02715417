"""Which files the office takes in: the one list. ``docs/reference/uploads.md`` shows it to readers."""

from dataclasses import dataclass

__all__ = [
    "CASES",
    "DOCUMENT",
    "KINDS",
    "LAYER",
    "LAYER_DESCRIPTION",
    "PARKS",
    "SCAN",
    "SITE",
    "Kind",
    "Use",
    "kind_declared",
    "shown_kinds",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Parameters
    ----------
    media_type : str
        What the office says that it is, whatever the sender said.
    starts : tuple of bytes
        One of them begins the file; none for text.
    is_archive : bool
        Whether it is a zip archive underneath.
    is_picture : bool
        Whether it says how many pixels it has.
    needs : tuple of str
        Members of which the archive has one.
    aliases : tuple of str
        What browsers call it too.
    """

    media_type: str
    starts: tuple[bytes, ...] = ()
    is_archive: bool = False
    is_picture: bool = False
    needs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_TIFF = Kind("image/tiff", (b"II*\x00", b"MM\x00*"), is_picture=True)
_JPEG = Kind("image/jpeg", (b"\xff\xd8\xff",), is_picture=True, aliases=("image/jpg", "image/pjpeg"))

KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", (b"%PDF-",)),
    "docx": Kind(f"{_OPEN_XML}.wordprocessingml.document", (_ZIP,), is_archive=True, needs=("word/document.xml",)),
    "xlsx": Kind(f"{_OPEN_XML}.spreadsheetml.sheet", (_ZIP,), is_archive=True, needs=("xl/workbook.xml",)),
    "odt": Kind("application/vnd.oasis.opendocument.text", (_ZIP,), is_archive=True, needs=("content.xml",)),
    "ods": Kind("application/vnd.oasis.opendocument.spreadsheet", (_ZIP,), is_archive=True, needs=("content.xml",)),
    "doc": Kind("application/msword", (_OLD_OFFICE,)),
    "xls": Kind("application/vnd.ms-excel", (_OLD_OFFICE,)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",), is_picture=True),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "tif": _TIFF,
    "tiff": _TIFF,
    "dwg": Kind("image/vnd.dwg", (b"AC10",), aliases=("application/acad", "image/x-dwg")),
    "dxf": Kind("image/vnd.dxf", aliases=("application/dxf",)),
    "txt": Kind("text/plain"),
    "csv": Kind("text/csv", aliases=("application/vnd.ms-excel", "text/plain")),
    "geojson": Kind("application/geo+json", aliases=("application/json", "text/plain")),
    "yaml": Kind("application/yaml", aliases=("text/yaml", "text/plain")),
    "yml": Kind("application/yaml", aliases=("text/yaml", "text/plain")),
    "parquet": Kind("application/vnd.apache.parquet", (b"PAR1",)),
}


@dataclass(frozen=True, slots=True)
class Use:
    """What a file is handed in for.

    Parameters
    ----------
    extensions : tuple of str
        Kinds that are taken.
    """

    extensions: tuple[str, ...]


DOCUMENT = Use(("pdf", "docx", "xlsx", "odt", "ods", "doc", "xls", "png", "jpg", "jpeg", "tif", "tiff", "dwg", "dxf", "txt", "csv"))  # fmt: skip
SCAN = Use(("pdf", "png", "jpg", "jpeg", "tif", "tiff"))
PARKS = Use(("xlsx", "csv", "geojson"))
CASES = Use(("xlsx", "csv"))
LAYER = Use(("parquet",))
LAYER_DESCRIPTION = Use(("yaml", "yml"))
SITE = Use(
    ("zip", "kmz", "kml", "gpkg", "geojson", "json", "dxf", "tab", "mif", "xlsx", "csv", "parquet", "geoparquet")
)
"""By name only: what is inside is read by the engine's confined process, kind by kind (``docs/reference/intake.md``)."""


def shown_kinds(use: Use) -> str:
    """Return the kinds of a use as a reader is told."""
    return ", ".join(f".{extension}" for extension in use.extensions)


def kind_declared(media_type: str) -> Kind | None:
    """Return the kind of which a media type is the own name; None for a general one and one of no kind here."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain == "text/plain":  # what a browser says of any text
        return None
    return next((kind for kind in KINDS.values() if kind.media_type == plain), None)
