"""Sign heads of the chain and bring them out of the machine."""

import os
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kethop_office.audit.actions.recording import Detail, record
from kethop_office.audit.chain.heads import Checkpoint, VerifierKey, sign
from kethop_office.audit.chain.merkle import Frontier
from kethop_office.audit.keys import make_key, put_aside, read_key
from kethop_office.audit.models import Chain, SignedHead
from kethop_office.audit.queries.heads import key_text, last_seq, line_of, origin
from kethop_office.audit.queries.verifying import rows
from kethop_office.common import clock
from kethop_office.common.refusal import Refused

__all__ = ["DAILY_AT", "MANY", "begin_chain", "deliver", "renew_key", "sign_due", "sign_head", "verifier_key"]

MANY = 1_000
DAILY_AT = time(17, 0)
"""When the day's head is signed, in the office's time: before the register of the day is closed."""


def begin_chain(at: datetime) -> VerifierKey:
    """Give the chain its name and its key, once, and return the public key by which its heads are checked.

    Raises
    ------
    Refused
        As ``audit.keys.read_key``.
    """
    with transaction.atomic():
        if not Chain.objects.exists():
            chain = Chain.objects.create()
            record("audit.begun", actor=None, object_key=f"chain:{chain.pk}", at=at)
    make_key()
    key = verifier_key()
    if str(key) != key_text():
        with transaction.atomic():
            Chain.objects.update(public_key=str(key))
            record("audit.key_made", actor=None, object_key="audit:chain", at=at, detail={"key": str(key)})
    return key


def renew_key() -> tuple[VerifierKey, Path]:
    """Sign a last head, put the key aside and begin with another, which signs at once; return it, and where the old one lies.

    Heads of before stay checkable by the public half of the key that signed them, which the log tells. One that is ended between
    its steps leaves an office without a key: ``init`` makes it.

    Raises
    ------
    Refused
        As ``sign_head``.
    """
    sign_head(None)
    aside = put_aside(clock.now())
    key = begin_chain(clock.now())
    sign_head(None)
    return key, aside


def verifier_key() -> VerifierKey:
    """Return the public key of the office's heads.

    Raises
    ------
    Refused
        As ``audit.keys.read_key``.
    """
    return VerifierKey.of(read_key(), origin())


def sign_due() -> SignedHead | None:
    """Sign a head when the day's is due or 1,000 events have come since the last, and write what still waits for the outbox.

    Raises
    ------
    Refused
        As ``sign_head``.
    """
    last = SignedHead.objects.order_by("-size").first()
    head = None
    if last_seq() - (last.size if last else 0) >= MANY:
        head = sign_head(None, SignedHead.Cause.MANY)
    elif _is_day_due(last):
        head = sign_head(None, SignedHead.Cause.DAY)
    elif SignedHead.objects.filter(written_at=None).exists():
        deliver()
    return head


def sign_head(actor: UUID | None, cause: str = SignedHead.Cause.ASKED) -> SignedHead:
    """Sign the head of all events so far; its file goes to the outbox when the row stands.

    Raises
    ------
    Refused
        ``audit.not_begun``: the chain has no name yet; as ``audit.keys.read_key``.
    """
    name = origin()
    if not name:
        raise Refused("audit.not_begun")
    key = read_key()
    with transaction.atomic():
        last = SignedHead.objects.select_for_update().order_by("-size").first()
        tree = Frontier(last.size, last.peaks) if last else Frontier()
        for row in rows(after=tree.size):
            if row.seq != tree.size + 1:
                raise Refused("audit.broken", seq=tree.size + 1)
            tree.append(bytes.fromhex(row.hash))
        if last is not None and last.size == tree.size:
            return last
        now = clock.now()
        note = sign(Checkpoint(name, tree.size, tree.root), key)
        head = SignedHead.objects.create(
            size=tree.size, root=tree.root, peaks=list(tree.peaks), note=note, cause=cause, at=now
        )
        detail: dict[str, Detail] = {"size": tree.size, "root": tree.root, "cause": str(cause)}
        record("audit.head_signed", actor=actor, object_key="audit:chain", at=now, detail=detail)
        transaction.on_commit(deliver, robust=True)
    return head


def deliver() -> int:
    """Write every head that waits into the outbox, whole or not at all; return how many were written.

    A head whose file cannot be written stays waiting and is tried again with the next work by the clock. Not an act of its own: the
    event of a head is that of its signing.

    Raises
    ------
    Refused
        ``audit.outbox``: the folder cannot be written.
    """
    written = 0
    for head in SignedHead.objects.filter(written_at=None).order_by("size"):
        try:
            _write(Path(settings.KETHOP_OUTBOX), line_of(head).file_name, head.note)
        except OSError as error:
            raise Refused("audit.outbox", path=str(settings.KETHOP_OUTBOX), reason=error.strerror or "") from error
        SignedHead.objects.filter(pk=head.pk).update(written_at=clock.now())
        written += 1
    return written


def _is_day_due(last: SignedHead | None) -> bool:
    now = timezone.localtime(clock.now())
    due = datetime.combine(now.date(), DAILY_AT, now.tzinfo)
    due = due if due <= now else due - timedelta(days=1)
    return last_seq() > 0 and (last is None or last.at < due)


def _write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".{name}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
