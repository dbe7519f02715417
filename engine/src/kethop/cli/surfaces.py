"""``kethop surfaces``: the surfaces of an aerodrome for a map, or along a line."""

from datetime import datetime
from pathlib import Path

import click
from shapely.geometry import Point

from kethop.cli.language import language_option
from kethop.cli.line_text import line_from_text
from kethop.cli.numbers import ELEVATION, FiniteRange
from kethop.cli.options import layers_option
from kethop.cli.places import refuse_overwriting, write_whole
from kethop.cli.radio_options import aid_option, named_aids, place_from_text, refuse_two_answers
from kethop.cli.surface_options import (
    aerodromes_option,
    group_option,
    named_aerodromes,
    named_sets,
    on_option,
    regime_option,
)
from kethop.errors import LayerError, Place
from kethop.reporting.place_levels import aid_lines, place_lines
from kethop.reporting.surface_files import geojson_bytes, geopackage_bytes, profile_csv
from kethop.reporting.surface_sets import joined_drawing
from kethop.reporting.surface_sheet import drawing_of
from kethop.reporting.surface_summary import summary_lines, surface_notes
from kethop.spatial import (
    SUPPORTED_CRS,
    canonical_crs,
    surface_answer,
    surface_profile,
    surfaces_of_aerodromes,
)
from kethop.vocabulary import Language

__all__ = ["surfaces_command"]

WRITABLE = (".gpkg", ".geojson")


@click.command("surfaces", short_help="Bề mặt giới hạn của một sân bay · surfaces of an aerodrome")
@click.argument("ident")
@regime_option
@on_option
@group_option
@click.option("--pack", "pack_name", default="vn", show_default=True, help="Gói pháp luật · pack.")
@layers_option
@aerodromes_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Ghi .gpkg hoặc .geojson · write a file.")
@click.option("--crs", default="EPSG:4326", show_default=True, help="Hệ tọa độ của tệp · CRS of the file.")
@click.option(
    "--contours",
    "interval_m",
    type=FiniteRange(min=0.5),
    help="Đường đồng mức mỗi … m · contour interval in metres.",
)
@click.option(
    "--tolerance",
    "tolerance_m",
    type=FiniteRange(min=0.01, max=50.0),
    default=0.5,
    show_default=True,
    help="Sai lệch cung tròn, mét · how far a chord may lie inside its arc, metres.",
)
@click.option("--profile", "line", help="Tuyến “lon,lat lon,lat”, WGS 84 · a line.")
@click.option(
    "--step",
    "step_m",
    type=FiniteRange(min=0.1),
    default=25.0,
    show_default=True,
    help="Khoảng cách điểm trên tuyến, mét · distance of its points, metres.",
)
@click.option(
    "--csv",
    "csv_path",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    show_default=True,
    help="Nơi ghi mặt cắt · where the profile goes.",
)
@click.option("--at", help="Một vị trí “lon,lat”, WGS 84: in mọi bề mặt phía trên · print every surface over a place.")
@click.option(
    "--top",
    "top_m",
    type=ELEVATION,
    help="Đỉnh công trình ở đó, mét trên mực nước biển · top of a work there, metres above mean sea level.",
)
@aid_option
@language_option
def surfaces_command(  # noqa: PLR0913 - one argument an option
    *,
    ident: str,
    regime: str | None,
    on: datetime | None,
    group: str | None,
    pack_name: str,
    layer_folders: tuple[Path, ...],
    runway_table: Path | None,
    out: Path | None,
    crs: str,
    interval_m: float | None,
    tolerance_m: float,
    line: str | None,
    step_m: float,
    csv_path: Path,
    at: str | None,
    top_m: float | None,
    aids: tuple[str, ...],
    language: Language,
) -> None:
    """Bề mặt giới hạn chướng ngại vật của sân bay IDENT · Obstacle limitation surfaces of the aerodrome IDENT.

    Tính, không phải bản đã công bố: có thể ngăn, không bao giờ cho phép · Computed, not published: can forbid, never clear.

    --at không kèm --regime thì trả lời theo mọi bộ quy tắc · --at without --regime answers under every set of rules.
    """
    given = {"--out": out, "--profile": line, "--at": at, "--top": top_m, "--radio-aid": aids or None}
    refuse_two_answers({name: value is not None for name, value in given.items()})
    place = None if at is None else place_from_text(at, option="--at")
    radio_aids = named_aids(aids)
    refuse_overwriting([out, csv_path], inputs=[runway_table])
    aerodromes = named_aerodromes([ident], runway_table=runway_table, pack_name=pack_name, layer_folders=layer_folders)
    sets = named_sets(regime, group, on=on, pack_name=pack_name)
    _check_file(out, crs)
    if place:
        answers = [surface_answer(Point(place), aerodromes, item) for item in sets]
        lines = [*place_lines(ident, answers, top_m, language), *aid_lines(place, top_m, radio_aids, language)]
        _say(lines, is_error=False)
        return
    if line is not None:
        path = line_from_text(line, option="--profile")
        profiles = [surface_profile(path, aerodromes, item, step_m=step_m) for item in sets]
        _put(csv_path, profile_csv(*profiles))
        notes = [entry for profile in profiles for entry in profile.notes]
        _say(surface_notes(notes, language), is_error=csv_path == Path("-"))
        return
    found = [(surfaces_of_aerodromes(aerodromes, item), item) for item in sets]
    if not any(within.placed for within, _ in found):
        raise LayerError("runways.not_computable", place=Place(ident), ident=ident)
    drawing = joined_drawing(
        [
            drawing_of(within, item, radio_aids, interval_m=interval_m, tolerance_m=tolerance_m, crs=crs)
            for within, item in found
        ]
    )
    if out:
        data = geojson_bytes(drawing) if out.suffix == ".geojson" else geopackage_bytes(drawing, crs=crs)
        write_whole(out, data)
        click.echo(f"→ {out}")
    _say(summary_lines(drawing.metadata, language), is_error=False)


def _check_file(out: Path | None, crs: str) -> None:
    if out and out.suffix not in WRITABLE:
        raise LayerError("runways.format_unknown", place=Place(str(out)), extension=out.suffix)
    is_plain = crs in {"EPSG:4326", "OGC:CRS84"}
    if canonical_crs(crs) != crs or crs not in SUPPORTED_CRS or (out and out.suffix == ".geojson" and not is_plain):
        raise LayerError("runways.crs_unknown", place=Place("--crs"), crs=crs)


def _put(path: Path, text: str) -> None:
    if path == Path("-"):
        click.echo(text, nl=False)
    else:
        write_whole(path, text.encode())
        click.echo(f"→ {path}")


def _say(lines: list[str], *, is_error: bool) -> None:
    for line in lines:
        click.echo(line, err=is_error)
