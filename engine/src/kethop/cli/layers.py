"""``kethop layers``: lay out layers for screening."""

from pathlib import Path

import click

from kethop.cli.language import language_option
from kethop.cli.places import refuse_overwriting
from kethop.disk import file_sha256
from kethop.reporting.layouts import describe_left, describe_prepared
from kethop.spatial.layout import Compression, prepare_layer
from kethop.vocabulary import Language

__all__ = ["layers_group"]


@click.group("layers", short_help="Lớp dữ liệu cho sàng lọc · layers for screening")
def layers_group() -> None:
    """Lớp dữ liệu cho sàng lọc · Layers for screening."""


@layers_group.command("prepare")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--crs", help="Lưới chiếu bằng mét của kết quả · grid in metres of the result: EPSG:3405 [the source's].")
@click.option(
    "--source-crs", help="Hệ tọa độ của nguồn, khi tệp không ghi · CRS of the source, where it does not say it."
)
@click.option(
    "--compression",
    type=click.Choice([item.value for item in Compression]),
    default=Compression.NONE.value,
    show_default=True,
    help="Nén hình và khung bao: none nhanh nhất, zstd nhỏ nhất · of outlines: none is quickest, zstd smallest.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Tệp .parquet · file.")
@language_option
def prepare_command(
    *, source: Path, crs: str | None, source_crs: str | None, compression: str, out: Path, language: Language
) -> None:
    """Ghi một lớp thành GeoParquet 1.1 để sàng lọc nhanh · Write a layer as GeoParquet 1.1 that is quick to screen.

    SOURCE là GeoParquet (giữ mọi cột), hoặc tệp bất kỳ mà `kethop intake` đọc được. Đối tượng được xếp theo đường Hilbert,
    kèm khung bao và diện tích; không bỏ, không sửa đối tượng nào. Tệp mô tả (.yaml) của SOURCE không đi theo.

    SOURCE is GeoParquet (all its columns are kept), or any file that `kethop intake` reads. Features are put along a
    Hilbert curve, with envelope and area; none is left out and none is repaired. The sidecar (.yaml) of SOURCE stays behind.
    """
    sidecar = source.with_suffix(".yaml")
    refuse_overwriting([out], inputs=[source, sidecar])
    prepared = prepare_layer(source, out, crs=crs, source_crs=source_crs, compression=Compression(compression))
    click.echo(describe_prepared(prepared, language))
    if sidecar.is_file():
        click.echo(describe_left(sidecar.name, out.with_suffix(".yaml").name, file_sha256(out), language))
    click.echo(f"→ {out}")
