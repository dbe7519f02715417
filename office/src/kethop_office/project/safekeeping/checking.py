"""Look whether everything is readable: the office as it stands, or a backup. Nothing is changed and no network is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from kethop_office.accounts.row_security.check import fault as wall_fault
from kethop_office.audit import append_only
from kethop_office.audit.queries import verify
from kethop_office.common.files import blob_path, hash_of_file
from kethop_office.common.models import Blob
from kethop_office.common.sweeping import named_files
from kethop_office.project.safekeeping import place
from kethop_office.project.safekeeping.copies import Say
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.office import work_folder
from kethop_office.project.safekeeping.restore import listing_of, open_database, opened
from kethop_office.project.safekeeping.sqlite_copy import quick_fault

__all__ = ["Finding", "check_backup", "check_office"]

_TOLD_EVERY = 1_000
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, in both languages, and what is wrong with it; empty when nothing is."""

    vi: str
    en: str
    wrong: str = ""


def check_office(say: Say) -> Iterator[Finding]:
    """Look at database, files, chain and its protection."""
    if connection.vendor == "sqlite":
        fault = quick_fault(Path(str(connection.settings_dict["NAME"])), is_live=True)
        yield Finding("cơ sở dữ liệu và các liên kết giữa dòng", "database, references between rows", fault)
    rows, wrong = _files(say)
    yield Finding(f"{rows} tệp, từng byte", f"{rows} files, byte by byte", _some(wrong))
    spare = len(list(named_files(Path(settings.KETHOP_FILES)))) - rows
    if spare > 0 and not wrong:
        yield Finding(f"{spare} tệp không có dòng nào, sẽ được dọn", f"{spare} files without a row, to be swept")
    chain = verify()
    broken = f"{chain.broken_seq}: {chain.reason}" if chain.broken_seq else ""
    yield Finding(f"nhật ký {chain.checked} sự kiện", f"audit chain of {chain.checked} events", broken)
    wall = wall_fault()
    yield Finding("độ mật được cơ sở dữ liệu giữ", "levels are guarded by the database", " · ".join(wall or ()))
    missing = "" if append_only.is_installed(connection) else "trigger"
    yield Finding("nhật ký chỉ ghi thêm", "the chain can only grow", missing)


def check_backup(source: Path, identity: str | None, say: Say, *, wanted: str | None = None) -> Iterator[Finding]:
    """Look at a backup: without the identity every sealed byte, with it everything inside too.

    Raises
    ------
    Fault
        There is no such backup.
    """
    manifest = place.chosen(source, wanted)
    wrong: list[str] = []
    for number, (path, said) in enumerate(sorted(manifest.pieces.items()), 1):
        found = place.sealed_fault(source, path, said)
        is_apart = path.endswith("/keys.age") and not (source / path).exists()
        wrong += [found] if found and not is_apart else []
        if number % _TOLD_EVERY == 0:
            say(f"Đã kiểm tra {number}/{len(manifest.pieces)} · checked")
    count = len(manifest.pieces)
    yield Finding(
        f"bản {manifest.id}: {count} phần đã niêm phong", f"backup {manifest.id}: {count} sealed parts", _some(wrong)
    )
    if identity and not wrong:
        yield from _inside(source, manifest, identity, say)


def _inside(source: Path, manifest: place.Manifest, identity: str, say: Say) -> Iterator[Finding]:
    data = Path(settings.KETHOP_DATA)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with work_folder(data) as work:
        try:
            listing = listing_of(source, manifest, identity, work)
            open_database(source, manifest, listing, identity, work / "database")
        except Fault as fault:
            yield Finding("mở bằng tệp khóa", "opened with the identity", f"{fault.vi} · {fault.en}")
            return
        if listing.kind == "sqlite":
            fault_found = quick_fault(work / "database")
            yield Finding("cơ sở dữ liệu trong bản sao lưu", "database of the backup", fault_found)
    contents = listing.contents
    rows, tables = sum(table.rows for table in contents.tables.values()), len(contents.tables)
    yield Finding(f"{tables} bảng, {rows} dòng", f"{tables} tables, {rows} rows")
    broken = str(contents.chain.broken) if contents.chain.broken else ""
    yield Finding(
        f"nhật ký {contents.chain.events} sự kiện, đầu {contents.chain.head[:16]}",
        f"audit chain of {contents.chain.events} events, head {contents.chain.head[:16]}",
        broken,
    )
    wrong: list[str] = []
    stored = [(one.piece, (one.bytes, sha256)) for sha256, one in listing.files.items()]
    stored += [(one.piece, (one.bytes, one.sha256)) for one in listing.others]
    for number, (path, plain) in enumerate(stored, 1):
        try:
            opened(source, manifest, path, None, identity, plain)
        except Fault:
            wrong.append(path)
        if number % _TOLD_EVERY == 0:
            say(f"Đã mở {number}/{len(stored)} tệp · files opened")
    yield Finding(f"{len(stored)} tệp mở được", f"{len(stored)} files open", _some(wrong))
    yield Finding("đủ mọi tệp mà dữ liệu nêu tên", "every file that a row names", _some(listing.missing))


def _files(say: Say) -> tuple[int, list[str]]:
    """Read every file that a row names."""
    wrong, total, number = [], Blob.objects.count(), 0
    for number, sha256 in enumerate(Blob.objects.order_by("pk").values_list("pk", flat=True).iterator(), 1):
        found = hash_of_file(blob_path(sha256))
        if found != sha256:
            wrong.append(f"{'thay đổi · changed' if found else 'thiếu · missing'} {sha256}")
        if number % _TOLD_EVERY == 0:
            say(f"Đã đọc {number}/{total} tệp · files read")
    return number, wrong


def _some(wrong: list[str]) -> str:
    """Return the first of many, and how many there are."""
    more = f" (+{len(wrong) - _SHOWN})" if len(wrong) > _SHOWN else ""
    return "; ".join(wrong[:_SHOWN]) + more
