"""What is asked of the reader process, as one bounded line of JSON."""

import json
from dataclasses import asdict, dataclass

from kethop.spatial.sites.filed import SiteFormat

__all__ = ["USUAL_ORDER", "LengthUnit", "ReadingRequest", "request_from_text", "request_text"]

USUAL_ORDER = "x-north"
LengthUnit = str  # "m" or "mm"


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """How to read one file.

    Parameters
    ----------
    format : SiteFormat
        What its name says and its first bytes confirm.
    crs : str or None
        Canonical code that the user gave.
    layer : str or None
        Layer that the user chose.
    unit : str or None
        ``m`` or ``mm``: unit of a drawing that does not say it.
    column_order : str
        What columns headed X and Y of a corner table mean.
    """

    format: SiteFormat
    crs: str | None = None
    layer: str | None = None
    unit: str | None = None
    column_order: str = USUAL_ORDER


def request_text(request: ReadingRequest) -> str:
    """Return the request as JSON."""
    return json.dumps(asdict(request))


def request_from_text(text: str) -> ReadingRequest:
    """Return the request that the parent wrote."""
    fields = json.loads(text)
    return ReadingRequest(**fields | {"format": SiteFormat(fields["format"])})
