"""One line of the check panel of a site: an id, a state and fields; its sentence is written elsewhere."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, WithJsonSchema

from kethop.documents import Record
from kethop.errors import KethopError
from kethop.spatial import Note
from kethop.vocabulary import Text

__all__ = ["Check", "CheckState", "CheckValue", "check", "check_of_error", "check_of_note"]

_Number = Annotated[Decimal, WithJsonSchema({"type": "number"})]
CheckValue = Text | str | int | Decimal | None


class CheckState(StrEnum):
    """What a line says: in order, to be looked at, to be put right, not checked."""

    PASS = "pass"  # noqa: S105 - no password
    NOTICE = "notice"
    FAULT = "fault"
    UNKNOWN = "unknown"


class Check(Record):
    """One line of the check panel.

    Parameters
    ----------
    id : str
        Slug of the sentence, such as ``crs.fits`` or the code of an error.
    state : CheckState
        What it says.
    fields : Mapping
        Values that the sentence names. Lengths in metres, areas in the unit of the field's name, shares from 0 to 1.
    """

    id: Annotated[str, Field(description="Slug of the sentence; an error code where the line is an error")]
    state: CheckState
    fields: Mapping[str, Text | str | _Number | None]


def check(name: str, state: CheckState, **fields: CheckValue) -> Check:
    """Return a line of the panel."""
    plain = {key: Decimal(value) if isinstance(value, int) else value for key, value in fields.items()}
    return Check(id=name, state=state, fields=MappingProxyType(plain))


def check_of_error(error: KethopError) -> Check:
    """Return the line of an error: its code is the id."""
    return check(error.code, CheckState.FAULT, **_exact(error.fields))


def check_of_note(note: Note) -> Check:
    """Return the line of a remark that the reader must see."""
    return check(note.code, CheckState.NOTICE, **_exact(note.fields))


def _exact(fields: Mapping[str, str | int | float | None]) -> dict[str, CheckValue]:
    """Return the fields with numbers as decimals: lengths and areas to a tenth of a millimetre."""
    return {
        name: Decimal(repr(round(value, 4))) if isinstance(value, float) else value for name, value in fields.items()
    }
