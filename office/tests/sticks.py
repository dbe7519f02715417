"""A place for backups with its keys, and acts to back up."""

from pathlib import Path

from django.db import transaction

from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.files import store_bytes
from kethop_office.common.models import Blob
from kethop_office.project.safekeeping.backup import make_backup
from kethop_office.project.safekeeping.checking import check_backup
from kethop_office.project.safekeeping.seal import new_pair

__all__ = ["Stick", "act", "quiet"]


def quiet(_line: str) -> None:
    """Say nothing."""


def act(number: int) -> Blob:
    """Store a file and its event in one transaction."""
    with transaction.atomic():
        blob = store_bytes(b"content of file %d" % number)
        record("test.stored", actor=None, object_key=f"file:{blob.pk[:8]}", at=clock.now())
    return blob


class Stick:
    """A place for backups, with its pair of keys."""

    def __init__(self, folder: Path):
        self.to = folder
        self.identity, self.recipient = new_pair()

    def backup(self):
        return make_backup(self.to, [self.recipient], quiet)

    def wrong(self, *, opened: bool = True, wanted: str | None = None) -> list[str]:
        found = check_backup(self.to, self.identity if opened else None, quiet, wanted=wanted)
        return [one.wrong for one in found if one.wrong]
