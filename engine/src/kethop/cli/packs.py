"""``kethop packs``: check packs."""

from pathlib import Path

import click

from kethop.cli.language import language_option
from kethop.cli.places import find_pack_folder
from kethop.errors import CollectedError, KethopError
from kethop.packs import check_pack, load_pack
from kethop.reporting import describe_error
from kethop.spatial import LayerStore
from kethop.vocabulary import ClassificationLevel, Language

__all__ = ["packs_group"]


@click.group("packs", short_help="Gói pháp luật · jurisdiction packs")
def packs_group() -> None:
    """Gói pháp luật · Jurisdiction packs."""


@packs_group.command("check")
@click.argument("names", nargs=-1, required=True)
@language_option
def check_command(*, names: tuple[str, ...], language: Language) -> None:
    """Kiểm tra gói: mọi lỗi, với tệp và dòng · Check packs and print every problem with file and line (exit 2)."""
    found = 0
    for name in names:
        folder = find_pack_folder(name)
        try:
            problems: tuple[KethopError, ...] = (
                *check_pack(load_pack(folder)),
                *LayerStore([folder / "layers"], clearance=ClassificationLevel.TUYET_MAT).problems(),
            )
        except CollectedError as error:
            problems = error.errors
        for problem in problems:
            click.echo(describe_error(problem, language))
        found += len(problems)
        click.echo(_summary(folder, len(problems), language))
    if found:
        raise click.exceptions.Exit(2)


def _summary(folder: Path, count: int, language: Language) -> str:
    if language is Language.VI:
        return f"{folder}: không có lỗi" if count == 0 else f"{folder}: {count} lỗi"
    return f"{folder}: no problems" if count == 0 else f"{folder}: {count} problems"
