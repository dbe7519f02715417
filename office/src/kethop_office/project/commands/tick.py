"""``kethop-office tick``: run what is due by the clock, once."""

import click

from kethop_office.project.commands.start import begin, refuse_unready

__all__ = ["tick"]


@click.command()
def tick() -> None:
    """Chạy một lần các việc theo lịch đã đến giờ · run once what is due by the clock.

    The worker does this each minute; this command is for an office that starts it from cron (worker --no-tick).
    """
    begin()
    refuse_unready()
    from kethop_office.accounts.row_security.reader import keeping  # noqa: PLC0415 - Django is ready only now
    from kethop_office.common import schedule  # noqa: PLC0415

    with keeping("clock"):
        done = schedule.tick()
    for key, succeeded in done.items():
        click.echo(f"{'xong · done' if succeeded else 'không xong · failed'}: {key}")
    if not done:
        click.echo("Chưa có việc nào đến giờ · nothing is due")
    if not all(done.values()):
        raise SystemExit(1)
