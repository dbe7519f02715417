"""Logs made of nothing but rows: written as the office writes them, and spoiled in known ways."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kethop_office.audit.chain.canonical import FIRST, canonical, event_hash
from kethop_office.audit.chain.checking import Row
from kethop_office.audit.chain.heads import Checkpoint, VerifierKey, sign
from kethop_office.audit.chain.merkle import Frontier

__all__ = ["KEY", "ORIGIN", "SPOILERS", "VERIFIER_KEY", "Spoiled", "head_of", "made_log", "seeded"]

ORIGIN = "kethop/thu/5b0f8f2e-0000-4000-8000-000000000001"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER_KEY = VerifierKey.of(KEY, ORIGIN)


@dataclass
class Spoiled:
    """A log after someone was at it, and the first number that is no longer as it was written; None where it is whole in itself."""

    rows: list[Row]
    first_bad: int | None


def seeded(seed: str) -> random.Random:
    """Return chance that comes out the same each time."""
    return random.Random(seed)  # noqa: S311 - no secret is made of it


def made_log(size: int, chance: random.Random, at: int = 0) -> list[Row]:
    rows, prev = [], FIRST
    for seq in range(1, size + 1):
        at += chance.randint(0, 90)
        moment = f"2026-11-{23 + at // 86400:02d}T{at // 3600 % 24:02d}:{at // 60 % 60:02d}:{at % 60:02d}.000000Z"
        level = chance.choice((0, 0, 0, 20, 30))
        act = chance.choice(("case.filed", "case.read", "inquiry.sent"))
        object_key = f"case:{chance.getrandbits(64):x}"
        detail = {"n": chance.getrandbits(40), "ghi": chance.choice(("Số liệu", 'a"},"b', "\\", "ǖ\u0000"))}
        body = canonical(
            {"v": 2, "seq": seq, "at": moment, "act": act, "object": object_key, "level": level, "detail": detail}
        )
        rows.append(Row(seq, prev, body, event_hash(prev, body), act, object_key, level, moment))
        prev = rows[-1].hash
    return rows


def head_of(rows: list[Row], size: int) -> str:
    """Return the signed note of the head after so many events."""
    tree = Frontier()
    for row in rows[:size]:
        tree.append(bytes.fromhex(row.hash))
    return sign(Checkpoint(ORIGIN, size, tree.root), KEY)


def edited(rows: list[Row], chance: random.Random) -> Spoiled:
    index = chance.randrange(len(rows))
    body = rows[index].body.replace('"v":2', '"v":3')
    return Spoiled([*rows[:index], rows[index]._replace(body=body), *rows[index + 1 :]], index + 1)


def deleted(rows: list[Row], chance: random.Random) -> Spoiled:
    index = chance.randrange(len(rows) - 1)
    return Spoiled(rows[:index] + rows[index + 1 :], index + 1)


def inserted(rows: list[Row], chance: random.Random) -> Spoiled:
    """One more event is put between two, and those behind it numbered on, their bodies and hashes left as they are."""
    index = chance.randrange(len(rows))
    before = rows[index]
    extra = before._replace(hash=event_hash(before.prev, before.body + " "), body=before.body + " ")
    shifted = [row._replace(seq=row.seq + 1) for row in rows[index:]]
    return Spoiled([*rows[:index], extra, *shifted], index + 2)


def reordered(rows: list[Row], chance: random.Random) -> Spoiled:
    index = chance.randrange(len(rows) - 1)
    first, second = rows[index], rows[index + 1]
    swapped = [second._replace(seq=first.seq), first._replace(seq=second.seq)]
    return Spoiled([*rows[:index], *swapped, *rows[index + 2 :]], index + 1)


def truncated(rows: list[Row], chance: random.Random) -> Spoiled:
    return Spoiled(rows[: chance.randrange(len(rows) - 1) + 1], None)


def rewritten(rows: list[Row], chance: random.Random) -> Spoiled:
    """From some event on everything is written anew, hashes and all: whole in itself."""
    index, anew = chance.randrange(len(rows)), []
    prev = rows[index].prev
    for row in rows[index:]:
        body = row.body.replace('"v":2', '"v":7')
        anew.append(row._replace(prev=prev, body=body, hash=event_hash(prev, body)))
        prev = anew[-1].hash
    return Spoiled([*rows[:index], *anew], None)


SPOILERS: dict[str, Callable[[list[Row], random.Random], Spoiled]] = {
    "edit": edited,
    "delete": deleted,
    "insert": inserted,
    "reorder": reordered,
    "truncate": truncated,
    "rewrite": rewritten,
}
