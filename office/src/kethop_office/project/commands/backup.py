"""``kethop-office backup``: a sealed copy of everything, into a folder."""

from pathlib import Path

import click

from kethop_office.project import environ
from kethop_office.project.commands.start import Progress, begin, refuse_unready, told_faults

__all__ = ["backup"]


@click.command()
@click.argument("to", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="age1…",
    help="Khóa nhận, thay cho KETHOP_BACKUP_RECIPIENT · recipient, in place of the setting; may be given again.",
)
def backup(*, to: Path, recipients: tuple[str, ...]) -> None:
    """Sao lưu toàn bộ văn phòng, mã hóa, vào thư mục TO · back the whole office up, sealed, into the folder TO.

    The office may go on working. Files that an earlier backup in TO holds are not written again.
    """
    begin()
    refuse_unready()
    from kethop_office.project.safekeeping.backup import make_backup  # noqa: PLC0415 - Django is ready only now

    with told_faults():
        made = make_backup(to, recipients or environ.backup_recipients(), Progress())
    click.echo(
        f"Đã sao lưu · backed up: {made.id}\n"
        f"  {made.rows} dòng · rows, {made.files} tệp · files ({made.new} mới · new), "
        f"{made.new_bytes / 1e6:.1f} MB ghi · written, {made.events} sự kiện · events"
    )
    if made.missing or made.broken:
        click.echo(
            f"SAI: {len(made.missing)} tệp thiếu hoặc đã thay đổi; sự kiện hỏng: {made.broken or 'không'}. Chạy: kethop-office check\n"
            f"WRONG: {len(made.missing)} files missing or changed; broken event: {made.broken or 'none'}. Run: kethop-office check",
            err=True,
        )
        raise SystemExit(1)
