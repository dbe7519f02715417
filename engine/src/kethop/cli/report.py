"""``kethop report``: print a stored run as PDF and Word."""

from pathlib import Path

import click

from kethop import __version__
from kethop.appraisal import ScreeningRun, StoredRun, read_run, replay, run_of
from kethop.cli.desk import Desk, open_desk
from kethop.cli.language import language_option
from kethop.cli.options import layers_option, pack_option, settings_option
from kethop.cli.places import read_whole, refuse_overwriting, write_whole
from kethop.errors import PackError, ReportError
from kethop.reporting import not_replayed
from kethop.reporting.report import Case, ReportSettings, compose, pdf_of, read_settings, word_of
from kethop.vocabulary import Language

__all__ = ["report_command", "report_files", "settings_from"]

MAKERS = {"pdf": pdf_of, "docx": word_of}


@click.command("report", short_help="In báo cáo từ kết quả đã lưu · print a stored run")
@click.argument("run_file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Ghi report.pdf và report.docx vào thư mục · write them here.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(sorted(MAKERS)),
    help="Chỉ ghi dạng này · only this one; may be repeated.",
)
@settings_option
@pack_option
@layers_option
@language_option
def report_command(  # noqa: PLR0913 - one argument an option
    *,
    run_file: Path,
    out: Path,
    formats: tuple[str, ...],
    settings_file: Path | None,
    pack_name: str | None,
    layer_folders: tuple[Path, ...],
    language: Language,
) -> None:
    """In báo cáo thẩm định từ kết quả đã lưu · Print the appraisal report of a stored run, as PDF and Word."""
    refuse_overwriting([out / f"report.{name}" for name in MAKERS], inputs=[run_file, settings_file])
    stored = read_run(read_whole(run_file), source=str(run_file))
    run = run_of(stored, source=str(run_file))
    desk = _desk(pack_name, stored.pack, layer_folders)
    is_same = desk is not None and desk.pack.sha256 == run.pack.sha256
    is_reproduced = desk is not None and _is_reproduced(desk, stored, run)
    if not is_reproduced:
        click.echo(not_replayed(language), err=True)
    case = Case(
        run,
        stored.filing,
        settings_from(settings_file),
        language,
        pack=desk.pack if desk and is_same else None,
        layers=desk.layers if desk else None,
        is_reproduced=is_reproduced,
    )
    for path, data in report_files(out, case, formats or tuple(MAKERS)).items():
        write_whole(path, data)
        click.echo(f"→ {path}")


def settings_from(path: Path | None) -> ReportSettings:
    """Return the settings in a file; those of a draft without any when None."""
    return ReportSettings() if path is None else read_settings(read_whole(path), source=str(path))


def report_files(out: Path, case: Case, formats: tuple[str, ...] = tuple(MAKERS)) -> dict[Path, bytes]:
    """Return ``report.pdf`` and ``report.docx`` by where they go in a folder; all are made before one is written."""
    paper = compose(case)
    return {out / f"report.{name}": MAKERS[name](paper) for name in dict.fromkeys(formats)}


def _is_reproduced(desk: Desk, stored: StoredRun, run: ScreeningRun) -> bool:
    """Return whether a replay gave the run again; false where engine, pack or a layer is not the run's own.

    Raises
    ------
    ReportError
        ``report.run_differs`` (``places``, ``path``, ``stored``, ``now``): all is the run's own, yet the file is not
        what it gives: it was changed after the appraisal.
    """
    own_layers = all(desk.layers.sha256(item.id) == item.sha256 for item in run.layers)
    if run.engine_version != __version__ or desk.pack.sha256 != run.pack.sha256 or not own_layers:
        return False
    result = replay(stored, pack=desk.pack, layers=desk.layers)
    if not result.is_identical:
        first = result.differences[0]
        raise ReportError(
            "report.run_differs",
            places=len(result.differences),
            path=first.path,
            stored=first.stored,
            now=first.now,
        )
    return True


def _desk(named: str | None, used: str, layer_folders: tuple[Path, ...]) -> Desk | None:
    """Return pack and layers; none where the run's pack is not at hand and none was named: the report then says so."""
    try:
        return open_desk(named or used, layer_folders)
    except PackError as error:
        if error.code != "pack.not_found" or named is not None or layer_folders:
            raise
        return None
