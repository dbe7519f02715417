"""The chain as lines for an auditor, up to a level; and the program that checks them without us."""

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from kethop_office.audit.chain.checking import Row
from kethop_office.audit.models import SignedHead
from kethop_office.audit.queries.verifying import rows

__all__ = ["VERIFIER", "export_lines", "lines_of", "verifier"]

VERIFIER = "kethop_verify.py"
_FORM = 2


def export_lines(rank: int, keys: Sequence[str]) -> Iterator[str]:
    """Return the chain as lines of JSON: a first line with the keys, the signed heads, then the events.

    An event above the rank shows only its number and hashes: everything about the others is still proved.

    Parameters
    ----------
    rank : int
        Highest level that is shown.
    keys : sequence of str
        Public keys of the heads, the one in use first; empty where the office has none yet.
    """
    notes = SignedHead.objects.order_by("size").values_list("note", flat=True)
    return lines_of(rows(), notes.iterator(), rank, keys)


def lines_of(events: Iterable[Row], notes: Iterable[str], rank: int, keys: Sequence[str]) -> Iterator[str]:
    """Return the lines of given events and signed heads."""
    key, earlier = keys[0] if keys else "", list(keys[1:])
    yield _line({"kethop_audit": _FORM, "key": key, "level": rank} | ({"earlier_keys": earlier} if earlier else {}))
    for note in notes:
        yield _line({"head": note})
    for row in events:
        shown = {"seq": row.seq, "prev": row.prev, "hash": row.hash}
        yield _line(shown | {"body": row.body} if row.level <= rank else shown)


def verifier() -> str:
    """Return the text of the checking program: one file, standard library only."""
    return files("kethop_office.audit").joinpath("verifier", VERIFIER).read_text(encoding="utf-8")


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
