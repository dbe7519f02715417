"""Read procedures as drawn. A version never changes, so what was read of one is kept."""

from functools import lru_cache
from uuid import UUID

from kethop_office.procedures.game import Graph
from kethop_office.procedures.models import ProcedureVersion, StepDefinition

__all__ = ["current_version", "definitions_of", "graph_of"]


def current_version(key: str) -> ProcedureVersion:
    """Return the version on which new runs of a procedure begin.

    Raises
    ------
    ProcedureVersion.DoesNotExist
        No drawing of this name was taken in.
    """
    return ProcedureVersion.objects.defer("bpmn").get(key=key, is_current=True)


@lru_cache(maxsize=128)
def graph_of(version: UUID) -> Graph:
    """Return the graph of a version."""
    return Graph.from_json(ProcedureVersion.objects.values_list("graph", flat=True).get(pk=version))


@lru_cache(maxsize=128)
def definitions_of(version: UUID) -> dict[str, StepDefinition]:
    """Return the steps of a version by element, in the order of the drawing."""
    steps = StepDefinition.objects.filter(version=version).order_by("order")
    return {step.element: step for step in steps}
