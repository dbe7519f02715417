"""What goes wrong while FEEL runs: faults inside, diagnostics outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kethop.errors import FieldValue, RuleError

__all__ = ["Diagnostic", "FeelFault", "LimitReached"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Why a FEEL expression gave null, or why a table's answer is not to be trusted.

    Parameters
    ----------
    code : str
        Stable slug, such as ``feel.type_mismatch``.
    text : str
        The piece of FEEL text that failed; empty when the fault is not in a text.
    start, end : int
        Character offsets of that piece in its expression.
    fields : mapping
        Values that the sentence names.
    """

    code: str
    text: str = ""
    start: int = 0
    end: int = 0
    fields: Mapping[str, FieldValue] = field(default_factory=dict)

    def to_plain(self) -> dict[str, object]:
        """Return the diagnostic as JSON-like values."""
        plain: dict[str, object] = {"code": self.code, "text": self.text, "start": self.start, "end": self.end}
        plain["fields"] = dict(self.fields)
        return plain


class FeelFault(Exception):  # noqa: N818 - not an error of the engine: the interpreter turns it into null and a diagnostic
    """A FEEL operation has no value.

    Never leaves :mod:`kethop.rules.feel`: the interpreter answers null and records a :class:`Diagnostic`.
    """

    def __init__(self, code: str, **fields: FieldValue) -> None:
        self.code = code
        self.fields = fields
        super().__init__(code)


class LimitReached(RuleError):  # noqa: N818 - names what happened, as FeelFault does
    """An evaluation goes beyond what is followed: it has no answer at all, so it is no fault that becomes null.

    Parameters
    ----------
    kind : str
        What there is too much of, such as ``too_many_steps``.
    limit : int
        How much of it is followed.
    """

    def __init__(self, kind: str, limit: int) -> None:
        self.kind = kind
        self.limit = limit
        super().__init__("rules.limit", kind=kind, limit=limit)
