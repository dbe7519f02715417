"""Bytes on disk under their hash: written whole and durable before the row that names them."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from kethop_office.common.models import Blob

__all__ = ["blob_path", "read_blob", "store_bytes"]


def blob_path(sha256: str) -> Path:
    """Return where the bytes of a hash lie."""
    return Path(settings.KETHOP_FILES) / sha256[:2] / sha256


def store_bytes(data: bytes) -> Blob:
    """Store bytes once and return their row; file and folder are synchronised first, so that a row never lacks its file."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = blob_path(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{sha256}.{secrets.token_hex(4)}")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    blob, _ = Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(data)})
    return blob


def read_blob(blob: Blob) -> bytes:
    """Return the bytes of a row.

    Raises
    ------
    OSError
        The file is gone or its bytes are no longer those of its name.
    """
    data = blob_path(blob.sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != blob.sha256:
        raise OSError(f"the bytes stored as {blob.sha256} have changed")
    return data


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
