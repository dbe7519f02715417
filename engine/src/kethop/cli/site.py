"""``kethop site``: look at a site file before it is filed."""

import json
import sys
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
from typing_extensions import override

from kethop.appraisal import SitePanel, SiteStatement, check_site
from kethop.cli.desk import open_desk
from kethop.cli.language import language_option
from kethop.cli.options import layers_option
from kethop.cli.places import refuse_overwriting, write_whole
from kethop.errors import Place, SiteError
from kethop.reporting import panel_record, print_panel
from kethop.reporting.intakes import missing_measures
from kethop.spatial import PASTED, ColumnOrder
from kethop.spatial.intake import deliver, read_outside
from kethop.spatial.sites.opening import MAX_BYTES
from kethop.vocabulary import Language

__all__ = ["site_group"]

EXIT_NOT_IN_ORDER = 1


class Hectares(click.ParamType[Decimal]):
    """A number of hectares above 0, with a decimal dot or comma."""

    name = "ha"

    @override
    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the number; a text with both marks, or none, is refused."""
        try:
            number = Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            number = Decimal(0)
        if not number.is_finite() or number <= 0:
            self.fail(f"{value!r}: số héc-ta, ví dụ 37,2 · hectares, such as 37.2", param, ctx)
        return number


@click.group("site", short_help="Kiểm tra khu đất · check a site")
def site_group() -> None:
    """Kiểm tra tệp khu đất trước khi nộp · Look at a site file before it is filed."""


@site_group.command("check", short_help="Bảng kiểm tra · the check panel")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--commune",
    "communes",
    multiple=True,
    metavar="CODE|NAME",
    help="Xã, phường, đặc khu khai trong hồ sơ, lặp lại được · declared commune; may be repeated.",
)
@click.option("--crs", metavar="EPSG:…", help="Hệ tọa độ của các số · coordinate system of the numbers.")
@click.option("--layer", help="Lớp cần đọc · layer to read, where the file has several.")
@click.option("--unit", type=click.Choice(["m", "mm"]), help="Đơn vị của bản vẽ DXF · unit of a DXF drawing.")
@click.option(
    "--column-order",
    type=click.Choice([item.value for item in ColumnOrder]),
    default=ColumnOrder.X_IS_NORTH.value,
    show_default=True,
    help="X của bảng là hướng nào · what X of the table means.",
)
@click.option("--area-ha", type=Hectares(), help="Diện tích hồ sơ ghi, ha · area that the file states.")
@click.option("--repair", is_flag=True, help="Sửa lỗi nhỏ của ranh giới, ghi lại từng chỗ · repair and record.")
@click.option("--pack", "pack_name", default="vn", show_default=True, help="Gói pháp luật · pack: name or folder.")
@layers_option
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Ghi JSON, “-” là màn hình · write JSON; - is standard output.",
)
@language_option
def check_command(  # noqa: PLR0913 - one argument an option
    *,
    file: Path,
    communes: tuple[str, ...],
    crs: str | None,
    layer: str | None,
    unit: str | None,
    column_order: str,
    area_ha: Decimal | None,
    repair: bool,
    pack_name: str,
    layer_folders: tuple[Path, ...],
    json_path: Path | None,
    language: Language,
) -> int:
    """Kiểm tra khu đất: tệp, hoặc “-” là bảng tọa độ dán vào · Check a site: a file, or - for a pasted table.

    Exit 0: nothing to correct; 1: something to correct; 2: the file cannot be read.
    """
    refuse_overwriting([json_path], inputs=[file])
    data, name = _bytes_of(file)
    order = ColumnOrder(column_order)
    intake = read_outside(data, name=name, crs=crs, layer=layer, unit=unit, column_order=order)
    if warning := missing_measures(intake, language):
        click.echo(warning, err=True)
    desk = open_desk(pack_name, layer_folders)
    stated = SiteStatement(communes=communes, area_ha=area_ha, repair=repair)
    panel = check_site(intake.outline, stated, pack=desk.pack, layers=desk.layers, on=datetime.now(UTC).date())
    _show(panel, json_path, language)
    return 0 if panel.is_in_order else EXIT_NOT_IN_ORDER


def _bytes_of(file: Path) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input, with the name that tells the format."""
    if str(file) == PASTED:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SiteError("site.too_large", place=Place(PASTED), size=len(data), limit=MAX_BYTES)
        return data, PASTED
    return deliver(file), file.name or file.resolve().name


def _show(panel: SitePanel, json_path: Path | None, language: Language) -> None:
    if json_path is None:
        print_panel(panel, language)
        return
    text = json.dumps(panel_record(panel), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if str(json_path) == PASTED:
        click.echo(text, nl=False)
        return
    write_whole(json_path, text.encode())
    print_panel(panel, language)
