"""A remark that travels with a result: a stable code and plain fields, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from typing_extensions import override

__all__ = ["Note", "NoteValue", "note"]

NoteValue: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader of a result must know beside its numbers.

    Parameters
    ----------
    code : str
        Stable slug such as ``surfaces.length_conflict``.
    fields : Mapping[str, str, int, float or None]
        Values that the sentence names; lengths in metres.
    """

    code: str
    fields: Mapping[str, NoteValue] = field(default_factory=dict)

    @override
    def __hash__(self) -> int:
        return hash((self.code, *self.fields.items()))


def note(code: str, **fields: NoteValue) -> Note:
    """Return a note whose fields cannot be changed."""
    return Note(code, MappingProxyType(fields))
