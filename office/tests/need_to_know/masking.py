"""What two answers that say the same may differ in: the moment at which a file was made, and the names that were asked for."""

import io
import re
import zipfile
from collections.abc import Callable
from urllib.parse import quote

from need_to_know.canaries import rows_of

__all__ = ["ARCHIVE", "DATABASE", "PACKED", "masked", "undated"]

PACKED = re.compile("zip|openxml|geopackage")
"""Kinds of files that say when they were made, and so are not always of one length."""
ARCHIVE, DATABASE = b"PK\x03\x04", b"SQLi"


def undated(data: bytes) -> bytes:
    """Return data; of an archive its members, of a database its rows, without the moment at which they say they were made."""
    if data[:4] == DATABASE:
        return re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"", rows_of(data))
    if data[:4] != ARCHIVE:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = b"".join(name.encode() + undated(archive.read(name)) for name in archive.namelist())
    return re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*", b"", members)


def masked(ids: tuple[str, ...]) -> Callable[[bytes], bytes]:
    """Return what takes the names of the request out of an answer."""
    forms = {form for one in ids if one for form in (one, one.replace("-", ""), quote(one, safe=""))}
    if not forms:
        return lambda data: data
    pattern = re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True))).encode())
    return lambda data: pattern.sub(b"<id>", data)
