"""Bytes on disk under their hash: written whole and durable before the row that names them."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kethop_office.common import disk
from kethop_office.common.models import Blob

__all__ = ["blob_path", "hash_of_file", "read_blob", "store_bytes"]

_CHUNK = 1 << 20


def blob_path(sha256: str) -> Path:
    """Return where the bytes of a hash lie."""
    return Path(settings.KETHOP_FILES) / sha256[:2] / sha256


def store_bytes(data: bytes) -> Blob:
    """Store bytes once and return their row; file and folders are synchronised first, so that a row never lacks its file.

    A file that is there already is made young, and so is its row, so that both are left alone until what names them is
    committed; where its bytes have changed it is written anew.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = blob_path(sha256)
    if _made_young(path) and hash_of_file(path) == sha256:
        disk.make_folder(path.parent)
        disk.sync_folder(path.parent)
    else:
        disk.write_whole(path, data)
    blob, is_new = Blob.objects.get_or_create(sha256=sha256, defaults={"size": len(data)})
    if is_new or Blob.objects.filter(pk=sha256).update(stored_at=timezone.now()):
        return blob
    return Blob.objects.create(sha256=sha256, size=len(data))  # it was forgotten just now, see `unnamed`


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


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces; empty when it is gone."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return ""
    return digest.hexdigest()


def _made_young(path: Path) -> bool:
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True
