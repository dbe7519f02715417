"""Where packs and layers are looked for, and how results are written."""

import os
from pathlib import Path

from kethop.errors import DocumentError, KethopError, PackError, Place

__all__ = ["find_pack_folder", "read_whole", "repository_root", "write_whole"]


def repository_root() -> Path | None:
    """Return the folder of the working copy that this engine runs from; None for an installed wheel."""
    root = Path(__file__).resolve().parents[4]
    return root if (root / "packs").is_dir() and (root / "examples").is_dir() else None


def find_pack_folder(name: str) -> Path:
    """Return the folder of a pack: a path, or a name below ``$KETHOP_PACKS``, ``./packs`` or the working copy.

    Raises
    ------
    PackError
        ``pack.not_found``, with the places that were searched.
    """
    given = Path(name)
    if (given / "pack.yaml").is_file():
        return given
    places = [Path(item) for item in os.environ.get("KETHOP_PACKS", "").split(os.pathsep) if item]
    places.append(Path("packs"))
    root = repository_root()
    if root:
        places.append(root / "packs")
    if given.name == name:
        for place in places:
            if (place / name / "pack.yaml").is_file():
                return place / name
    raise PackError("pack.not_found", place=Place(name), searched=", ".join(str(place) for place in places))


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file that the user names.

    Raises
    ------
    DocumentError
        ``document.unreadable`` (``reason``).
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError("document.unreadable", place=Place(str(path)), reason=type(error).__name__) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises
    ------
    KethopError
        ``output.not_written`` (``problem``): no permission, no room, a file where a folder should be.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(path, data)
    except OSError as error:
        raise KethopError("output.not_written", place=Place(str(path)), problem=error.strerror) from error


def _write_beside(path: Path, data: bytes) -> None:
    """Write beside the path and rename; a device or a pipe is written to, never replaced."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
