"""The error tree of the engine.

KethopError                     code, place, fields; no translated text
├── CollectedError              several errors of one document or pack, so that all are reported at once
├── DocumentError               a file as text: not UTF-8, not YAML or JSON, duplicate keys, unknown or missing keys
├── PackError                   a jurisdiction pack that does not hold together
├── LayerError                  a layer whose file or sidecar cannot be read
├── RuleError                   decision rules
│   ├── DmnError                a DMN file that is hostile, broken or uses what we do not read
│   └── FeelSyntaxError         a FEEL text that does not parse; carries the span
├── CalendarError               a date outside the calendar, a period that cannot be counted
├── SiteError                   a site file that cannot be turned into one valid geometry with a CRS
├── ProposalError               a proposal that contradicts itself or its pack
├── ReplayError                 a run file that cannot be replayed
└── ReportError                 settings of a printed report that do not fit the run

A result of the domain is a value (a finding, a trace); an exception is a broken input or a bug. An error carries a stable
``code`` and plain ``fields``; the sentence in Vietnamese and English lives in ``kethop.reporting.wording`` (command line)
or in the office.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from typing_extensions import override

__all__ = [
    "CalendarError",
    "CollectedError",
    "DmnError",
    "DocumentError",
    "FeelSyntaxError",
    "KethopError",
    "LayerError",
    "PackError",
    "Place",
    "ProposalError",
    "ReplayError",
    "ReportError",
    "RuleError",
    "SiteError",
]

FieldValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the input a problem lies.

    Parameters
    ----------
    source : str
        File name as the user gave it.
    line : int or None
        Line, from 1; None when the format has no lines.
    path : str
        Path inside the document, such as ``site.crs`` or ``sheet 1, row 7``; empty for the whole.
    """

    source: str
    line: int | None = None
    path: str = ""

    @override
    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        path = f" ({self.path})" if self.path else ""
        return f"{self.source}{line}{path}"


class KethopError(Exception):
    """Base of every error that the engine raises on purpose.

    Parameters
    ----------
    code : str
        Stable slug such as ``site.crs_missing``; documented in docs/reference/errors.md.
    place : Place or None
        Where the fault lies, when it lies in an input.
    **fields : str, int, float or None
        Values that the sentence names.
    """

    def __init__(self, code: str, *, place: Place | None = None, **fields: FieldValue) -> None:
        self.code = code
        self.place = place
        self.fields: Mapping[str, FieldValue] = MappingProxyType(fields)
        super().__init__(code)

    @override
    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        details = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{where}{self.code}" + (f" [{details}]" if details else "")


class CollectedError(KethopError):
    """All the errors found in one document or pack.

    Parameters
    ----------
    errors : tuple of KethopError
        At least one, in the order of the document.
    """

    def __init__(self, errors: tuple[KethopError, ...]) -> None:
        self.errors = errors
        super().__init__("problems", count=len(errors))

    @override
    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class DocumentError(KethopError):
    """A text document cannot be read strictly."""


class PackError(KethopError):
    """A jurisdiction pack does not hold together."""


class LayerError(KethopError):
    """A layer's file or sidecar cannot be read."""


class RuleError(KethopError):
    """Decision rules cannot be read or run."""


class DmnError(RuleError):
    """A DMN file is hostile, broken, or uses an element that is not read."""


class FeelSyntaxError(RuleError):
    """A FEEL text does not parse; ``fields`` hold ``text``, ``start`` and ``end`` (character offsets)."""


class CalendarError(KethopError):
    """A legal period cannot be counted."""


class SiteError(KethopError):
    """A site file does not give one valid geometry with a CRS."""


class ProposalError(KethopError):
    """A proposal contradicts itself or its pack."""


class ReplayError(KethopError):
    """A run file cannot be replayed."""


class ReportError(KethopError):
    """The settings of a printed report do not fit the run."""
