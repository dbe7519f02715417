"""``kethop``: the group of commands, and what becomes of an error."""

import importlib
import os
import sys
import traceback

import click
from typing_extensions import override

from kethop import __version__
from kethop.cli.language import chosen_language
from kethop.errors import KethopError
from kethop.vocabulary import Language

__all__ = ["cli", "main"]

EXIT_BAD_INPUT = 2
EXIT_BUG = 3

# name -> module:attribute; a command's module is imported only when it is called, so that --help and completion are quick
_COMMANDS = {
    "appraise": "kethop.cli.appraise:appraise_command",
    "demo": "kethop.cli.demo:demo_command",
    "intake": "kethop.cli.intake:intake_command",
    "layers": "kethop.cli.layers:layers_group",
    "new": "kethop.cli.new:new_command",
    "packs": "kethop.cli.packs:packs_group",
    "replay": "kethop.cli.replay:replay_command",
    "report": "kethop.cli.report:report_command",
    "rules": "kethop.cli.rules:rules",
    "site": "kethop.cli.site:site_group",
    "screen": "kethop.cli.screen:screen_command",
    "screen-heights": "kethop.cli.screen_heights:screen_heights_command",
    "surfaces": "kethop.cli.surfaces:surfaces_command",
    "tck": "kethop.cli.tck:tck",
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
@click.version_option(__version__, prog_name="kethop")
def cli() -> None:
    """Thẩm định quy hoạch, dự án kết hợp kinh tế với quốc phòng, an ninh.

    Appraise plans and projects for combining economic growth with national defence and security.

    Completion: add `eval "$(_KETHOP_COMPLETE=bash_source kethop)"` to ~/.bashrc (zsh_source, fish_source likewise).
    """


def main() -> None:
    """Run the command line; exit 0 done, 1 the answer is no, 2 bad input, 3 a bug in kethop."""
    arguments = sys.argv[1:]
    language = chosen_language(arguments)
    try:
        sys.exit(cli.main(args=arguments, prog_name="kethop", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_BAD_INPUT)
    except click.Abort:
        sys.exit(130)
    except KethopError as error:
        from kethop.reporting import describe_error  # noqa: PLC0415 - only an error needs the wording

        click.echo(describe_error(error, language), err=True)
        sys.exit(EXIT_BAD_INPUT)
    except BrokenPipeError:  # the reader of a pipe has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception:  # noqa: BLE001 - the outermost place: whatever is left is a bug and must say so
        click.echo(traceback.format_exc(), err=True)
        click.echo(_bug_notice(language), err=True)
        sys.exit(EXIT_BUG)


def _bug_notice(language: Language) -> str:
    if language is Language.VI:
        return (
            "Lỗi của chương trình, không phải của hồ sơ. Chưa có kết quả nào được ghi. Gửi đoạn trên cho người bảo trì."
        )
    return "A bug in the program, not in your file. No result was written. Send the text above to the maintainers."


if __name__ == "__main__":
    main()
