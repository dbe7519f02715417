"""What every job on a proposal needs at hand: the pack and the layers."""

import gc
from dataclasses import dataclass
from pathlib import Path

from kethop.appraisal import Filing, ScreeningRun, run_bytes
from kethop.cli.places import find_pack_folder, write_whole
from kethop.errors import LayerError, Place
from kethop.packs import Pack, load_pack
from kethop.reporting import map_svg
from kethop.spatial import LayerStore
from kethop.vocabulary import Language

__all__ = ["Desk", "open_desk"]


@dataclass(frozen=True)
class Desk:
    """An opened pack with its layers.

    Parameters
    ----------
    pack : Pack
        The jurisdiction.
    layers : LayerStore
        Its layers and those of the folders that were named.
    """

    pack: Pack
    layers: LayerStore

    def write(self, out: Path, filing: Filing, run: ScreeningRun, language: Language) -> None:
        """Write ``run.json`` and ``map.svg`` into a folder."""
        drawn = map_svg(run, filing, pack=self.pack, layers=self.layers, language=language)
        write_whole(out / "run.json", run_bytes(run))
        write_whole(out / "map.svg", drawn)


def open_desk(pack_name: str, layer_folders: tuple[Path, ...]) -> Desk:
    """Return the desk for a pack, by name or folder, with more layers from ``layer_folders``.

    Raises
    ------
    KethopError
        The pack does not load; ``layer.folder_missing``: a misspelt folder would silently leave its layers out.
    """
    for named in layer_folders:
        if not named.is_dir():
            raise LayerError("layer.folder_missing", place=Place(str(named)))
    folder = find_pack_folder(pack_name)
    desk = Desk(load_pack(folder), LayerStore([folder / "layers", *layer_folders]))
    gc.freeze()  # a pack is a large web of values that lives as long as the process: do not walk it again and again
    return desk
