"""The folder of backups: what lies in it, what each backup says in clear, and that half of one never looks whole.

    pieces/ab/<name>.age            a file, sealed; its name is keyed, so that it tells nothing of the bytes
    backups/<id>/database.age       the database, packed and sealed
    backups/<id>/keys.age           the keys of the installation, sealed apart
    backups/<id>/contents.age       what all of it must be once it is opened, sealed
    backups/<id>/manifest.json      length and hash of everything above, in clear: whoever keeps it can check it

A backup is written beside its name and renamed last.
"""

import fcntl
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kethop_office.common import disk
from kethop_office.project.safekeeping.fault import Fault
from kethop_office.project.safekeeping.streams import Passed

__all__ = [
    "FORMAT",
    "Manifest",
    "alone_in",
    "backups_in",
    "chosen",
    "finish",
    "known_pieces",
    "new_id",
    "piece_path",
    "sealed_fault",
]

FORMAT = "kethop-backup/1"
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_PIECE = re.compile(r"pieces/([0-9a-f]{2})/\1[0-9a-f]{62}\.age")
_PART = re.compile(r"(?:database|keys|contents)\.age")
_MOST = 1 << 29
_NOTE = """Đây là bản sao lưu đã mã hóa của một văn phòng Kết hợp. Chỉ người giữ tệp khóa (AGE-SECRET-KEY-1...) mở được.
Kiểm tra: kethop-office check THU_MUC. Khôi phục: kethop-office restore THU_MUC --identity TEP_KHOA.

This is the encrypted backup of an office of Ket hop. Only who keeps the identity (AGE-SECRET-KEY-1...) can open it.
Check: kethop-office check FOLDER. Restore: kethop-office restore FOLDER --identity FILE.
Without the program: age --decrypt -i FILE backups/ID/contents.age (age-encryption.org/v1), database.age is gzip inside.
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself in clear.

    Parameters
    ----------
    id : str
        Its moment (UTC) and a random part.
    made_at : str
        ISO 8601.
    database : str
        ``sqlite`` or ``postgresql``.
    recipients : list of str
        First digits of the hash of each recipient, to find the identity.
    pieces : dict
        Path → bytes and SHA-256 of everything sealed.
    """

    id: str
    made_at: str
    program: str
    database: str
    recipients: list[str]
    pieces: Mapping[str, Passed]
    format: str = FORMAT


def piece_path(name: str) -> str:
    """Return where a sealed file lies."""
    return f"pieces/{name[:2]}/{name}.age"


def backups_in(place: Path) -> list[str]:
    """Return the backups of a place, oldest first; those that were not finished are none."""
    folder = place / "backups"
    return sorted(path.name for path in folder.iterdir() if _ID.fullmatch(path.name)) if folder.is_dir() else []


def chosen(place: Path, wanted: str | None = None) -> Manifest:
    """Return one backup of a place, the latest where none is named.

    Raises
    ------
    Fault
        There is none, or its manifest is damaged.
    """
    found = backups_in(place)
    if not found or (wanted and wanted not in found):
        raise Fault(
            f"Không có bản sao lưu {wanted or ''} trong {place}. Kiểm tra lại đường dẫn.".replace("  ", " "),
            f"There is no backup {wanted or ''} in {place}. Check the path.".replace("  ", " "),
        )
    return _read(place / "backups" / (wanted or found[-1]) / "manifest.json")


def known_pieces(place: Path) -> dict[str, Passed]:
    """Return the sealed files that the latest readable backup names and that lie there in their length; others are written anew."""
    for one in reversed(backups_in(place)):
        try:
            pieces = chosen(place, one).pieces
        except Fault:  # damaged; `check` tells it
            continue
        return {
            path: passed
            for path, passed in pieces.items()
            if path.startswith("pieces/") and _length(place / path) == passed[0]
        }
    return {}


def new_id(place: Path, moment: datetime) -> str:
    """Return the name of a new backup: its moment, or a second after the latest there, should the clock have been put back."""
    latest = max((_moment_of(one) for one in backups_in(place)), default=moment)
    moment = max(moment, latest + timedelta(seconds=1)) if backups_in(place) else moment
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def finish(place: Path, part: Path, manifest: Manifest) -> None:
    """Bring everything to the disk, then let the backup have its name."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    disk.write_whole(part / "manifest.json", text.encode())
    note = place / "README.txt"
    if not note.exists():
        disk.write_whole(note, _NOTE.encode())
    os.sync()  # one for all the pieces: each by itself would take hours on a slow disk
    os.replace(part, place / "backups" / manifest.id)  # noqa: PTH105 - see `disk`
    disk.sync_folder(place / "backups")
    disk.sync_folder(place)


def sealed_fault(place: Path, path: str, said: Passed) -> str:
    """Return what is wrong with something sealed, as far as it can be seen without the identity; empty when nothing."""
    file = place / path
    if not file.is_file():
        return f"thiếu · missing: {path}"
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(1 << 20):
            digest.update(chunk)
    is_same = (file.stat().st_size, digest.hexdigest()) == tuple(said)
    return "" if is_same else f"đã thay đổi · changed: {path}"


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """Let nobody else write a backup here meanwhile.

    Raises
    ------
    Fault
        Somebody does.
    """
    disk.make_folder(place)
    handle = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Fault(
                f"Đang có một lần sao lưu khác ghi vào {place}. Chờ xong rồi chạy lại.",
                f"Another backup is being written to {place}. Wait for its end and run again.",
            ) from error
        yield
    finally:
        os.close(handle)


def _moment_of(one: str) -> datetime:
    return datetime.strptime(one.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _read(file: Path) -> Manifest:
    """Read a manifest as bytes of a stranger: limited, every path checked."""
    try:
        with file.open("rb") as opened:
            said = json.loads(opened.read(_MOST))
        pieces = {str(path): (int(passed[0]), str(passed[1])) for path, passed in said.pop("pieces").items()}
        manifest = Manifest(**said, pieces=pieces)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(file) from error
    own = f"backups/{manifest.id}/"
    is_good = manifest.format == FORMAT and file.parent.name == manifest.id
    if not is_good or not all(
        _PIECE.fullmatch(path) or (path.startswith(own) and _PART.fullmatch(path.removeprefix(own))) for path in pieces
    ):
        raise _damaged(file)
    return manifest


def _damaged(file: Path) -> Fault:
    return Fault(
        f"Không đọc được {file}: hỏng hoặc của phiên bản khác. Dùng bản sao lưu khác.",
        f"{file} cannot be read: damaged, or of another version. Use another backup.",
    )


def _length(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return -1
