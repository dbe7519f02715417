"""Where the screening of a cadastre goes, and what is said at its end."""

from dataclasses import dataclass
from pathlib import Path

import click
import pyarrow as pa

from kethop.cadastre import Ended, FolderPlace, ScreenJob, join_parts
from kethop.cli.places import write_whole
from kethop.cli.standard_output import write_out
from kethop.documents import canonical_json
from kethop.errors import LayerError, Place
from kethop.reporting import describe_error
from kethop.reporting.screens import describe_screen
from kethop.spatial import LayerState
from kethop.vocabulary import Language

__all__ = ["Destination", "report_run"]

_UNWRITTEN = {".geoparquet", ".csv", ".xlsx", ".json", ".geojson", ".gpkg", ".shp", ".kml"}
_EXIT_NOT_WHOLE, _EXIT_BUG = 1, 3


@dataclass(frozen=True, slots=True)
class Destination:
    """Where results go.

    Parameters
    ----------
    folder : Path
        Of the parts.
    file : Path or None
        What they are joined to.
    """

    folder: Path
    file: Path | None

    @classmethod
    def of(cls, out: Path) -> "Destination":
        """Return a folder, or the file with the folder beside it in which its parts lie until it is whole.

        Raises
        ------
        LayerError
            ``screen.out_format`` (``suffix``): the name of a file that is not written.
        """
        if out.suffix.lower() in _UNWRITTEN:
            raise LayerError("screen.out_format", place=Place(str(out)), suffix=out.suffix)
        if out.suffix.lower() == ".parquet":
            return cls(out.with_name(f".{out.name}.parts"), out)
        return cls(out, None)

    @property
    def manifest(self) -> Path | None:
        """Where the manifest of a file lies."""
        return self.file.with_suffix(".manifest.json") if self.file else None

    def take_over(self, folder: FolderPlace, ended: Ended, schema: pa.Schema) -> None:
        """Join the parts to the file, where one is wanted and GEOS says nothing else; its manifest goes beside it.

        Raises
        ------
        KethopError
            ``output.not_written`` (``problem``).
        """
        if self.file is None or self.manifest is None or ended.totals.check.differences:
            return
        described = schema.with_metadata({"kethop_run": folder.job.run_id})
        join_parts(self.folder, ended.receipts, described, self.file)
        write_whole(self.manifest, canonical_json(ended.manifest))
        folder.remove()


def report_run(job: ScreenJob, ended: Ended, place: Destination, json_path: Path | None, language: Language) -> None:
    """Say what a run came to; end with 1 where rules were violated or a named layer was not asked, with 3 where GEOS differs."""
    totals = ended.totals
    plain = {name: ended.manifest[name] for name in ("format", "run", "state", "remarks", "totals")}
    if json_path == Path("-"):
        write_out(canonical_json(plain))
    else:
        for line in describe_screen(job, ended, language):
            click.echo(line)
    if json_path is not None and json_path != Path("-"):
        write_whole(json_path, canonical_json(plain))
    if totals.check.differences:
        wrong = LayerError("screen.check_differs", place=Place(str(place.folder)), count=totals.check.differences)
        click.echo(describe_error(wrong, language), err=True)
        raise SystemExit(_EXIT_BUG)
    if json_path != Path("-"):
        click.echo(f"→ {place.file or place.folder}")
    is_violated = totals.rules is not None and totals.rules.violating > 0
    if is_violated or any(layer.state is LayerState.MISSING for layer in job.layers):
        raise SystemExit(_EXIT_NOT_WHOLE)
