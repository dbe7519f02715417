"""Make a backup: the database first, then the files that it names.

A file is written before the row that names it and never changed after, and while a backup runs nothing is swept away. So every
file of the database's moment is still there when it is copied; what came later is in the next backup.
"""

import io
import json
import shutil
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as digest_of
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from kethop_office.accounts.row_security.reader import keeping
from kethop_office.audit.actions import Detail, record
from kethop_office.common import clock
from kethop_office.common.bridge import engine_version
from kethop_office.common.files import blob_path, hash_of_file
from kethop_office.project.safekeeping import office, place
from kethop_office.project.safekeeping.conditions import nothing_swept, refuse_place, refuse_recipients
from kethop_office.project.safekeeping.copies import Contents, Say
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.listing import Listing, Other, StoredFile, write_listing
from kethop_office.project.safekeeping.seal import seal
from kethop_office.project.safekeeping.streams import Passed, packed, sealed_file

__all__ = ["Made", "make_backup"]

_TOLD_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that stands.

    Parameters
    ----------
    new, new_bytes : int
        Files that were not in the place yet, and the bytes written for everything.
    missing : list of str
        Hashes that the database names and that could not be copied.
    broken : int or None
        First event of the audit chain that is not as it was written.
    """

    id: str
    files: int
    new: int
    new_bytes: int
    rows: int
    events: int
    missing: list[str]
    broken: int | None


def make_backup(to: Path, recipients: Sequence[str], say: Say) -> Made:
    """Back the office up into a folder, sealed to the recipients; what is there from earlier backups is not written again.

    Raises
    ------
    Fault
        Nothing was made that looks like a backup.
    """
    refuse_place(to)
    refuse_recipients(recipients)
    data = Path(settings.KETHOP_DATA)
    with nothing_swept(), place.alone_in(to), keeping("backup"), office.work_folder(data) as work:
        moment = clock.now()
        key = place.new_id(to, moment)
        _tell("backup.begun", key, moment, {"reader": "backup"})
        _clear_unfinished(to)
        made = _Backup(to, key, moment, list(recipients), work, say).run()
        _tell("backup.made", key, clock.now(), {"files": made.files, "rows": made.rows, "missing": len(made.missing)})
    return made


class _Backup:
    """One backup on its way."""

    def __init__(self, to: Path, key: str, moment: datetime, recipients: list[str], work: Path, say: Say) -> None:
        self._to = to
        self._key = key
        self._moment = moment
        self._recipients = recipients
        self._work = work
        self._say = say
        self._part = to / "backups" / f".{key}.part"
        self._known = place.known_pieces(to)
        self._pieces: dict[str, Passed] = {}
        self._new = self._new_bytes = 0

    def run(self) -> Made:
        self._part.mkdir(parents=True)
        copy = office.take_copy(self._work, self._say)
        contents = copy.contents()
        self._refuse_empty(contents)
        plain = (copy.path.stat().st_size, hash_of_file(copy.path))
        self._seal_database(copy.path)
        files, missing = self._seal_files(contents)
        others = [self._seal_other(path) for path in office.other_files()]
        keys = self._seal_keys()
        listing = Listing(
            id=self._key,
            node=settings.KETHOP_NODE,
            program=engine_version(),
            kind=copy.kind,
            database=plain,
            contents=contents,
            files=files,
            others=others,
            missing=missing,
            keys=keys,
        )
        write_listing(listing, self._work / "contents")
        self._seal_part("contents", self._work / "contents")
        place.finish(self._to, self._part, self._manifest(copy.kind))
        rows = sum(table.rows for table in contents.tables.values())
        return Made(
            self._key,
            len(files),
            self._new,
            self._new_bytes,
            rows,
            contents.chain.events,
            missing,
            contents.chain.broken,
        )

    def _manifest(self, kind: str) -> place.Manifest:
        return place.Manifest(
            id=self._key,
            made_at=self._moment.isoformat(timespec="seconds"),
            program=engine_version(),
            database=kind,
            recipients=[digest_of(text.encode()).hexdigest()[:16] for text in self._recipients],
            pieces=self._pieces,
        )

    @staticmethod
    def _refuse_empty(contents: Contents) -> None:
        if not contents.tables:
            raise Fault(
                "Cơ sở dữ liệu trống, không có gì để sao lưu. Kiểm tra KETHOP_DATA_DIR, DATABASE_URL.",
                "The database is empty, there is nothing to back up. Check KETHOP_DATA_DIR, DATABASE_URL.",
            )

    def _seal_database(self, path: Path) -> None:
        shut = self._work / "packed"
        packed(path, shut)
        self._seal_part("database", shut)
        shut.unlink()

    def _seal_part(self, name: str, source: Path) -> None:
        _plain, written = sealed_file(source, self._part / f"{name}.age", self._recipients)
        self._pieces[f"backups/{self._key}/{name}.age"] = written
        self._new_bytes += written[0]

    def _seal_files(self, contents: Contents) -> tuple[dict[str, StoredFile], list[str]]:
        kept: dict[str, StoredFile] = {}
        missing: list[str] = []
        for number, (sha256, size) in enumerate(sorted(contents.files.items()), 1):
            path = self._sealed(blob_path(sha256), sha256, size)
            if path:
                kept[sha256] = StoredFile(size, path)
            else:
                missing.append(sha256)
            if number % _TOLD_EVERY == 0 or number == len(contents.files):
                self._say(f"Tệp: {number}/{len(contents.files)}, mới {self._new} · files: new")
        return kept, missing

    def _sealed(self, source: Path, sha256: str, size: int) -> str:
        """Seal a file unless it is there already; empty where it is gone or no longer what its hash says."""
        path = place.piece_path(salted_hmac("kethop.backup.piece", sha256, algorithm="sha256").hexdigest())
        if path not in self._known:
            try:
                read, written = sealed_file(source, self._to / path, self._recipients)
            except FileNotFoundError:
                return ""
            if read != (size, sha256):
                (self._to / path).unlink()
                return ""
            self._known[path] = written
            self._new += 1
            self._new_bytes += written[0]
        self._pieces[path] = self._known[path]
        return path

    def _seal_other(self, path: Path) -> Other:
        sha256, size = hash_of_file(path), path.stat().st_size
        sealed = self._sealed(path, sha256, size)
        name = path.relative_to(settings.KETHOP_DATA).as_posix()
        if not sealed:
            raise Fault(
                f"{name} thay đổi trong khi sao lưu. Chạy lại.", f"{name} changed during the backup. Run it again."
            )
        return Other(name, sha256, size, sealed)

    def _seal_keys(self) -> list[str]:
        """Seal the keys into a file of their own, which may be kept apart from the rest."""
        folder = Path(settings.KETHOP_DATA)
        keys = {
            path.relative_to(folder).as_posix(): b64encode(path.read_bytes()).decode() for path in office.key_files()
        }
        shut = io.BytesIO()
        seal(io.BytesIO(json.dumps(keys).encode()), shut, self._recipients)
        data = shut.getvalue()
        (self._part / "keys.age").write_bytes(data)
        self._pieces[f"backups/{self._key}/keys.age"] = (len(data), digest_of(data).hexdigest())
        return sorted(keys)


def _clear_unfinished(to: Path) -> None:
    """Delete what a backup that was cut off left; its sealed files are written again, since nobody knows their hash."""
    for left in (to / "backups").glob(".*.part"):
        shutil.rmtree(left)


def _tell(act: str, key: str, at: datetime, detail: dict[str, Detail]) -> None:
    with transaction.atomic():
        record(act, actor=None, object_key=f"backup:{key}", at=at, detail=detail)
