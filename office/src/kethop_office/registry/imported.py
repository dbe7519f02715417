"""What every import shares, whatever its rows are of: columns that are chosen, doubts as they are kept, equal rows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from kethop_office.common.refusal import Refused
from kethop_office.common.tables.cells import Doubt
from kethop_office.common.tables.heads import KEEP, SKIP
from kethop_office.common.words import Words

__all__ = ["chosen_columns", "fingerprint", "told_of"]

_LONGEST = 400


def chosen_columns(heads: Sequence[str], mapping: Mapping[str, str], fields: Mapping[str, Words]) -> dict[str, str]:
    """Return a field for each column as it was chosen; one that was not is kept as it stands.

    Raises
    ------
    Refused
        ``import.column_twice``.
    """
    chosen = {str(number): mapping.get(str(number), KEEP) for number in range(len(heads))}
    known = [field for field in chosen.values() if field not in {KEEP, SKIP}]
    twice = next((field for field in known if known.count(field) > 1 or field not in fields), None)
    if twice:
        raise Refused("import.column_twice", field=str(fields.get(twice, twice)))
    return chosen


def told_of(doubt: Doubt, name: str) -> dict[str, Any]:
    """Return the fields of the row that keeps a doubt.

    Parameters
    ----------
    name : str
        What stands before the code: whose sentence it is, such as ``park.doubt``.
    """
    text = doubt.text
    return {
        "code": f"{name}.{doubt.code}",
        "fields": dict(doubt.fields),
        "column": doubt.column[:200],
        "text": text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…",
        "is_note": doubt.is_note,
    }


def fingerprint(values: Mapping[str, object]) -> str:
    """Return what two rows with the same values share."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
