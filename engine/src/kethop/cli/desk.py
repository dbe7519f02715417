"""What every job on a proposal needs at hand: the pack and the layers."""

import gc
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from kethop.appraisal import Filing, ScreeningRun, appraise, run_bytes
from kethop.cli.places import find_pack_folder, write_whole
from kethop.errors import CalendarError, LayerError, Place
from kethop.packs import Pack, load_pack
from kethop.reporting import map_svg
from kethop.reporting.intakes import missing_measures
from kethop.spatial import LayerStore
from kethop.vocabulary import Language

__all__ = ["Desk", "open_desk", "warn_of_missing"]


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

    def appraise(self, filing: Filing, as_of: date | None = None) -> ScreeningRun:
        """Return the run of a filing; a day that the calendar does not know is blamed on the line that gave it.

        Raises
        ------
        KethopError
            As for ``kethop.appraisal.appraise``.
        """
        try:
            return appraise(filing, pack=self.pack, layers=self.layers, as_of=as_of)
        except CalendarError as error:
            asked = "asked_on" if filing.proposal.asked_on else "submitted"
            place = Place(f"--as-of {as_of}") if as_of else filing.document.place((asked,))
            raise CalendarError(error.code, place=place, **error.fields) from error

    def write(self, out: Path, filing: Filing, run: ScreeningRun, language: Language) -> tuple[Path, ...]:
        """Write ``run.json`` and ``map.svg`` into a folder, and return where."""
        drawn = map_svg(run, filing, pack=self.pack, layers=self.layers, language=language)
        write_whole(out / "run.json", run_bytes(run))
        write_whole(out / "map.svg", drawn)
        return out / "run.json", out / "map.svg"


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


def warn_of_missing(filing: Filing, language: Language) -> None:
    """Say on standard error when this system could not confine the process that read the site file."""
    warning = missing_measures(filing.intake, language) if filing.intake else None
    if warning:
        click.echo(warning, err=True)
