"""Where packs and layers are looked for, and how results are written."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kethop.disk import write_beside
from kethop.errors import DocumentError, KethopError, PackError, Place

__all__ = ["find_pack_folder", "read_whole", "refuse_overwriting", "repository_root", "write_whole"]


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


def refuse_overwriting(outputs: Iterable[Path | None], *, inputs: Iterable[Path | None]) -> None:
    """Refuse to write onto, or into, what is read: what was filed stays as it is.

    Parameters
    ----------
    outputs : iterable of Path or None
        Files that would be written and folders that would be written into; None and ``-`` are passed over.
    inputs : iterable of Path or None
        Files and folders that are read. A file of a set (``.shp``, ``.tab``, ``.mif``) stands for all files of its name.

    Raises
    ------
    KethopError
        ``output.is_input`` (``name``).
    """
    wanted = [path for path in outputs if path is not None and path != Path("-")]
    read = [found for path in inputs if path is not None and path != Path("-") for found in _read_with(path)]
    for output in wanted:
        for path in read:
            if _is_same(output, path) or (path.is_dir() and path.resolve() in output.resolve().parents):
                raise KethopError("output.is_input", place=Place(str(output)), name=path.name or str(path))


def _read_with(path: Path) -> Iterator[Path]:
    yield path
    if path.suffix.lower() in {".shp", ".tab", ".mif"} and path.parent.is_dir():
        yield from (other for other in path.parent.iterdir() if other.stem.casefold() == path.stem.casefold())


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names mean one file, through links of both kinds and on disks without capitals as well."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises
    ------
    KethopError
        ``output.not_written`` (``problem``): no permission, no room, a file where a folder should be.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_or_replace(path, data)
    except OSError as error:
        raise KethopError("output.not_written", place=Place(str(path)), problem=error.strerror) from error


def _write_or_replace(path: Path, data: bytes) -> None:
    """Write beside the path and rename; a device or a pipe is written to, never replaced."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    write_beside(path, data)
