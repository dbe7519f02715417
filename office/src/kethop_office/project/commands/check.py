"""``kethop-office check``: is everything readable, here or in a backup."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kethop_office.project.commands.start import Progress, begin, identity_in, refuse_unready, told_faults

if TYPE_CHECKING:
    from kethop_office.project.safekeeping.checking import Finding

__all__ = ["check", "show"]


@click.command()
@click.argument("backup", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--identity",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Tệp khóa: mở ra và so bên trong · identity: open the backup and compare what is inside.",
)
@click.option(
    "--backup", "wanted", metavar="ID", help="Bản nào; mặc định bản mới nhất · which one; the latest if not said."
)
def check(*, backup: Path | None, identity: Path | None, wanted: str | None) -> None:
    """Kiểm tra văn phòng, hoặc một thư mục sao lưu · check the office, or a folder of backups.

    Reads everything, changes nothing, asks no network. Exit 1 when anything is wrong.
    """
    begin()
    if backup is None:
        refuse_unready()
    from kethop_office.project.safekeeping.checking import check_backup, check_office  # noqa: PLC0415 - Django is ready only now

    with told_faults():
        secret = identity_in(identity) if identity else None
        found = check_backup(backup, secret, Progress(), wanted=wanted) if backup else check_office(Progress())
        if not show(found):
            raise SystemExit(1)


def show(findings: "Iterable[Finding]") -> bool:
    """Print what was found; return whether all is well."""
    is_well = True
    for one in findings:
        is_well = is_well and not one.wrong
        click.echo(f"{'SAI · WRONG' if one.wrong else 'tốt · good'}: {one.vi} · {one.en}")
        if one.wrong:
            click.echo(f"  {one.wrong}", err=True)
    return is_well
