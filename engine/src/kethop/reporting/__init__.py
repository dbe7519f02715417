"""Show a use case's result: tables in the terminal, a map, a printed report, sentences for errors. Nothing is decided here.

The printed report is offered by ``kethop.reporting.report``: it loads the page setters, which no table needs.
"""

from kethop.reporting.console import print_run
from kethop.reporting.errors import describe_error, error_codes
from kethop.reporting.map_svg import map_svg
from kethop.reporting.replays import describe_replay, not_replayed
from kethop.reporting.site_checks import check_line, panel_record, print_panel
from kethop.reporting.words import OUTCOMES

__all__ = [
    "OUTCOMES",
    "check_line",
    "describe_error",
    "describe_replay",
    "error_codes",
    "map_svg",
    "not_replayed",
    "panel_record",
    "print_panel",
    "print_run",
]
