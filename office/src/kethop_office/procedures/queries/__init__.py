"""Read procedures."""

from kethop_office.procedures.queries.steps import OPEN, is_running, open_steps, running, steps_of
from kethop_office.procedures.queries.versions import current_version, definitions_of, graph_of

__all__ = ["OPEN", "current_version", "definitions_of", "graph_of", "is_running", "open_steps", "running", "steps_of"]
