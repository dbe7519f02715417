"""The folder of a run: its manifest, its parts, and which of what lies there belongs to this run.

    manifest.json       what decides the answer, and, when the run has ended, parts and totals
    parts.jsonl         a line for each part that is written, while the run goes on
    part-00000.parquet  a part

A file is written beside its name and renamed; a part counts once its line stands in ``parts.jsonl`` and its bytes have the hash of that line.
"""

import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from kethop.cadastre.files import sha256_of
from kethop.cadastre.job import FORMAT, ScreenJob
from kethop.cadastre.locking import take_lock
from kethop.cadastre.receipt import Receipt, part_name
from kethop.cadastre.totals import Totals
from kethop.disk import write_beside
from kethop.documents import PlainValue, canonical_json
from kethop.errors import KethopError, LayerError, Place

__all__ = ["JOINED", "FolderPlace", "begun_part_rows", "open_folder"]

MANIFEST, JOURNAL, LOCK, JOINED = "manifest.json", "parts.jsonl", ".lock", ".joined.part"
_OWN = re.compile(
    r"(?:\.?part-\d{5,}\.parquet(?:\.[0-9a-f]{12}\.part)?|\.?manifest\.json(?:\.part)?|parts\.jsonl|\.lock|\.joined\.part)"
)


class FolderPlace:
    """A folder that one run writes into; made by ``open_folder``.

    Parameters
    ----------
    path : Path
    job : ScreenJob
    lock : int
        Descriptor that holds the lock.
    kept : tuple of Receipt
        Parts of this run that are there already.
    """

    def __init__(self, path: Path, job: ScreenJob, lock: int, kept: tuple[Receipt, ...]) -> None:
        self.path, self.job, self.kept = path, job, kept
        self._lock = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._lock)

    def add(self, receipt: Receipt) -> None:
        """Put a part into the journal.

        Raises
        ------
        LayerError
            ``output.not_written`` (``problem``).
        """
        try:
            with (self.path / JOURNAL).open("ab") as file:
                file.write(receipt.model_dump_json().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _not_written(self.path / JOURNAL, error) from error

    def finish(self, receipts: Iterable[Receipt], totals: Totals) -> dict[str, PlainValue]:
        """Write the manifest with all parts, and return it; what GEOS says otherwise makes its state ``differs``."""
        state = "differs" if totals.check.differences else "complete"
        parts: list[PlainValue] = [
            {"name": item.name, "sha256": item.sha256, "totals": item.totals.model_dump(mode="json")}
            for item in sorted(receipts, key=lambda item: item.number)
        ]
        manifest = _manifest(self.job, state)
        manifest |= {"parts": parts, "totals": totals.model_dump(mode="json")}
        _write(self.path / MANIFEST, manifest)
        with suppress(OSError):
            (self.path / JOURNAL).unlink()
        return manifest

    def remove(self) -> None:
        """Remove the folder, its manifest last: what a run that is killed now leaves behind is still its own."""
        names = sorted((item.name for item in self.path.iterdir()), key=lambda name: (name == LOCK, name == MANIFEST))
        with suppress(OSError):
            for name in names:
                (self.path / name).unlink()
            self.path.rmdir()


def begun_part_rows(path: Path) -> int | None:
    """Return the size of parts with which a folder's run began; None where there is none, or no telling."""
    try:
        value = json.loads((path / MANIFEST).read_bytes())["identity"]["parts"]["rows"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return value if isinstance(value, int) and value > 0 else None


def open_folder(path: Path, job: ScreenJob) -> FolderPlace:
    """Return a folder ready for a run: a new one, or the one in which this very run was stopped or has ended.

    Parts that are not what the journal says are screened again.

    Raises
    ------
    LayerError
        ``screen.out_not_empty`` (``name``): something else lies there; ``screen.other_run`` (``differs``): a run with other inputs or
        options; ``screen.manifest_damaged``; ``screen.out_in_use``: another run writes into it now; ``output.not_written``.
    """
    _refuse_others(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = take_lock(path / LOCK)
    except OSError as error:
        raise _not_written(path, error) from error
    if lock is None:
        raise LayerError("screen.out_in_use", place=Place(str(path)))
    try:
        return FolderPlace(path, job, lock, _kept(path, job))
    except BaseException:
        os.close(lock)
        raise


def _refuse_others(path: Path) -> None:
    """Refuse a folder in which something lies that no run of ours writes."""
    if not path.is_dir():
        return
    others = sorted(item.name for item in path.iterdir() if not _OWN.fullmatch(item.name))
    if others or (not (path / MANIFEST).exists() and any(path.glob("part-*.parquet"))):
        raise LayerError(
            "screen.out_not_empty", place=Place(str(path)), name=(others or ["part-00000.parquet"])[0][:80]
        )


def _kept(path: Path, job: ScreenJob) -> tuple[Receipt, ...]:
    manifest = path / MANIFEST
    receipts: dict[int, Receipt] = {}
    if manifest.exists():
        receipts = _receipts(path, _read(manifest), job)
    tasks = job.tasks
    kept = {
        number: item
        for number, item in receipts.items()
        if number < len(tasks) and item.name == part_name(tasks[number]) and _is_whole(path / item.name, item.sha256)
    }
    names = {item.name for item in kept.values()} | {MANIFEST, JOURNAL, LOCK}
    try:
        for item in path.iterdir():
            if item.name not in names:
                item.unlink()
        if not manifest.exists():
            _write(manifest, _manifest(job, "begun"))
    except OSError as error:
        raise _not_written(path, error) from error
    return tuple(kept.values())


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return sha256_of(path) == sha256
    except KethopError:
        return False


def _read(manifest: Path) -> dict[str, PlainValue]:
    place = Place(str(manifest))
    try:
        value = json.loads(manifest.read_bytes())
    except (OSError, ValueError) as error:
        raise LayerError("screen.manifest_damaged", place=place) from error
    if not isinstance(value, dict) or value.get("format") != FORMAT or not isinstance(value.get("identity"), dict):
        raise LayerError("screen.manifest_damaged", place=place)
    return value


def _receipts(path: Path, manifest: dict[str, PlainValue], job: ScreenJob) -> dict[int, Receipt]:
    """Return the receipts of a folder by number, if its run is this one."""
    theirs, ours = manifest["identity"], json.loads(canonical_json(job.identity))
    if theirs != ours:
        known = theirs if isinstance(theirs, dict) else {}
        differs = next((name for name in ours if known.get(name) != ours[name]), "format")
        raise LayerError("screen.other_run", place=Place(str(path)), differs=differs)
    found: dict[int, Receipt] = {}
    parts = manifest.get("parts", [])
    for number, item in enumerate(parts if isinstance(parts, list) else []):
        text = json.dumps({"number": number, **item} if isinstance(item, dict) else item)
        with suppress(ValidationError):
            found[number] = Receipt.model_validate_json(text)
    for line in _lines(path / JOURNAL):
        with suppress(ValidationError):  # the last line of a run that was killed may be cut
            receipt = Receipt.model_validate_json(line)
            found[receipt.number] = receipt
    return found


def _lines(journal: Path) -> list[bytes]:
    try:
        return journal.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LayerError("screen.manifest_damaged", place=Place(str(journal))) from error


def _manifest(job: ScreenJob, state: str) -> dict[str, PlainValue]:
    remarks: list[PlainValue] = [item.model_dump(mode="json") for item in job.remarks]
    return {"format": FORMAT, "run": job.run_id, "state": state, "identity": job.identity, "remarks": remarks}


def _write(path: Path, value: dict[str, PlainValue]) -> None:
    try:
        write_beside(path, canonical_json(value))
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> LayerError:
    return LayerError("output.not_written", place=Place(str(path)), problem=error.strerror)
