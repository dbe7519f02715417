"""``kethop-office keys new``: the pair that backups are sealed to."""

import os
from pathlib import Path

import click

from kethop_office.project import environ
from kethop_office.project.commands.start import Refusal

__all__ = ["keys"]


@click.group()
def keys() -> None:
    """Khóa của bản sao lưu · keys of backups."""


@keys.command("new")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def new(*, file: Path) -> None:
    """Tạo một cặp khóa: phần mở vào FILE, phần nhận in ra · make a pair: the secret into FILE, the recipient is printed.

    FILE opens every backup. Write it to two sticks, keep them in two safes, not on this machine.
    """
    from kethop_office.project.safekeeping.seal import new_pair  # noqa: PLC0415 - only this command needs it

    if environ.data_folder() in file.resolve().parents:
        raise Refusal(
            f"{file} nằm trong thư mục dữ liệu: mất máy là mất cả khóa. Ghi ra USB.",
            f"{file} lies in the data folder: who loses the machine loses the key too. Write it to a stick.",
        )
    secret, recipient = new_pair()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(f"# kethop backup identity; recipient: {recipient}\n{secret}\n")
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise Refusal(
            f"Không tạo được {file} ({error.strerror}). Chọn tên khác, tệp cũ không bị ghi đè.",
            f"{file} cannot be made ({error.strerror}). Choose another name; an old file is never overwritten.",
        ) from error
    click.echo(
        f"Đã tạo · made: {file}\n"
        f"Đặt trên máy của văn phòng · set on the office's machine:\n\n  export KETHOP_BACKUP_RECIPIENT={recipient}\n\n"
        "Cất FILE ở hai nơi, ngoài máy này. Mất nó là không mở được bản sao lưu nào.\n"
        "Keep FILE in two places away from this machine. Without it no backup can be opened."
    )
