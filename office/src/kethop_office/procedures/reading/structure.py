"""How nodes and arrows hang together: nothing dangles, every node lies on a way from the start to an end."""

from collections.abc import Iterator, Mapping

from kethop_office.procedures.game import TASKS, Graph, Node
from kethop_office.procedures.reading.faults import Fault

__all__ = ["structure_faults"]

MAX_NODES = 200


def structure_faults(graph: Graph, lines: Mapping[str, int]) -> list[Fault]:
    """Return what is wrong with the shape of a graph; lines by id."""
    found: list[tuple[str, str, dict[str, str]]] = [*_ends(graph), *_dangling(graph)]
    if not found:
        found += [*_ways(graph), *_attached(graph), *_reachable(graph), *_idle_loops(graph)]
    if not found:
        found += [*_choices(graph)]
    return [Fault(code, key, lines.get(key, 0), fields) for code, key, fields in found]


Found = tuple[str, str, dict[str, str]]


def _ends(graph: Graph) -> Iterator[Found]:
    if len(graph.nodes) > MAX_NODES:
        yield "drawing.too_large", "", {"limit": str(MAX_NODES)}
    starts = [node.id for node in graph.nodes.values() if node.kind == "start"]
    if len(starts) != 1:
        yield "drawing.start_count", "", {"count": str(len(starts))}
    if not any(node.kind == "end" for node in graph.nodes.values()):
        yield "drawing.no_end", "", {}
    if not graph.tasks:
        yield "drawing.no_task", "", {}


def _dangling(graph: Graph) -> Iterator[Found]:
    for flow in graph.flows:
        for key in (flow.source, flow.target):
            if key not in graph.nodes:
                yield "drawing.dangling", flow.id, {"target": key}
    for node in graph.nodes.values():
        if node.kind == "message" and getattr(graph.nodes.get(node.attached_to), "kind", "") not in TASKS:
            yield "drawing.not_attached", node.id, {}


def _ways(graph: Graph) -> Iterator[Found]:
    for node in graph.nodes.values():
        coming, leaving = len(graph.coming[node.id]), len(graph.leaving[node.id])
        if coming and node.kind in {"start", "message"}:
            yield "drawing.arrow_into", node.id, {}
        if leaving and node.kind == "end":
            yield "drawing.arrow_out_of_end", node.id, {}
        if leaving != 1 and (node.kind in TASKS or node.kind in {"start", "message"}):
            yield "drawing.one_way_out", node.id, {"count": str(leaving)}
        yield from _conditions(graph, node)


def _conditions(graph: Graph, node: Node) -> Iterator[Found]:
    flows = graph.leaving[node.id]
    if node.kind != "exclusive" or len(flows) == 1:
        for flow in flows:
            if flow.outcome or flow.is_default:
                yield "drawing.condition_without_choice", flow.id, {}
        return
    outcomes = [flow.outcome for flow in flows if flow.outcome]
    if len(outcomes) != len(set(outcomes)):
        yield "drawing.outcome_twice", node.id, {}
    for flow in flows:
        if flow.is_default == bool(flow.outcome):
            yield "drawing.condition_missing", flow.id, {}


def _attached(graph: Graph) -> Iterator[Found]:
    seen: set[tuple[str, str]] = set()
    for node in graph.nodes.values():
        if node.kind == "message" and (node.attached_to, node.message) in seen:
            yield "drawing.message_twice", node.id, {"message": node.message}
        seen.add((node.attached_to, node.message))


def _reachable(graph: Graph) -> Iterator[Found]:
    ahead: dict[str, set[str]] = {key: {flow.target for flow in graph.leaving[key]} for key in graph.nodes}
    for node in graph.nodes.values():
        if node.kind == "message":
            ahead[node.attached_to].add(node.id)
    back: dict[str, set[str]] = {key: set() for key in graph.nodes}
    for key, targets in ahead.items():
        for target in targets:
            back[target].add(key)
    reached = _walk({graph.start.id}, ahead)
    ending = _walk({node.id for node in graph.nodes.values() if node.kind == "end"}, back)
    for key in graph.nodes:
        if key not in reached:
            yield "drawing.not_reached", key, {}
        if key not in ending:
            yield "drawing.no_way_to_end", key, {}


def _walk(first: set[str], ways: Mapping[str, set[str]]) -> set[str]:
    seen, stack = set(first), list(first)
    while stack:
        for after in ways[stack.pop()] - seen:
            seen.add(after)
            stack.append(after)
    return seen


def _idle_loops(graph: Graph) -> Iterator[Found]:
    """Name rounds of gateways alone: they would turn for ever."""
    gates = {key for key, node in graph.nodes.items() if node.kind in {"exclusive", "parallel"}}
    ahead = {key: {flow.target for flow in graph.leaving[key]} & gates for key in gates}
    for key in graph.nodes:
        if key in gates and key in _walk(set(ahead[key]), ahead):
            yield "drawing.idle_loop", key, {}


def _choices(graph: Graph) -> Iterator[Found]:
    """Name choices that do not follow one task, and multiple tasks whose items could say different things.

    A multiple task leaves one outcome to those items that do not break it off, so that their order decides nothing.
    """
    for task in graph.tasks:
        outcomes = graph.outcomes(task.id)
        if task.breaks_on and task.breaks_on not in outcomes:
            yield "drawing.break_unknown", task.id, {"outcome": task.breaks_on}
        elif task.multiple and len(outcomes - {task.breaks_on}) > 1:
            yield "drawing.items_disagree", task.id, {}
    for node in graph.nodes.values():
        is_choice = node.kind == "exclusive" and len(graph.leaving[node.id]) > 1
        if is_choice and not _has_outcome(graph, node.id):
            yield "drawing.choice_without_task", node.id, {}


def _has_outcome(graph: Graph, gateway: str) -> bool:
    """Return whether whatever comes to a gateway carries the outcome of one task."""
    stack, seen = [gateway], set[str]()
    while stack:
        for flow in graph.coming[stack.pop()]:
            node = graph.nodes[flow.source]
            if node.kind in {"start", "message"} or (node.kind == "parallel" and len(graph.coming[node.id]) > 1):
                return False
            if node.kind not in TASKS and node.id not in seen:
                seen.add(node.id)
                stack.append(node.id)
    return True
