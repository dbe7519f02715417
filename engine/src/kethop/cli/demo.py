"""``kethop demo``: appraise the examples and say where to look."""

from functools import cache, partial
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress
from rich.text import Text

from kethop.appraisal import ScreeningRun, filing_from_path
from kethop.cli.desk import open_desk
from kethop.cli.language import language_option
from kethop.cli.places import repository_root, write_whole
from kethop.cli.report import report_files
from kethop.errors import Place, ProposalError
from kethop.reporting import OUTCOMES
from kethop.reporting.report import Case, ReportSettings
from kethop.vocabulary import Language, format_date

__all__ = ["demo_command"]

_WORDS = {
    Language.VI: {
        "title": "Các ví dụ: địa điểm có thật, đề xuất hư cấu",
        "law": "pháp luật ngày",
        "ask": "phải hỏi",
        "look": "Xem từng kết quả: {out}/<tên>/report.pdf, report.docx (báo cáo để ký), map.svg (bản đồ), run.json (đủ để chạy lại), hoặc chạy",
    },
    Language.EN: {
        "title": "Examples: real places, invented proposals",
        "law": "law of",
        "ask": "to ask",
        "look": "See each result: {out}/<name>/report.pdf, report.docx (report to sign), map.svg (map), run.json (enough for a replay), or run",
    },
}


@click.command("demo", short_help="Thẩm định các ví dụ · the examples")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), show_default=True)
@language_option
def demo_command(*, out: Path, language: Language) -> None:
    """Thẩm định các ví dụ · Appraise the examples and say where to look."""
    root = repository_root()
    examples = sorted((root / "examples").glob("*.yaml")) if root else []
    if not examples:
        raise ProposalError("demo.no_examples", place=Place("examples"))
    console = Console(highlight=False)
    desks = cache(partial(open_desk, layer_folders=()))
    runs = {}
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for path in progress.track(examples, description="examples"):
            filing = filing_from_path(path)
            desk = desks(filing.pack)
            runs[path.name] = desk.appraise(filing)
            desk.write(out / path.stem, filing, runs[path.name], language)
            case = Case(runs[path.name], filing, ReportSettings(), language, desk.pack, desk.layers, is_reproduced=True)
            for target, data in report_files(out / path.stem, case).items():
                write_whole(target, data)
    words = _WORDS[language]
    console.print(Text(words["title"], style="bold"))
    for name, run in runs.items():
        console.print(Text(f"\n{name}", style="bold"))
        console.print(Padding("\n".join(_lines(run, language)), (0, 0, 0, 2)))
    console.print(Text("\n" + words["look"].format(out=out)), soft_wrap=True)
    console.print(Text(f"  ./run kethop appraise examples/{examples[0].name} --lang {language}", style="bold"))


def _lines(run: ScreeningRun, language: Language) -> tuple[str, ...]:
    """Return title, counts of outcomes and the bodies that must be asked."""
    words = _WORDS[language]
    counts = [
        f"{label.in_language(language).lower()} {sum(item.outcome is outcome for item in run.findings)}"
        for outcome, label in OUTCOMES.items()
    ]
    bodies = dict.fromkeys(item.body_label.in_language(language) for item in run.inquiries if item.is_certain)
    title = f"{run.title.in_language(language)} ({words['law']} {format_date(run.law_date, language)})"
    return title, " · ".join(counts), f"{words['ask']}: {'; '.join(bodies) or '–'}"
