"""Keep coverings in a folder, under the hash of what they were built from; open them as mapped memory."""

import json
import os
import secrets
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kethop.disk import file_sha256
from kethop.errors import LayerError, Place
from kethop.spatial.covering.building import Covering, build_covering
from kethop.spatial.covering.grid import Grid
from kethop.spatial.covering.outlines import ZoneOutlines
from kethop.spatial.kernels.table import Table

__all__ = ["keep_covering", "kept_covering"]

_FORM = 3
"""Raised when what a covering holds, or how it is divided, changes: what was kept before is then not found."""
_ARRAYS = Table._fields[3:]


def kept_covering(
    folder: Path,
    outlines: ZoneOutlines,
    grid: Grid,
    asked: NDArray[np.uint8] | None = None,
    *,
    workers: int = 1,
) -> Covering:
    """Return a covering from a folder; build and keep it where it is not there.

    Raises
    ------
    LayerError
        ``covering.damaged`` (``name``): what is kept is not what was written; ``covering.not_kept`` (``problem``).
    """
    name = _name(outlines, grid, asked)
    place = folder / name
    if not place.exists():
        keep_covering(place, build_covering(outlines, grid, asked, workers=workers))
    return _opened(place, grid)


def keep_covering(place: Path, covering: Covering) -> None:
    """Write a covering as one file an array; the folder is there whole or not at all.

    Raises
    ------
    LayerError
        ``covering.not_kept`` (``problem``).
    """
    part = place.with_name(f".{secrets.token_hex(8)}.part")
    try:
        part.mkdir(parents=True)
        for name in _ARRAYS:
            with (part / f"{name}.npy").open("wb") as file:
                np.save(file, getattr(covering.table, name), allow_pickle=False)
                file.flush()
                os.fsync(file.fileno())
        hashes = {name: file_sha256(part / f"{name}.npy") for name in _ARRAYS}
        (part / "hashes.json").write_text(json.dumps(hashes), encoding="utf-8")
        try:
            part.rename(place)
        except OSError:
            if not place.is_dir():  # another run kept the same covering meanwhile
                raise
    except OSError as error:
        raise LayerError("covering.not_kept", place=Place(str(place)), problem=error.strerror) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _name(outlines: ZoneOutlines, grid: Grid, asked: NDArray[np.uint8] | None) -> str:
    digest = sha256(f"{_FORM} {grid} {outlines.sha256} ".encode())
    if asked is not None:
        digest.update(np.packbits(asked).data)
    return digest.hexdigest()


def _opened(place: Path, grid: Grid) -> Covering:
    try:
        hashes = json.loads((place / "hashes.json").read_text(encoding="utf-8"))
        arrays: dict[str, Any] = {name: _array(place / f"{name}.npy", hashes[name]) for name in _ARRAYS}
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise LayerError("covering.damaged", place=Place(str(place)), name=place.name) from error
    return Covering(grid, Table(grid.cell, grid.columns, grid.rows, **arrays))


def _array(path: Path, hashed: str) -> NDArray[np.generic]:
    """Map an array whose file is what was written: the loops trust the numbers in it as places in memory."""
    if file_sha256(path) != hashed:
        raise ValueError(path.name)
    array: NDArray[np.generic] = np.load(path, mmap_mode="c", allow_pickle=False)
    return array.view(np.ndarray) if array.size else array.copy()
