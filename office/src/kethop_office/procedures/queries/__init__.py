"""Read procedures."""

from kethop_office.procedures.queries.diagrams import Diagram, diagram_of, drawing_in, lanes_of
from kethop_office.procedures.queries.migration import (
    MigrationPlan,
    Obstacle,
    open_elements,
    plan_migration,
    target_choices,
)
from kethop_office.procedures.queries.overview import (
    highest_level,
    movable_runs,
    obstacles_of,
    other_versions,
    standing_steps,
    version_of,
    version_rows,
    version_steps,
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
    "highest_level",
    "is_running",
    "lanes_of",
    "movable_runs",
    "obstacles_of",
    "open_elements",
    "open_steps",
    "other_versions",
    "plan_migration",
    "running",
    "standing_steps",
    "steps_of",
    "target_choices",
    "version_of",
    "version_rows",
    "version_steps",
]
