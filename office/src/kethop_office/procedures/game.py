"""The game of tokens: what a drawing says goes on after a step, as pure values without rows.

A token stands at a task, or waits at a joining gateway for the others. A task with one way out passes it on; an
exclusive gateway chooses by the outcome, a parallel one splits and joins, a message leads away from the task that it
is attached to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["TASKS", "Flow", "Graph", "Marking", "NoWayError", "Node", "Travel", "UnsafeError"]

TASKS = frozenset({"user", "rule"})


class NoWayError(Exception):
    """A gateway has no way for an outcome."""


class UnsafeError(Exception):
    """A second token came to where one stands already."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the drawing.

    Parameters
    ----------
    id : str
        Its id in the drawing.
    kind : str
        ``start``, ``end``, ``user``, ``rule``, ``exclusive``, ``parallel`` or ``message``.
    name_vi, name_en : str
        Labels; may be empty at a gateway.
    lane : str
        Role that does it; empty where it is no task.
    multiple : str
        ``parallel`` or ``sequential`` when it runs once for each item; empty otherwise.
    breaks_on : str
        Outcome of one item that ends a multiple task at once; empty for none.
    attached_to, message : str
        Task that a message event interrupts, and the message's key.
    """

    id: str
    kind: str
    name_vi: str = ""
    name_en: str = ""
    lane: str = ""
    multiple: str = ""
    breaks_on: str = ""
    attached_to: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow: taken when the outcome is ``outcome``, or else when it is the gateway's default, or always."""

    id: str
    source: str
    target: str
    outcome: str = ""
    is_default: bool = False
    name_vi: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """Where the tokens are: tasks, and flows that came to a join."""

    tasks: frozenset[str] = frozenset()
    arrived: frozenset[str] = frozenset()

    @property
    def is_over(self) -> bool:
        """Whether no token is left."""
        return not self.tasks and not self.arrived


@dataclass(frozen=True, slots=True)
class Travel:
    """What became of tokens that moved on: the tasks they came to, in order, and the flows that now wait at joins."""

    entered: tuple[str, ...]
    arrived: frozenset[str]


@dataclass(frozen=True)
class Graph:
    """The subset read from a drawing.

    Parameters
    ----------
    nodes : mapping of Node
        By id, in the order of the drawing.
    flows : tuple of Flow
        In the order of the drawing.
    """

    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]

    @cached_property
    def by_id(self) -> dict[str, Flow]:
        """Flows by id."""
        return {flow.id: flow for flow in self.flows}

    @cached_property
    def leaving(self) -> dict[str, list[Flow]]:
        """Flows that leave a node."""
        return {node: [flow for flow in self.flows if flow.source == node] for node in self.nodes}

    @cached_property
    def coming(self) -> dict[str, list[Flow]]:
        """Flows that come to a node."""
        return {node: [flow for flow in self.flows if flow.target == node] for node in self.nodes}

    @cached_property
    def tasks(self) -> list[Node]:
        """Tasks in the order of the drawing."""
        return [node for node in self.nodes.values() if node.kind in TASKS]

    @property
    def start(self) -> Node:
        """The one start event."""
        return next(node for node in self.nodes.values() if node.kind == "start")

    def messages_of(self, name: str, tasks: Iterable[str]) -> list[Node]:
        """Return the message events of a name that are attached to any of some tasks."""
        wanted = set(tasks)
        return [node for node in self.nodes.values() if node.message == name and node.attached_to in wanted]

    def outcomes(self, task: str) -> frozenset[str]:
        """Return the outcomes by which gateways behind a task choose; with ``""`` where a default takes the rest.

        Empty where nothing is chosen: any outcome is then a note and leads on the same way.
        """
        found: set[str] = set()
        seen: set[str] = set()
        stack = [flow.target for flow in self.leaving[task]]
        while stack:
            node = stack.pop()
            if node in seen or self.nodes[node].kind != "exclusive":
                continue
            seen.add(node)
            flows = self.leaving[node]
            if len(flows) > 1:
                found |= {flow.outcome for flow in flows}
            stack += [flow.target for flow in flows]
        return frozenset(found)

    def begin(self) -> Travel:
        """Return where the first token goes."""
        return self.follow(self.leaving[self.start.id], "", frozenset())

    def leave(self, node: str, outcome: str, arrived: frozenset[str]) -> Travel:
        """Return where the token of a task or message event goes."""
        return self.follow(self.leaving[node], outcome, arrived)

    def follow(self, flows: Iterable[Flow], outcome: str, arrived: frozenset[str]) -> Travel:
        """Move tokens along flows until each stands at a task, waits at a join, or ended.

        Raises
        ------
        NoWayError
            A gateway has no flow for the outcome, and no default.
        UnsafeError
            A token came a second time to a join or task.
        """
        entered: list[str] = []
        waiting = set(arrived)
        queue = [(flow, outcome) for flow in flows]
        while queue:
            flow, said = queue.pop(0)
            node = self.nodes[flow.target]
            if node.kind in TASKS:
                if node.id in entered:
                    raise UnsafeError(node.id)
                entered.append(node.id)
            elif node.kind == "exclusive":
                queue.append((self._choice(node.id, said), said))
            elif node.kind == "parallel":
                queue += [(after, "" if len(self.coming[node.id]) > 1 else said) for after in self._join(flow, waiting)]
        return Travel(tuple(entered), frozenset(waiting))

    def _choice(self, gateway: str, outcome: str) -> Flow:
        flows = self.leaving[gateway]
        if len(flows) == 1:
            return flows[0]
        for flow in flows:
            if flow.outcome and flow.outcome == outcome:
                return flow
        for flow in flows:
            if flow.is_default:
                return flow
        raise NoWayError(gateway)

    def _join(self, flow: Flow, waiting: set[str]) -> list[Flow]:
        if flow.id in waiting:
            raise UnsafeError(flow.target)
        waiting.add(flow.id)
        together = {each.id for each in self.coming[flow.target]}
        if not together <= waiting:
            return []
        waiting -= together
        return self.leaving[flow.target]

    def as_json(self) -> dict[str, list[dict[str, str | bool]]]:
        """Return the graph as plain values, to be stored with a version."""
        return {
            "nodes": [{name: getattr(node, name) for name in Node.__slots__} for node in self.nodes.values()],
            "flows": [{name: getattr(flow, name) for name in Flow.__slots__} for flow in self.flows],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, list[dict[str, str | bool]]]) -> "Graph":
        """Return the graph that ``as_json`` wrote."""
        nodes = [Node(**{name: str(value) for name, value in row.items()}) for row in data["nodes"]]
        flows = [
            Flow(
                **{name: str(value) for name, value in row.items() if name != "is_default"},
                is_default=bool(row["is_default"]),
            )
            for row in data["flows"]
        ]
        return cls({node.id: node for node in nodes}, tuple(flows))
