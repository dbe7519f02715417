"""``kethop appraise``: the main job."""

from datetime import datetime
from pathlib import Path

import click

from kethop.appraisal import filing_from_path, run_bytes
from kethop.cli.desk import open_desk, warn_of_missing
from kethop.cli.language import language_option
from kethop.cli.options import layers_option, pack_option, settings_option
from kethop.cli.places import refuse_overwriting, write_whole
from kethop.cli.report import MAKERS, report_files, settings_from
from kethop.cli.standard_output import write_out
from kethop.reporting import print_run
from kethop.reporting.report import Case
from kethop.vocabulary import Language

__all__ = ["appraise_command"]


@click.command("appraise", short_help="Thẩm định một đề xuất · appraise a proposal")
@click.argument("proposal", type=click.Path(path_type=Path))
@pack_option
@layers_option
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Xét theo pháp luật ngày này, như thể nộp vào ngày đó · judge as if submitted on this day.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Ghi run.json, map.svg, report.pdf, report.docx vào thư mục · write them here.",
)
@click.option(
    "--report/--no-report",
    "wants_report",
    default=True,
    help="Có in báo cáo hay không · whether --out prints the report [yes].",
)
@settings_option
@click.option(
    "--json",
    "json_path",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Ghi kết quả JSON, “-” là màn hình · write the run as JSON; - is standard output.",
)
@language_option
def appraise_command(  # noqa: PLR0913 - one argument an option
    *,
    proposal: Path,
    pack_name: str | None,
    layer_folders: tuple[Path, ...],
    as_of: datetime | None,
    out: Path | None,
    wants_report: bool,
    settings_file: Path | None,
    json_path: Path | None,
    language: Language,
) -> None:
    """Thẩm định một đề xuất · Appraise one proposal: what it touches, whom to ask, by which day, what is unknown."""
    if settings_file and not (out and wants_report):
        raise click.UsageError("--settings: cần --out · needs --out, without --no-report")
    settings = settings_from(settings_file)
    filing = filing_from_path(proposal)
    site_file = filing.proposal.site.file if filing.proposal.site else None
    names = ("run.json", "map.svg", *(f"report.{name}" for name in MAKERS))
    refuse_overwriting(
        [json_path, *([out / name for name in names] if out else [])],
        inputs=[proposal, proposal.parent / site_file if site_file else None, settings_file],
    )
    warn_of_missing(filing, language)
    desk = open_desk(pack_name or filing.pack, layer_folders)
    run = desk.appraise(filing, as_of=as_of.date() if as_of else None)
    written: tuple[Path, ...] = ()
    if out:
        case = Case(run, filing, settings, language, desk.pack, desk.layers, is_reproduced=True)
        made = report_files(out, case) if wants_report else {}
        written = (*desk.write(out, filing, run, language), *made)
        for path, data in made.items():
            write_whole(path, data)
    if json_path == Path("-"):
        write_out(run_bytes(run))
        return
    if json_path:
        write_whole(json_path, run_bytes(run))
    print_run(run, language)
    for target in (*([json_path] if json_path else []), *written):
        click.echo(f"→ {target}")
