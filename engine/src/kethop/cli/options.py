"""Options that several commands share."""

from pathlib import Path

import click

__all__ = ["layers_option", "pack_option", "settings_option"]

pack_option = click.option(
    "--pack",
    "pack_name",
    help="Gói pháp luật: tên hoặc thư mục · pack: name or folder [the one that the file names].",
)
layers_option = click.option(
    "--layers",
    "layer_folders",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục lớp dữ liệu thêm · folder with more layers; may be repeated.",
)
settings_option = click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Phần của cơ quan trong báo cáo · the office's part of the report: report.yaml.",
)
