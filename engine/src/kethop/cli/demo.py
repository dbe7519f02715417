"""``kethop demo``: appraise the examples and say where to look."""

from functools import cache, partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from kethop.appraisal import ScreeningRun, filing_from_path
from kethop.cli.desk import open_desk
from kethop.cli.language import language_option
from kethop.cli.places import repository_root
from kethop.errors import Place, ProposalError
from kethop.vocabulary import Language, Outcome, format_date

__all__ = ["demo_command"]

_SHOWN = (Outcome.HIT, Outcome.UNKNOWN, Outcome.CLEAR)
_WORDS = {
    Language.VI: (
        "Đề xuất ví dụ (địa điểm có thật, đề xuất hư cấu)",
        "Pháp luật ngày",
        "Áp dụng",
        "Chưa xác định",
        "Không áp dụng",
        "Phải hỏi",
        "Xem từng kết quả:  {out}/<tên>/map.svg (bản đồ), run.json (đủ để chạy lại), hoặc chạy",
    ),
    Language.EN: (
        "Example (real places, invented proposals)",
        "Law of",
        "Applies",
        "Not determined",
        "Does not apply",
        "To ask",
        "See each result:  {out}/<name>/map.svg (map), run.json (enough for a replay), or run",
    ),
}


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), show_default=True)
@language_option
def demo_command(*, out: Path, language: Language) -> None:
    """Thẩm định các ví dụ · Appraise the examples and say where to look."""
    root = repository_root()
    examples = sorted((root / "examples").glob("*.yaml")) if root else []
    if not examples:
        raise ProposalError("demo.no_examples", place=Place("examples"))
    title, law, hit, unknown, clear, ask, look = _WORDS[language]
    table = Table(title=title, expand=True)
    for head, least in ((" ", 20), (law, 11), (hit, 5), (unknown, 5), (clear, 5), (ask, 20)):
        table.add_column(head, overflow="fold", min_width=least)
    console = Console(highlight=False)
    desks = cache(partial(open_desk, layer_folders=()))
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for path in progress.track(examples, description="examples"):
            filing = filing_from_path(path)
            desk = desks(filing.pack)
            run = desk.appraise(filing)
            desk.write(out / path.stem, filing, run, language)
            table.add_row(*(Text(cell) for cell in _row(path, run, language)))
    console.print(table)
    console.print(Text(look.format(out=out)), soft_wrap=True)
    console.print(Text(f"  ./run kethop appraise examples/{examples[0].name} --lang {language}", style="bold"))


def _row(path: Path, run: ScreeningRun, language: Language) -> tuple[str, ...]:
    counts = [str(sum(item.outcome is outcome for item in run.findings)) for outcome in _SHOWN]
    bodies = dict.fromkeys(item.body_label.in_language(language) for item in run.inquiries if item.is_certain)
    return (f"{path.name}\n{run.title.in_language(language)}", format_date(run.law_date, language), *counts, "; ".join(bodies) or "–")
