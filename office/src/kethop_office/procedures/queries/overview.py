"""Read versions for the pages: how many cases stand where, within the reader's permission."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.procedures.game import Flow, Graph, Node
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion, StepInstance
from kethop_office.procedures.naming import named
from kethop_office.procedures.queries.diagrams import lanes_of
from kethop_office.procedures.queries.migration import Obstacle, plan_migration
from kethop_office.procedures.queries.steps import OPEN
from kethop_office.procedures.queries.versions import graph_of

__all__ = [
    "StandingStep",
    "VersionRow",
    "VersionStep",
    "Way",
    "highest_level",
    "movable_runs",
    "obstacles_of",
    "other_versions",
    "standing_steps",
    "version_of",
    "version_rows",
    "version_steps",
]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list; ``count`` of running cases within the reader's permission."""

    version: ProcedureVersion
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Way:
    """What follows a step: with an outcome or message (empty for always) come these steps."""

    outcome: str
    steps: str


@dataclass(frozen=True, slots=True)
class VersionStep:
    """A step of a version in words."""

    name: str
    who: str
    how: str
    ways: tuple[Way, ...]
    count: int


@dataclass(frozen=True, slots=True)
class StandingStep:
    """A step at which cases stand."""

    node: Node
    name: str
    count: int


def version_of(key: UUID) -> ProcedureVersion:
    """Return a version.

    Raises
    ------
    ProcedureVersion.DoesNotExist
        There is none.
    """
    return ProcedureVersion.objects.get(pk=key)


def version_rows(actor: Actor) -> list[VersionRow]:
    """Return all versions, the newest of each procedure first."""
    counts = dict(_running(actor).values_list("version").annotate(count=Count("pk")))
    versions = ProcedureVersion.objects.defer("bpmn", "graph").order_by("key", "-number")
    return [VersionRow(each, named(each.name_vi, each.name_en), counts.get(each.pk, 0)) for each in versions]


def other_versions(version: ProcedureVersion) -> list[ProcedureVersion]:
    """Return the other versions of the same procedure, newest first."""
    others = ProcedureVersion.objects.filter(key=version.key).exclude(pk=version.pk)
    return list(others.defer("bpmn").order_by("-number"))


def version_steps(version: ProcedureVersion, actor: Actor) -> list[VersionStep]:
    """Return the steps of a version in words, with the number of cases that stand at each."""
    graph, lanes = graph_of(version.pk), lanes_of(version)
    counts = _counts(movable_runs(version, actor))
    messages = {key: named(vi, en) for key, vi, en in version.graph["messages"]}
    return [
        VersionStep(
            name=named(node.name_vi, node.name_en),
            who=lanes.get(node.lane, node.lane),
            how=_how(node),
            ways=tuple(_ways(graph, node, messages)),
            count=counts[node.id],
        )
        for node in graph.tasks
    ]


def movable_runs(version: ProcedureVersion, actor: Actor) -> list[ProcedureRun]:
    """Return the running cases of a version that the actor may know of, oldest first."""
    return list(_running(actor).filter(version=version).order_by("started_at", "pk"))


def highest_level(version: ProcedureVersion, actor: Actor) -> int:
    """Return the highest level among the cases that a page of this version counts."""
    return _running(actor).filter(version=version).aggregate(level=Max("level"))["level"] or 0


def standing_steps(version: ProcedureVersion, runs: Sequence[ProcedureRun]) -> list[StandingStep]:
    """Return the steps at which any of some cases stands, in the order of the drawing."""
    counts = _counts(runs)
    tasks = [node for node in graph_of(version.pk).tasks if counts[node.id]]
    return [StandingStep(node, named(node.name_vi, node.name_en), counts[node.id]) for node in tasks]


def obstacles_of(
    runs: Sequence[ProcedureRun], version: ProcedureVersion, mapping: Mapping[str, str]
) -> list[tuple[Obstacle, int]]:
    """Return what speaks against moving some cases, each with the number of cases."""
    found: dict[tuple[str, str], tuple[Obstacle, int]] = {}
    for run in runs:
        for obstacle in plan_migration(run, version, mapping).obstacles:
            key = (obstacle.code, repr(sorted(obstacle.fields.items())))
            found[key] = (obstacle, found.get(key, (obstacle, 0))[1] + 1)
    return list(found.values())


def _running(actor: Actor) -> QuerySet[ProcedureRun]:
    return ProcedureRun.objects.visible_to(actor).filter(ended_at=None)


def _counts(runs: Sequence[ProcedureRun]) -> Counter[str]:
    """Count the cases at each step; one that only takes items stands there too."""
    at: dict[UUID, set[str]] = {run.pk: set(run.open_elements) for run in runs}
    steps = StepInstance.objects.filter(run__in=runs, state__in=OPEN).values_list("run", "definition__element")
    for run, element in steps:
        at[run].add(element)
    return Counter(element for elements in at.values() for element in elements)


def _how(node: Node) -> str:
    if node.kind == "rule":
        return _("hệ thống đối chiếu với bộ quy tắc")
    if node.multiple == "parallel":
        return _("từng mục, cùng lúc")
    return _("từng mục, lần lượt") if node.multiple else _("một lần")


def _ways(graph: Graph, node: Node, messages: Mapping[str, str]) -> list[Way]:
    """Return what follows a step: by each outcome, then by each message."""
    names = {flow.outcome: named(flow.name_vi, flow.name_en) for flow in graph.flows if flow.outcome}
    words = sorted(graph.outcomes(node.id) or {""}, key=lambda word: [*names, word].index(word))
    ways = [Way(_word(graph, node, outcome, names), _next(graph, node.id, outcome)) for outcome in words]
    events = [event for event in graph.nodes.values() if event.attached_to == node.id]
    ways += [Way(messages.get(event.message, event.message), _next(graph, event.id, "")) for event in events]
    return ways


def _word(graph: Graph, node: Node, outcome: str, names: Mapping[str, str]) -> str:
    if outcome:
        return next(
            (named(flow.name_vi, flow.name_en) for flow in _after(graph, node) if flow.outcome == outcome),
            names.get(outcome, outcome),
        )
    return next((named(flow.name_vi, flow.name_en) for flow in _after(graph, node) if flow.is_default), "")


def _after(graph: Graph, node: Node) -> list[Flow]:
    return [flow for gate in graph.leaving[node.id] for flow in graph.leaving[gate.target]]


def _next(graph: Graph, element: str, outcome: str) -> str:
    travel = graph.leave(element, outcome, frozenset())
    names = [named(graph.nodes[each].name_vi, graph.nodes[each].name_en) for each in travel.entered]
    if travel.arrived:
        names.append(_("chờ các nhánh khác"))
    return "; ".join(names) or _("kết thúc")
