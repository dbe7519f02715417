"""Before the shape of a database is changed: a copy of it, or a backup that is young."""

import os
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kethop_office.common import clock, disk
from kethop_office.project.safekeeping.copies import grouped
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.loading import refuse_newer
from kethop_office.project.safekeeping.office import BEFORE_UPGRADE
from kethop_office.project.safekeeping.sqlite_copy import copy_database, quick_fault

__all__ = ["applied_migrations", "keep_before", "refuse_newer_database"]

_KEPT = 3
_YOUNG = timedelta(hours=24)


def applied_migrations() -> dict[str, list[str]]:
    """Return the changes that the database has seen, by app."""
    recorder = MigrationRecorder(connection)
    return grouped(recorder.applied_migrations()) if recorder.has_table() else {}


def refuse_newer_database() -> None:
    """Refuse a database that a newer program wrote.

    Raises
    ------
    Fault
        It has changes that this program does not know.
    """
    refuse_newer(applied_migrations())


def keep_before() -> Path | None:
    """Keep the state before an upgrade; None where there is none, or where a backup of today is it.

    SQLite: a copy beside the data, the last three stay. PostgreSQL: the last 24 hours must have seen a backup.

    Raises
    ------
    Fault
        There is no backup, the copy is damaged, or there is no room for it.
    """
    if not applied_migrations():
        return None
    if connection.vendor != "sqlite":
        _refuse_without_backup()
        return None
    source = Path(str(connection.settings_dict["NAME"]))
    folder = Path(settings.KETHOP_DATA) / BEFORE_UPGRADE
    disk.make_folder(folder)
    target = folder / f"{clock.now():%Y%m%dT%H%M%SZ}.sqlite3"
    part = folder / f".{target.name}.part"
    try:
        copy_database(source, part)
        fault = quick_fault(part)
        if fault:
            raise Fault(
                f"Cơ sở dữ liệu hỏng ({fault}), không nâng cấp. Khôi phục bản sao lưu gần nhất.",
                f"The database is damaged ({fault}) and is not upgraded. Restore the latest backup.",
            )
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    disk.sync_folder(folder)
    for old in sorted(set(folder.glob("*.sqlite3")) - {target})[: 1 - _KEPT]:
        old.unlink()
    return target


def _refuse_without_backup() -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("SELECT to_regclass('audit_auditevent') IS NOT NULL")
        row = cursor.fetchone()
        if not row or not row[0]:
            return
        since = clock.now() - _YOUNG
        cursor.execute("SELECT EXISTS (SELECT 1 FROM audit_auditevent WHERE act = 'backup.made' AND at > %s)", [since])
        row = cursor.fetchone()
    if not row or not row[0]:
        raise Fault(
            "Chưa có bản sao lưu trong 24 giờ qua. Chạy: kethop-office backup THU_MUC, rồi init lại (hoặc init --without-backup).",
            "There is no backup of the last 24 hours. Run: kethop-office backup FOLDER, then init again (or init --without-backup).",
        )
