"""Bring a backup back: into an empty place only, whole or not at all.

Everything is opened into a folder inside the target and compared with what the backup says of itself; only then is it moved to
its place, the database last. On PostgreSQL tables are built and filled in one transaction, and the files are moved before it ends.
"""

import json
import os
import shutil
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from kethop_office.audit.actions import record
from kethop_office.common import clock, disk
from kethop_office.common.files import hash_of_file
from kethop_office.project.safekeeping import office, place
from kethop_office.project.safekeeping.copies import Say
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.listing import Listing, read_listing
from kethop_office.project.safekeeping.loading import load, refuse_newer, refuse_tables
from kethop_office.project.safekeeping.seal import SealError
from kethop_office.project.safekeeping.sqlite_copy import quick_fault
from kethop_office.project.safekeeping.streams import Passed, unpacked, unsealed_file

__all__ = ["STAGING", "Restored", "listing_of", "open_database", "opened", "restore", "tell_restored"]

STAGING = ".restoring"
_TOLD_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    id: str
    files: int
    rows: int
    events: int
    missing: list[str]
    keys: list[str]


def restore(source: Path, identity: str, say: Say, *, wanted: str | None = None) -> Restored:
    """Bring a backup back into the data folder and database of the settings, both of which must be empty.

    Raises
    ------
    Fault
        Nothing was brought back.
    """
    manifest = place.chosen(source, wanted)
    _refuse_other_database(manifest.database)
    target = Path(settings.KETHOP_DATA)
    if connection.vendor == "postgresql":
        refuse_tables()
    _refuse_full(target)
    disk.make_folder(target)
    staging = target / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    try:
        return _restored(source, manifest, identity, staging, say)
    except BaseException:
        if len(list(target.iterdir())) == 1:  # nothing was moved yet
            shutil.rmtree(staging, ignore_errors=True)
        raise


def tell_restored(restored: Restored) -> None:
    """Record the restore in the chain that it brought back, and end every session: one may have been ended since."""
    with transaction.atomic():
        Session.objects.all().delete()
        record(
            "backup.restored",
            actor=None,
            object_key=f"backup:{restored.id}",
            at=clock.now(),
            detail={"reader": "backup", "files": restored.files, "rows": restored.rows, "events": restored.events},
        )


def opened(
    source: Path, manifest: place.Manifest, path: str, target: Path | None, identity: str, plain: Passed | None = None
) -> None:
    """Open something sealed, and compare it with what the manifest and the listing say of it.

    Raises
    ------
    Fault
        It is not there, not for this identity, or not as it was.
    """
    try:
        shut, read = unsealed_file(source / path, target, identity)
    except FileNotFoundError as error:
        raise _damaged(path) from error
    except SealError as error:
        raise Fault(
            f"Không mở được {path}: sai tệp khóa, hoặc dữ liệu đã bị thay đổi. Thử tệp khóa khác rồi bản sao lưu khác.",
            f"{path} cannot be opened: the wrong identity, or changed bytes. Try another identity, then another backup.",
        ) from error
    if shut != manifest.pieces.get(path) or (plain is not None and read != plain):
        if target is not None:
            target.unlink()
        raise _damaged(path)


def listing_of(source: Path, manifest: place.Manifest, identity: str, work: Path) -> Listing:
    """Open what a backup holds.

    Raises
    ------
    Fault
        It cannot be opened, or is no listing.
    """
    path = f"backups/{manifest.id}/contents.age"
    opened(source, manifest, path, work / "contents", identity)
    try:
        listing = read_listing(work / "contents")
    except ValueError as error:
        raise _damaged(path) from error
    if listing.id != manifest.id or listing.kind != manifest.database:
        raise _damaged(path)
    return listing


def open_database(source: Path, manifest: place.Manifest, listing: Listing, identity: str, target: Path) -> None:
    """Open the plain copy of the database.

    Raises
    ------
    Fault
        It is not as it was.
    """
    path = f"backups/{manifest.id}/database.age"
    shut = target.with_name(f"{target.name}.gz")
    opened(source, manifest, path, shut, identity)
    try:
        unpacked(shut, target, listing.database[0])
    except ValueError as error:
        raise _damaged(path) from error
    finally:
        shut.unlink(missing_ok=True)
    found = office.copy_from(listing.kind, target)
    if (target.stat().st_size, hash_of_file(target)) != listing.database or found.contents() != listing.contents:
        raise _damaged(path)


def _restored(source: Path, manifest: place.Manifest, identity: str, staging: Path, say: Say) -> Restored:
    listing = listing_of(source, manifest, identity, staging)
    (staging / "contents").unlink()
    refuse_newer(listing.contents.migrations)
    _open_files(source, manifest, listing, identity, staging, say)
    keys = _open_keys(source, manifest, identity, staging)
    copy = staging / (office.DATABASE if listing.kind == "sqlite" else "database.sql")
    open_database(source, manifest, listing, identity, copy)
    say("Đã mở và so từng tệp, từng bảng · every file and table opened and compared")
    os.sync()
    if listing.kind == "sqlite":
        fault = quick_fault(copy)
        if fault:
            raise _damaged(fault)
        _move_in(staging)
    else:
        with transaction.atomic():
            load(copy, listing.contents, say)
            copy.unlink()
            _move_in(staging)
    staging.rmdir()  # until then a restore that is cut off is known as one
    disk.sync_folder(staging.parent)
    rows = sum(table.rows for table in listing.contents.tables.values())
    return Restored(manifest.id, len(listing.files), rows, listing.contents.chain.events, listing.missing, keys)


def _open_files(
    source: Path, manifest: place.Manifest, listing: Listing, identity: str, staging: Path, say: Say
) -> None:
    for number, (sha256, one) in enumerate(listing.files.items(), 1):
        target = staging / "files" / sha256[:2] / sha256
        opened(source, manifest, one.piece, target, identity, (one.bytes, sha256))
        if number % _TOLD_EVERY == 0 or number == len(listing.files):
            say(f"Tệp: {number}/{len(listing.files)} · files")
    for other in listing.others:
        opened(source, manifest, other.piece, staging / other.path, identity, (other.bytes, other.sha256))


def _open_keys(source: Path, manifest: place.Manifest, identity: str, staging: Path) -> list[str]:
    """Open the keys; where their file was kept elsewhere, the office gets new ones and says so."""
    path = f"backups/{manifest.id}/keys.age"
    if not (source / path).exists():
        return []
    opened(source, manifest, path, staging / "keys.json", identity)
    keys: Mapping[str, str] = json.loads((staging / "keys.json").read_bytes())
    (staging / "keys.json").unlink()
    for name, text in keys.items():
        target = staging / name
        if not target.resolve().is_relative_to(staging.resolve()):
            raise _damaged(path)
        disk.write_whole(target, b64decode(text))
    return sorted(keys)


def _move_in(staging: Path) -> None:
    """Move everything to its place, the database last: without it there is no office."""
    target = staging.parent
    for path in sorted(staging.iterdir(), key=lambda path: (path.name == office.DATABASE, path.name)):
        os.replace(path, target / path.name)  # noqa: PTH105 - see `disk`
        disk.sync_folder(target)


def _refuse_full(target: Path) -> None:
    """Refuse a folder with anything in it; what a restore that was cut off left, without a database, may be taken away."""
    if not target.exists():
        return
    names = {path.name for path in target.iterdir()} - {"lost+found"}
    if STAGING in names and office.DATABASE not in names:
        for name in names:
            path = target / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return
    if names:
        raise Fault(
            f"{target} không trống. Khôi phục vào một thư mục trống: KETHOP_DATA_DIR.",
            f"{target} is not empty. Restore into an empty folder: KETHOP_DATA_DIR.",
        )


def _refuse_other_database(kind: str) -> None:
    if kind != connection.vendor:
        raise Fault(
            f"Bản sao lưu là của {kind}, cấu hình đang dùng {connection.vendor}. Xem lại DATABASE_URL.",
            f"The backup is of {kind}, the settings say {connection.vendor}. Look at DATABASE_URL.",
        )


def _damaged(path: str) -> Fault:
    return Fault(
        f"Bản sao lưu hỏng: {path}. Không có gì được khôi phục. Dùng bản sao lưu khác.",
        f"The backup is damaged: {path}. Nothing was restored. Use another backup.",
    )
