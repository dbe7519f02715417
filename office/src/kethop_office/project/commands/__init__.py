"""``kethop-office``: the group of commands, and what becomes of an error."""

import importlib
import os
import sys

import click
from typing_extensions import override

from kethop_office.project.environ import EnvironmentFault

__all__ = ["cli", "main"]

EXIT_REFUSED = 2

# name -> module:attribute; a command's module, and Django with it, is loaded only when it is called
_COMMANDS = {
    "audit": "kethop_office.project.commands.audit:audit",
    "backup": "kethop_office.project.commands.backup:backup",
    "check": "kethop_office.project.commands.check:check",
    "init": "kethop_office.project.commands.init:init",
    "keys": "kethop_office.project.commands.keys:keys",
    "manage": "kethop_office.project.commands.manage:manage",
    "restore": "kethop_office.project.commands.restore:restore",
    "serve": "kethop_office.project.commands.serve:serve",
    "sweep": "kethop_office.project.commands.sweep:sweep",
    "tick": "kethop_office.project.commands.tick:tick",
    "worker": "kethop_office.project.commands.worker:worker",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(target)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def cli() -> None:
    """Văn phòng thẩm định kết hợp kinh tế với quốc phòng, an ninh, trên trình duyệt.

    The office in the browser: appraisal of plans and projects for combining growth with defence and security.

    Cài đặt bằng biến môi trường · settings by environment variables: docs/reference/office-settings.md.
    """


def _is_full(error: Exception) -> bool:
    from kethop_office.common.disk import is_full  # noqa: PLC0415 - only an error needs it

    return is_full(error)


def main() -> None:
    """Run the command line; exit 0 done, 2 refused with what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kethop_office.project.settings")
    try:
        sys.exit(cli.main(args=sys.argv[1:], prog_name="kethop-office", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_REFUSED)
    except EnvironmentFault as error:
        click.echo(f"Biến môi trường sai · wrong environment variable: {error}", err=True)
        sys.exit(EXIT_REFUSED)
    except click.Abort:
        sys.exit(130)
    except Exception as error:
        if not _is_full(error):
            raise
        click.echo("Đĩa đầy. Giải phóng chỗ rồi chạy lại.\nThe disk is full. Make room and run again.", err=True)
        sys.exit(EXIT_REFUSED)
