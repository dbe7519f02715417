"""``kethop-office init``: make the office, or bring it up to the program's version; run again it changes nothing more."""

import os
import secrets
import shutil
from pathlib import Path

import click

from kethop_office.project import environ
from kethop_office.project.commands.start import (
    Refusal,
    begin,
    bring_to_date,
    refuse_half,
    refuse_unguarded,
    said,
    told_faults,
    unapplied,
)

__all__ = ["init"]

MARK = "demonstration"
"""File that only the data folder of a demonstration has."""


@click.command()
@click.option(
    "--demo", is_flag=True, help="Thêm hồ sơ minh họa · fill an empty office with invented cases (KETHOP_DEMO=1)."
)
@click.option(
    "--fresh", is_flag=True, help="Bỏ dữ liệu minh họa cũ · with --demo: throw an earlier demonstration away."
)
@click.option(
    "--admin",
    metavar="NAME",
    help="Tạo một tài khoản quản trị · create an administrator; the password is printed once.",
)
@click.option(
    "--without-backup",
    is_flag=True,
    help="PostgreSQL: nâng cấp dù chưa sao lưu trong 24 giờ · upgrade although there is no backup of the last 24 hours.",
)
def init(*, demo: bool, fresh: bool, admin: str | None, without_backup: bool) -> None:
    """Tạo văn phòng hoặc nâng cấp cơ sở dữ liệu · make the office, or bring its database up to date.

    Makes the data folder, the secret key, the tables, the levels, and takes in what each room needs, such as the pack of law.
    """
    if demo and not environ.is_demo():
        raise Refusal(
            "Hồ sơ minh họa chỉ đưa vào văn phòng minh họa. Đặt KETHOP_DEMO=1 cho cả init và serve, rồi chạy lại.",
            "Invented cases go into a demonstration only. Set KETHOP_DEMO=1 for init and serve, then run again.",
        )
    if fresh:
        _throw_away(environ.data_folder(), demo=demo)
    refuse_half()
    _make_folder(environ.data_folder())
    begin()
    _migrate(keeps_before=not without_backup)
    refuse_unguarded()
    _fill(demo=demo, admin=admin)
    click.echo("Văn phòng đã sẵn sàng, chạy: kethop-office serve · the office is ready, run: kethop-office serve")


def _fill(*, demo: bool, admin: str | None) -> None:
    from kethop_office.accounts.row_security.reader import keeping  # noqa: PLC0415 - Django is ready only now

    with keeping("setup"):
        _set_up()
        _begin_chain()
        if demo:
            _demonstrate()
        if admin:
            _create_administrator(admin)


def _throw_away(folder: Path, *, demo: bool) -> None:
    """Delete the data of an earlier demonstration, and of nothing else."""
    if demo and not folder.exists():
        return
    if not demo or not (folder / MARK).is_file():
        raise Refusal(
            f"{folder} không phải dữ liệu minh họa, không xóa. Chọn thư mục khác: KETHOP_DATA_DIR.",
            f"{folder} is no demonstration and is not deleted. Choose another folder: KETHOP_DATA_DIR.",
        )
    shutil.rmtree(folder)


def _make_folder(folder: Path) -> None:
    """Make the data folder and its secret key, readable by their owner only."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = folder / "secret-key"
        if not key.exists() and "KETHOP_SECRET_KEY" not in os.environ:
            handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(50) + "\n")
    except OSError as error:
        raise Refusal(
            f"Không ghi được vào thư mục {folder} ({error.strerror}). Cấp quyền ghi hoặc đặt KETHOP_DATA_DIR.",
            f"The folder {folder} cannot be written ({error.strerror}). Allow it, or set KETHOP_DATA_DIR.",
        ) from error


def _migrate(*, keeps_before: bool) -> None:
    from kethop_office.project.safekeeping.upgrade import keep_before  # noqa: PLC0415 - Django is ready only now

    if keeps_before and unapplied():
        with told_faults():
            kept = keep_before()
        if kept:
            click.echo(f"Bản trước nâng cấp · the state before: {kept}")
    bring_to_date()


def _set_up() -> None:
    from kethop_office.accounts.actions.setup import create_levels  # noqa: PLC0415 - Django is ready only now
    from kethop_office.common.bridge import engine_fault  # noqa: PLC0415
    from kethop_office.common.registrations import registered_setups  # noqa: PLC0415

    create_levels()
    for key, step in registered_setups():
        try:
            step(lambda line, key=key: click.echo(f"{key}: {line}"))  # type: ignore[misc]  # bound to this key
        except Exception as error:
            fault = engine_fault(error)
            if fault is None:
                raise
            raise Refusal(fault.vi, fault.en) from error


def _begin_chain() -> None:
    from kethop_office.audit.actions.heads import begin_chain  # noqa: PLC0415 - Django is ready only now
    from kethop_office.common import clock  # noqa: PLC0415

    key = said(begin_chain, clock.now())
    click.echo(f"Khóa kiểm tra đầu chuỗi nhật ký, ghi lại ngoài máy · key of the log's heads, note it elsewhere: {key}")


def _demonstrate() -> None:
    from kethop_office.accounts.queries.people import has_accounts  # noqa: PLC0415 - Django is ready only now
    from kethop_office.common.registrations import registered_demonstration  # noqa: PLC0415

    mark = environ.data_folder() / MARK
    if has_accounts() and not mark.exists():
        raise Refusal(
            "Văn phòng này đã có tài khoản và không phải văn phòng minh họa. Chọn thư mục trống: KETHOP_DATA_DIR.",
            "This office has accounts and is no demonstration. Choose an empty folder: KETHOP_DATA_DIR.",
        )
    mark.touch()
    fill = registered_demonstration()
    if fill is not None:
        fill(click.echo)
    elif not has_accounts():
        _create_administrator("admin")


def _create_administrator(name: str) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - Django is ready only now

    from kethop_office.accounts.actions.setup import create_administrator  # noqa: PLC0415

    password = secrets.token_urlsafe(16)
    try:
        user = create_administrator(name, password)
    except ValidationError as error:
        raise Refusal(
            f"Tên tài khoản {name} không dùng được: chữ thường không dấu, số, dấu . _ -",
            f"The account name {name} cannot be used: small letters without marks, digits, . _ -",
        ) from error
    if user is None:
        click.echo(f"Tài khoản {name} đã có, giữ nguyên · the account {name} exists, left as it is")
    else:
        click.echo(f"Tài khoản quản trị · administrator: {name}  mật khẩu · password: {password}")
