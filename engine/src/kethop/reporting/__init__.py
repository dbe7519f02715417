"""Show a use case's result: tables in the terminal, a map, a printed report, sentences for errors. Nothing is decided here."""

from kethop.reporting.console import print_run
from kethop.reporting.errors import describe_error, error_codes
from kethop.reporting.map_svg import map_svg
from kethop.reporting.replays import describe_replay
from kethop.reporting.report import (
    Case,
    ReportSettings,
    compose,
    pdf_of,
    read_settings,
    settings_template,
    word_of,
)
from kethop.reporting.words import OUTCOMES

__all__ = [
    "OUTCOMES",
    "Case",
    "ReportSettings",
    "compose",
    "describe_error",
    "describe_replay",
    "error_codes",
    "map_svg",
    "pdf_of",
    "print_run",
    "read_settings",
    "settings_template",
    "word_of",
]
