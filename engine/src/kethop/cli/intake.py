"""``kethop intake``: show what is read in a file, before it is filed."""

from pathlib import Path

import click

from kethop.cli.language import language_option
from kethop.cli.places import refuse_overwriting, write_whole
from kethop.cli.standard_output import write_out
from kethop.documents import canonical_json
from kethop.reporting.intakes import describe_intake, intake_record, missing_measures
from kethop.spatial import ColumnOrder
from kethop.spatial.intake import deliver, read_outside, store_as_filed
from kethop.vocabulary import Language

__all__ = ["intake_command"]


@click.command("intake", short_help="Xem tệp khu đất đọc ra gì · what is read in a site file")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--crs", help="Hệ tọa độ, khi tệp không ghi · coordinate system, where the file does not say it: EPSG:9208."
)
@click.option("--layer", help="Lớp cần đọc · layer to read, where the file has several.")
@click.option("--unit", type=click.Choice(["m", "mm"]), help="Đơn vị của bản vẽ DXF · unit of a DXF drawing.")
@click.option(
    "--column-order",
    type=click.Choice([item.value for item in ColumnOrder]),
    default=ColumnOrder.X_IS_NORTH.value,
    show_default=True,
    help="Cột X, Y của bảng tọa độ · what columns X and Y of a table mean.",
)
@click.option(
    "--store",
    "store_folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Lưu nguyên tệp vào kho theo mã SHA-256 · keep the file as filed under its SHA-256.",
)
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Ghi JSON, “-” là màn hình · write JSON; - is standard output.",
)
@language_option
def intake_command(  # noqa: PLR0913 - one argument an option
    *,
    file: Path,
    crs: str | None,
    layer: str | None,
    unit: str | None,
    column_order: str,
    store_folder: Path | None,
    json_path: Path | None,
    language: Language,
) -> None:
    """Đọc một tệp khu đất trong tiến trình cách ly rồi cho xem: lớp, hệ tọa độ, đỉnh, diện tích, lưu ý, mã SHA-256.

    Read a site file in a confined process and show it: layers, coordinate system, corners, area, notes, SHA-256. FILE is a
    Shapefile (.zip, or .shp with its neighbours), .gpkg, .parquet, .kml, .kmz, .dxf, .tab, .mif, .geojson, .csv, .xlsx, or
    a folder.
    """
    refuse_overwriting([json_path, store_folder], inputs=[file])
    data = deliver(file)
    order = ColumnOrder(column_order)
    intake = read_outside(
        data, name=file.name or file.resolve().name, crs=crs, layer=layer, unit=unit, column_order=order
    )
    site = intake.site()
    stored = store_as_filed(store_folder, data) if store_folder else None
    if warning := missing_measures(intake, language):
        click.echo(warning, err=True)
    record = canonical_json(intake_record(intake, site)) if json_path else b""
    if json_path == Path("-"):
        write_out(record)
        return
    click.echo(describe_intake(intake, site, language))
    if json_path:
        write_whole(json_path, record)
    for path in (json_path, stored.path if stored else None):
        if path:
            click.echo(f"→ {path}")
