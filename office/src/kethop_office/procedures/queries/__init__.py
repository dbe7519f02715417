"""Read procedures."""

from kethop_office.procedures.queries.diagrams import Diagram, diagram_of, drawing_in, lanes_of
from kethop_office.procedures.queries.migration import (
    MigrationPlan,
    Obstacle,
    open_elements,
    plan_migration,
    target_choices,
)
from kethop_office.procedures.queries.steps import OPEN, is_running, open_steps, running, steps_of
from kethop_office.procedures.queries.versions import current_version, definitions_of, graph_of

__all__ = [
    "OPEN",
    "Diagram",
    "MigrationPlan",
    "Obstacle",
    "current_version",
    "definitions_of",
    "diagram_of",
    "drawing_in",
    "graph_of",
    "is_running",
    "lanes_of",
    "open_elements",
    "open_steps",
    "plan_migration",
    "running",
    "steps_of",
    "target_choices",
]
