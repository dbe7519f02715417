"""``kethop screen-heights``: many buildings against the surfaces of aerodromes."""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click
import numpy as np

from kethop.cli.language import language_option
from kethop.cli.options import layers_option
from kethop.cli.places import refuse_overwriting, write_whole
from kethop.cli.surface_options import (
    aerodromes_option,
    ground_elevation_option,
    ground_option,
    group_option,
    height_option,
    named_aerodromes,
    named_sets,
    on_option,
    regime_option,
)
from kethop.errors import LayerError, Place
from kethop.reporting.height_list import LIST_FORMATS, HeightRow, height_list_bytes
from kethop.reporting.surface_sets import joined_summary
from kethop.reporting.surface_sheet import height_summary
from kethop.reporting.surface_summary import count_lines, summary_lines
from kethop.spatial import BuildingColumns, BuildingFile, screen_heights, surfaces_of_aerodromes
from kethop.vocabulary import Language

__all__ = ["screen_heights_command"]


@click.command("screen-heights", short_help="Công trình vượt bề mặt · buildings above the surfaces")
@click.argument("buildings", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--aerodrome", "idents", multiple=True, required=True, help="Mã ICAO; có thể lặp lại · may be repeated.")
@regime_option
@on_option
@group_option
@height_option
@click.option("--id", "ident", help="Cột mã công trình · column of identifiers [row number].")
@ground_option
@ground_elevation_option
@click.option("--crs", help="Hệ tọa độ, nếu tệp không mang · CRS, where the file carries none.")
@click.option("--pack", "pack_name", default="vn", show_default=True, help="Gói pháp luật · pack.")
@layers_option
@aerodromes_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Danh sách .parquet, .csv, .xlsx · list.",
)
@language_option
def screen_heights_command(  # noqa: PLR0913 - one argument an option
    *,
    buildings: Path,
    idents: tuple[str, ...],
    regime: str | None,
    on: datetime | None,
    group: str | None,
    height: str,
    ident: str | None,
    ground: str | None,
    ground_m: float | None,
    crs: str | None,
    pack_name: str,
    layer_folders: tuple[Path, ...],
    runway_table: Path | None,
    out: Path,
    language: Language,
) -> None:
    """Liệt kê công trình có đỉnh cao hơn bề mặt tính toán · List the buildings whose top is above the computed surfaces.

    BUILDINGS là GeoParquet có độ cao so với mặt đất; cao độ mặt đất phải cho · BUILDINGS is GeoParquet with heights above
    ground; the ground elevation must be given, as a column or as one number that is then assumed for all.
    """
    refuse_overwriting([out], inputs=[buildings, runway_table])
    if out.suffix not in LIST_FORMATS:
        raise LayerError("heights.format_unknown", place=Place(str(out)), extension=out.suffix)
    if ground is None and ground_m is None:
        raise LayerError("heights.ground_missing", place=Place(str(buildings)))
    if ground is not None and ground_m is not None:
        raise LayerError("heights.ground_twice", place=Place("--ground"))
    aerodromes = named_aerodromes(idents, runway_table=runway_table, pack_name=pack_name, layer_folders=layer_folders)
    sets = named_sets(regime, group, on=on, pack_name=pack_name)
    found = [(surfaces_of_aerodromes(aerodromes, item), item) for item in sets]
    placed = [item for within, _ in found for item in within.placed]
    if not placed:
        raise LayerError("runways.not_computable", place=Place("--aerodrome"), ident=", ".join(idents))
    file = BuildingFile(buildings, BuildingColumns(height, ident, ground), crs=crs)
    rows: list[HeightRow] = []
    no_elevation = 0
    with click.progressbar(length=len(file), file=sys.stderr, label=str(buildings)) as bar:
        for batch in file.batches():
            grounds = batch.grounds_m if ground_m is None else np.full(len(batch.idents), ground_m)
            rows.extend(
                HeightRow(
                    batch.first + hit.index + 1,
                    batch.idents[hit.index],
                    float(batch.heights_m[hit.index]),
                    float(grounds[hit.index]),
                    hit,
                )
                for hit in screen_heights(batch.outlines, grounds + batch.heights_m, placed)
            )
            no_elevation += batch.no_elevation
            bar.update(len(batch.idents))
    about = joined_summary([height_summary(within, item, ground=ground, ground_m=ground_m) for within, item in found])
    write_whole(out, height_list_bytes(rows, out.suffix, about))
    counts = Counter(str(row.hit.state) for row in rows)
    for line in (*summary_lines(about, language), *count_lines(len(file), counts, no_elevation, language), f"→ {out}"):
        click.echo(line)
