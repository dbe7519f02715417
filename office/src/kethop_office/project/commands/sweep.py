"""``kethop-office sweep``: files that no row names."""

import click

from kethop_office.project.commands.start import Refusal, begin, refuse_unready

__all__ = ["sweep"]


@click.command()
@click.option("--dry-run", is_flag=True, help="Chỉ đếm, không động vào · count only, touch nothing.")
def sweep(*, dry_run: bool) -> None:
    """Dọn tệp mà không dòng dữ liệu nào nêu tên · sweep away files that no row names.

    Files are set aside when they are a day old and deleted a day later; the worker does this every night. Exit 1 when a row
    has no file.
    """
    begin()
    refuse_unready()
    from kethop_office.accounts.actions.sweeping import sweep_files  # noqa: PLC0415 - Django is ready only now
    from kethop_office.common.refusal import Refused  # noqa: PLC0415

    try:
        swept = sweep_files(dry_run=dry_run)
    except Refused as refused:
        raise Refusal(
            "Đang có một lần sao lưu. Chờ xong rồi chạy lại.", "A backup is running. Wait for its end and run again."
        ) from refused
    click.echo(
        f"{swept.rows} dòng · rows, {swept.files} tệp · files\n"
        f"  để riêng · set aside: {swept.set_aside} ({swept.set_aside_bytes / 1e6:.1f} MB)\n"
        f"  xóa · deleted: {swept.deleted} ({swept.deleted_bytes / 1e6:.1f} MB)\n"
        f"  trả lại · put back: {swept.returned}"
    )
    for sha256 in swept.missing:
        click.echo(f"THIẾU · MISSING: {sha256}", err=True)
    if swept.missing:
        raise SystemExit(1)
