"""``kethop-office manage``: Django's own commands."""

import sys

import click
from django.core.management import execute_from_command_line

__all__ = ["manage"]


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Lệnh quản trị của Django, dành cho người bảo trì · Django's commands, for maintainers."""
    sys.argv[0] = "kethop-office manage"
    execute_from_command_line([sys.argv[0], *arguments])
