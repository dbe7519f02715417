"""Whether a chain is whole: event by event in constant memory, and against heads that were kept outside."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from kethop_office.audit.chain.canonical import FIRST
from kethop_office.audit.chain.heads import Checkpoint
from kethop_office.audit.chain.merkle import Frontier

__all__ = ["Row", "Verification", "check"]

_TOLD_EVERY = 50_000
# What ``record`` writes, so that a million bodies need not be parsed; anything else is read as JSON. In a string of the detail every
# quotation mark has a backslash before it, so only the end of the detail itself is followed by ``"level"``.
_BODY = re.compile(
    r'\{"act":"([^"\\]*)","acting_for":[^,]*,"actor":[^,]*,"at":"([^"\\]*)",.*\},"level":(\d+),"node":"[^"\\]*",'
    r'"object":"([^"\\]*)",(?:"req":[^,]*,)?"seq":(\d+),(?:"told_at":"[^"\\]*",)?"v":[12]\}'
)


class Row(NamedTuple):
    """An event as it lies in the database; the last four are what its pages filter by."""

    seq: int
    prev: str
    body: str
    hash: str
    act: str
    object_key: str
    level: int
    at: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the chain found.

    Parameters
    ----------
    checked : int
        Events that were found whole, in order from the first.
    last_at : str
        Moment of the last of them, as events write it; empty when there are none.
    broken_seq : int or None
        Number of the first event that is not as it was written; None when all are.
    reason : str
        ``gap``, ``prev``, ``hash``, ``columns``, ``time``, ``cut`` (a head tells of more events than there are) or ``head`` (another
        root than a head tells: rewritten); empty when all are whole.
    heads : int
        Heads that agree.
    root : str
        Root of the tree over the events found whole.
    until : int or None
        With ``head``: the change lies between ``broken_seq`` and this number.
    """

    checked: int
    last_at: str
    broken_seq: int | None = None
    reason: str = ""
    heads: int = 0
    root: str = ""
    until: int | None = None

    @property
    def last_moment(self) -> datetime | None:
        """Moment of the last whole event."""
        return datetime.fromisoformat(self.last_at) if self.last_at else None


def check(
    rows: Iterable[tuple[int, str, str, str, str, str, int, str]],
    heads: Sequence[Checkpoint] = (),
    progress: Callable[[int], object] = lambda _checked: None,
) -> Verification:
    """Check a chain and stop at the first event that is broken.

    A cut tail or a rewritten chain is whole in itself: only a head kept outside shows that.

    Parameters
    ----------
    rows : iterable of tuple
        All events as ``Row`` has them, by number.
    heads : sequence of Checkpoint
        Heads of this chain whose signatures have been checked.
    progress : callable
        Told now and then how many events were checked.
    """
    tree, prev, at, agreed_to = Frontier(), bytes.fromhex(FIRST), "", 0
    if any(head.size == 0 and head.root != tree.root for head in heads):
        return Verification(0, "", 1, "head", 0, tree.root, 0)
    waiting = sorted((head for head in heads if head.size), key=lambda head: head.size)
    agreed = len(heads) - len(waiting)
    wanted = waiting[0].size if waiting else -1
    for row in rows:
        reason, prev = _fault(row, tree.size + 1, prev, at)
        if reason:
            return Verification(tree.size, at, tree.size + 1, reason, agreed, tree.root)
        at = row[-1]
        tree.append(prev)
        while tree.size == wanted:
            head = waiting.pop(0)
            if head.root != tree.root:
                return Verification(tree.size, at, agreed_to + 1, "head", agreed, tree.root, head.size)
            agreed, agreed_to, wanted = agreed + 1, head.size, waiting[0].size if waiting else -1
        if tree.size % _TOLD_EVERY == 0:
            progress(tree.size)
    if waiting:
        return Verification(tree.size, at, tree.size + 1, "cut", agreed, tree.root)
    return Verification(tree.size, at, None, "", agreed, tree.root)


def _fault(row: tuple[int, str, str, str, str, str, int, str], seq: int, prev: bytes, at: str) -> tuple[str, bytes]:
    """Return what is wrong with an event, and its hash."""
    number, link, body, shown, act, object_key, level, moment = row
    if number != seq:
        return "gap", prev
    if link != prev.hex():
        return "prev", prev
    digest = hashlib.sha256(b"\x00" + prev + body.encode()).digest()
    if digest.hex() != shown:
        return "hash", prev
    if _said(body) != (seq, act, object_key, level, moment):
        return "columns", prev
    return ("time" if moment < at else ""), digest


def _said(text: str) -> tuple[object, ...]:
    """Return what a body says of number, act, object, level and moment."""
    found = _BODY.fullmatch(text)
    if found:
        act, moment, level, object_key, seq = found.groups()
        return int(seq), act, object_key, int(level), moment
    try:
        body = json.loads(text)
        return body["seq"], body["act"], body["object"], body["level"], body["at"]
    except (ValueError, LookupError, TypeError):
        return ()
