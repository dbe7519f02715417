"""Where the drawings of a jurisdiction lie."""

from collections.abc import Iterator
from pathlib import Path

from kethop.cli.places import find_pack_folder

__all__ = ["drawings_of"]


def drawings_of(pack: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each drawing of a pack, by name.

    Raises
    ------
    kethop.errors.PackError
        ``pack.not_found``.
    """
    for path in sorted((Path(find_pack_folder(pack)) / "procedures").glob("*.bpmn")):
        yield path.stem, path.read_bytes()
