"""``kethop replay``: judge a stored run again."""

from pathlib import Path

import click

from kethop.appraisal import read_run, replay
from kethop.cli.desk import open_desk, warn_of_missing
from kethop.cli.language import language_option
from kethop.cli.options import layers_option, pack_option
from kethop.cli.places import read_whole
from kethop.reporting import describe_replay
from kethop.vocabulary import Language

__all__ = ["replay_command"]


@click.command("replay", short_help="Chạy lại kết quả đã lưu · replay a stored run")
@click.argument("run_file", type=click.Path(path_type=Path))
@pack_option
@layers_option
@language_option
def replay_command(
    *, run_file: Path, pack_name: str | None, layer_folders: tuple[Path, ...], language: Language
) -> None:
    """Chạy lại một kết quả đã lưu · Replay a stored run: identical, or what differs (exit 1)."""
    stored = read_run(read_whole(run_file), source=str(run_file))
    warn_of_missing(stored.filing, language)
    desk = open_desk(pack_name or stored.pack, layer_folders)
    result = replay(stored, pack=desk.pack, layers=desk.layers)
    click.echo(describe_replay(result, language))
    if not result.is_identical:
        raise click.exceptions.Exit(1)
