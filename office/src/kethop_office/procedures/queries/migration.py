"""What moving running cases to another version would do, and what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kethop_office.procedures.game import Graph, Marking, Node
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion, StepInstance
from kethop_office.procedures.naming import named
from kethop_office.procedures.queries.steps import OPEN
from kethop_office.procedures.queries.versions import graph_of
from kethop_office.procedures.reading import states_of

__all__ = ["MigrationPlan", "Obstacle", "open_elements", "plan_migration", "target_choices"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a run cannot move: a code of ``procedures.wording`` and what fills its sentence."""

    code: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """What would happen to one run.

    Parameters
    ----------
    moves : dict
        New element of each step that runs, by its element now.
    obstacles : tuple of Obstacle
        Empty when the run can move.
    """

    moves: dict[str, str]
    obstacles: tuple[Obstacle, ...]


def open_elements(run: ProcedureRun) -> list[str]:
    """Return the steps of a run that wait for someone or take items, in the order of the drawing."""
    steps = StepInstance.objects.filter(run=run, state__in=OPEN).values_list("definition__element", flat=True)
    found = {*steps, *run.open_elements}
    return [node.id for node in graph_of(run.version_id).tasks if node.id in found]


def target_choices(version: ProcedureVersion, node: Node) -> list[Node]:
    """Return the steps of a version that are done in the same way as a step of another."""
    return [each for each in graph_of(version.pk).tasks if _way(each) == _way(node)]


def plan_migration(run: ProcedureRun, version: ProcedureVersion, mapping: Mapping[str, str]) -> MigrationPlan:
    """Return what moving a run to a version by a mapping would do, and every obstacle.

    Parameters
    ----------
    mapping : mapping of str
        New element by old element; steps that do not run may be left out, those that run may not.
    """
    before, after = graph_of(run.version_id), graph_of(version.pk)
    obstacles: list[Obstacle] = []
    moves: dict[str, str] = {}
    for element in open_elements(run):
        target = mapping.get(element, "")
        found = _obstacle(before, after, element, target)
        if found:
            obstacles.append(found)
        elif target in moves.values():
            obstacles.append(Obstacle("migration.same_target", {"target": _name(after, target)}))
        else:
            moves[element] = target
    if not obstacles and not _is_state(run, after, moves):
        names = "; ".join(_name(after, target) for target in moves.values())
        obstacles.append(Obstacle("migration.state_unknown", {"steps": names}))
    return MigrationPlan(moves, tuple(obstacles))


def _obstacle(before: Graph, after: Graph, element: str, target: str) -> Obstacle | None:
    step = _name(before, element)
    if not target:
        return Obstacle("migration.no_target", {"step": step})
    if target not in {node.id for node in after.tasks}:
        return Obstacle("migration.target_unknown", {"target": target})
    if _way(before.nodes[element]) != _way(after.nodes[target]):
        return Obstacle("migration.kind_differs", {"step": step, "target": _name(after, target)})
    return None


def _is_state(run: ProcedureRun, after: Graph, moves: Mapping[str, str]) -> bool:
    """Return whether the new drawing knows a state with just these steps, and with the tokens that wait at its joins."""
    arrived = frozenset(run.arrived)
    return Marking(frozenset(moves.values()), arrived) in states_of(after)


def _way(node: Node) -> str:
    return node.multiple or "once"


def _name(graph: Graph, element: str) -> str:
    node = graph.nodes[element]
    return named(node.name_vi, node.name_en)
