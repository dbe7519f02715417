"""``kethop screen``: every parcel of a cadastre against layers, surfaces and rules."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from kethop.cadastre import (
    LayerRequest,
    RulesRequest,
    ScreenRequest,
    begin_job,
    begun_part_rows,
    height_question,
    open_folder,
    run_job,
    slots_within,
)
from kethop.cli.advance import advancing
from kethop.cli.cluster import cluster_of, threads_of
from kethop.cli.language import language_option
from kethop.cli.options import layers_option
from kethop.cli.places import refuse_overwriting
from kethop.cli.screen_results import Destination, report_run
from kethop.cli.sizes import SIZE
from kethop.cli.surface_options import (
    aerodromes_option,
    ground_elevation_option,
    ground_option,
    group_option,
    height_option,
    named_aerodromes,
    named_sets,
    regime_option,
)
from kethop.vocabulary import Language

__all__ = ["screen_command"]

_path = click.Path(path_type=Path)


@click.command("screen", short_help="Xét mọi thửa đất · screen every parcel")
@click.argument("parcels", type=_path)
@click.option(
    "--zones",
    "zones",
    multiple=True,
    type=_path,
    help="Lớp vùng, GeoParquet; có thể lặp lại · a layer of zones; may be repeated.",
)
@click.option("--key", help="Cột mã thửa · column that names a parcel [số hàng · its row].")
@click.option(
    "--zone-key",
    help="Cột mã vùng của lớp không có tệp mô tả · column that names a zone, for a layer without a sidecar.",
)
@click.option("--rules", type=_path, help="Bảng quyết định DMN cho các cặp gặp nhau · a decision table for the hits.")
@click.option("--decision", help="Quyết định trong bảng, nếu có nhiều · which decision, where there are several.")
@click.option(
    "--surfaces",
    "idents",
    multiple=True,
    help="Mã ICAO sân bay; có thể lặp lại · aerodromes whose surfaces are asked; may be repeated.",
)
@height_option
@ground_option
@ground_elevation_option
@regime_option
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ngày xét lớp dữ liệu còn hạn và bộ quy tắc bề mặt · day for the age of layers and the rules of surfaces [hôm nay · today].",
)
@group_option
@click.option("--pack", "pack_name", default="vn", show_default=True, help="Gói pháp luật · pack, for surfaces.")
@layers_option
@aerodromes_option
@click.option(
    "--out",
    type=_path,
    required=True,
    help="Tệp .parquet, hoặc thư mục các phần · a .parquet file, or a folder of parts.",
)
@click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Số luồng · threads.")
@click.option("--memory", type=SIZE, help="Giới hạn bộ nhớ · bound on memory: 900M, 2G.")
@click.option("--cluster", help="Cụm Dask · Dask scheduler: tcp://HOST:8786.")
@click.option(
    "--part-rows", type=click.IntRange(min=1), help="Số thửa mỗi phần, khoảng · parcels of a part, about [524288]."
)
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Số thửa tự kiểm, khoảng · parcels of the self-check, about.",
)
@click.option("--progress/--no-progress", default=None, help="Báo tiến độ · progress [trên màn hình · in a terminal].")
@click.option(
    "--json", "json_path", type=_path, help="Ghi kết quả đếm, - là màn hình · write the counts, - for standard output."
)
@language_option
def screen_command(  # noqa: PLR0913 - one argument an option
    *,
    parcels: Path,
    zones: tuple[Path, ...],
    key: str | None,
    zone_key: str | None,
    rules: Path | None,
    decision: str | None,
    idents: tuple[str, ...],
    height: str,
    ground: str | None,
    ground_m: float | None,
    regime: str | None,
    on: datetime | None,
    group: str | None,
    pack_name: str,
    layer_folders: tuple[Path, ...],
    runway_table: Path | None,
    out: Path,
    workers: int,
    memory: int | None,
    cluster: str | None,
    part_rows: int | None,
    sample: int,
    progress: bool | None,
    json_path: Path | None,
    language: Language,
) -> None:
    """Xét mọi thửa đất với các lớp vùng, bề mặt sân bay và bảng quyết định.

    PARCELS là GeoParquet trên lưới chiếu bằng mét (kethop layers prepare), hoặc thư mục các tệp đó. Kết quả có một hàng cho mỗi
    cặp thửa và vùng gặp nhau, và cho mỗi thửa chưa xác định được, kèm lý do; thửa không có hàng nào của một lớp là không gặp lớp đó.
    Lần chạy bị dừng thì chạy lại cùng lệnh để tiếp tục.

    Screen every parcel against layers of zones, aerodrome surfaces and a decision table. PARCELS is GeoParquet in a grid of metres, or a
    folder of such files. The result has a row for each pair of a parcel and a zone that meet, and for each answer that is not known,
    with the reason; a parcel without a row for a layer is clear of it. A run that was stopped goes on with the same command.

    Exit code 1: rules were violated, so their outputs are not to be trusted, or a named layer was not asked; 2: bad input, such as a
    broken layer; 3: the self-check found a difference.
    """
    place = Destination.of(out)
    refuse_overwriting([out, place.folder, place.manifest, json_path], inputs=[parcels, *zones, rules, runway_table])
    wanted = ScreenRequest(
        parcels=parcels,
        key=key,
        layers=tuple(LayerRequest(path, zone_key) for path in zones),
        rules=RulesRequest(rules, decision) if rules else None,
        heights=None,
        on=(on or datetime.now(tz=UTC)).date(),
        part_rows=part_rows or begun_part_rows(place.folder),
        sample=sample,
    )
    if idents:
        aerodromes = named_aerodromes(
            idents, runway_table=runway_table, pack_name=pack_name, layer_folders=layer_folders
        )
        sets = named_sets(regime, group, on=on, pack_name=pack_name)
        asked = height_question(aerodromes.aerodromes, sets, height=height, ground=ground, ground_m=ground_m)
        wanted = replace(wanted, heights=asked)
    opened = begin_job(wanted)
    job = opened.job
    slots = workers if cluster else slots_within(opened, memory=memory, workers=workers)
    with (
        cluster_of(cluster) if cluster else threads_of(slots) as (executor, most),
        open_folder(place.folder, job) as folder,
    ):
        with advancing(parcels.name, wanted=progress, language=language) as told:
            ended = run_job(folder, executor, slots=most, told=told)
        place.take_over(folder, ended, opened.schema)
    report_run(job, ended, place, json_path, language)
