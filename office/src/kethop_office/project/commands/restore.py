"""``kethop-office restore``: a backup brought back into an empty place."""

from pathlib import Path

import click

from kethop_office.project.commands.check import show
from kethop_office.project.commands.start import Progress, begin, bring_to_date, identity_in, told_faults

__all__ = ["restore"]


@click.command()
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--identity",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Tệp khóa do keys new tạo · file that `keys new` made.",
)
@click.option(
    "--backup", "wanted", metavar="ID", help="Bản nào; mặc định bản mới nhất · which one; the latest if not said."
)
def restore(*, source: Path, identity: Path, wanted: str | None) -> None:
    """Khôi phục vào KETHOP_DATA_DIR (và DATABASE_URL) đang trống · restore into an empty place.

    Whole or nothing: every file and table is opened and compared before it comes to its place. Then the checks run.
    """
    begin()
    from kethop_office.project.safekeeping.checking import check_office  # noqa: PLC0415 - Django is ready only now
    from kethop_office.project.safekeeping.restore import restore as bring_back  # noqa: PLC0415
    from kethop_office.project.safekeeping.restore import tell_restored  # noqa: PLC0415

    with told_faults():
        done = bring_back(source, identity_in(identity), Progress(), wanted=wanted)
        bring_to_date()  # the triggers of the chain come with it
        tell_restored(done)
    click.echo(
        f"Đã khôi phục · restored: {done.id}\n  {done.rows} dòng · rows, {done.files} tệp · files, {done.events} sự kiện · events"
    )
    if not done.keys:
        click.echo(
            "Bản sao lưu không kèm khóa: init sẽ tạo khóa mới, mọi phiên đăng nhập kết thúc.\n"
            "The keys were not with the backup: init makes new ones, and all sessions end."
        )
    if done.missing:
        click.echo(
            f"{len(done.missing)} tệp đã thiếu từ khi sao lưu · files were missing when it was backed up: {done.missing[0]} …",
            err=True,
        )
    if not show(check_office(Progress())):
        raise SystemExit(1)
