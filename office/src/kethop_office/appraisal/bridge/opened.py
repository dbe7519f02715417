"""The pack and the layers that the child has open: opened once, again when a file changed."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kethop.cli.places import find_pack_folder
from kethop.packs import Pack, load_pack
from kethop.spatial import LayerStore

__all__ = ["OpenedDesk", "open_desk"]


@dataclass(frozen=True)
class OpenedDesk:
    """A pack with its layers.

    Parameters
    ----------
    pack : Pack
        The jurisdiction.
    layers : LayerStore
        Its layers and those of the node.
    """

    pack: Pack
    layers: LayerStore


_Stamp = tuple[tuple[str, int, int], ...]
_opened: dict[tuple[str, ...], tuple[_Stamp, OpenedDesk]] = {}
_packs: dict[Path, tuple[_Stamp, Pack]] = {}


def open_desk(pack: str, layer_folders: Sequence[str]) -> OpenedDesk:
    """Return the desk of a pack, opened again when any of its files is another than when it was opened.

    Raises
    ------
    KethopError
        The pack does not load.
    """
    folder = find_pack_folder(pack)
    more = [Path(name) for name in layer_folders if Path(name).is_dir()]
    stamp = _stamp([folder, *more])
    key = (pack, *map(str, more))
    known = _opened.get(key)
    if known and known[0] == stamp:
        return known[1]
    desk = OpenedDesk(_pack(folder), LayerStore([folder / "layers", *more]))
    _opened[key] = (stamp, desk)
    gc.freeze()  # a pack is a large web of values that lives as long as the process
    return desk


def _pack(folder: Path) -> Pack:
    """Return a pack, loaded again when any of its files is another; other layers beside it are no other pack."""
    stamp = _stamp([folder])
    known = _packs.get(folder)
    if known is None or known[0] != stamp:
        known = _packs[folder] = (stamp, load_pack(folder))
    return known[1]


def _stamp(folders: Sequence[Path]) -> _Stamp:
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
