"""``kethop new``: a proposal to fill in."""

from datetime import datetime
from pathlib import Path

import click

from kethop.appraisal import proposal_template
from kethop.cli.language import language_option
from kethop.cli.places import find_pack_folder, write_whole
from kethop.errors import KethopError, Place, ProposalError
from kethop.packs import load_pack
from kethop.reporting.report.settings import settings_template
from kethop.vocabulary import Language

__all__ = ["new_command"]

_REPORT = "report"  # no kind of proposal: the office's part of a printed report


@click.command("new", short_help="Tạo tệp đề xuất · a proposal to fill in")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--pack", "pack_name", default="vn", show_default=True, help="Gói pháp luật · pack: name or folder.")
@click.option(
    "--kind",
    help="Loại đề xuất, để chỉ hỏi điều liên quan; report: phần của cơ quan trong báo cáo · kind of proposal, to ask only "
    "what concerns it; report: the office's part of a report.",
)
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có · overwrite an existing file.")
@language_option
def new_command(*, path: Path, pack_name: str, kind: str | None, force: bool, language: Language) -> None:
    """Tạo tệp đề xuất để điền · Write a proposal to fill in, with every question of the pack explained."""
    if path.exists() and not force:
        raise KethopError("output.exists", place=Place(str(path)))
    if kind == _REPORT:
        write_whole(path, settings_template(language).encode())
        click.echo(f"→ {path}")
        return
    pack = load_pack(find_pack_folder(pack_name))
    kinds = (pack.facts["kind"].options or {}) if "kind" in pack.facts else {}
    if kind is not None and kind not in kinds:
        place = Place(f"--kind {kind}")
        raise ProposalError("proposal.kind_unknown", place=place, kind=kind, options=", ".join(kinds))
    write_whole(
        path, proposal_template(pack, kind=kind, today=datetime.now().astimezone().date(), language=language).encode()
    )
    click.echo(f"→ {path}")
