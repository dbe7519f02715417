"""Read the chain."""

from kethop_office.audit.chain.checking import Verification
from kethop_office.audit.queries.events import clock_is_back, clock_moments, events, floor_moment
from kethop_office.audit.queries.heads import head_line, head_lines, last_seq, origin
from kethop_office.audit.queries.verifying import rows, verify

__all__ = [
    "Verification",
    "clock_is_back",
    "clock_moments",
    "events",
    "floor_moment",
    "head_line",
    "head_lines",
    "last_seq",
    "origin",
    "rows",
    "verify",
]
