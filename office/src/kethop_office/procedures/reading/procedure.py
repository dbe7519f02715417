"""Read a drawing whole: its process, lanes and messages; then whether it holds together."""

from collections.abc import Collection
from dataclasses import dataclass, field

from kethop_office.procedures.game import Flow, Graph, Node
from kethop_office.procedures.reading.document import Element, fault, line, local, parse, parts
from kethop_office.procedures.reading.elements import NODES, flow_of, names, node_of
from kethop_office.procedures.reading.faults import DrawingRefusedError, Fault
from kethop_office.procedures.reading.model import Procedure
from kethop_office.procedures.reading.soundness import soundness_faults
from kethop_office.procedures.reading.structure import structure_faults

__all__ = ["read_procedure"]


def read_procedure(data: bytes, *, roles: Collection[str]) -> Procedure:
    """Return the procedure that a BPMN 2.0 file draws.

    Parameters
    ----------
    data : bytes
        The file.
    roles : collection of str
        Roles that a lane may be of; the id of a lane is its role.

    Raises
    ------
    DrawingRefusedError
        Every fault found: first those of single elements, then of how they hang together, then of how they run.
    """
    reader = _Reader(parse(data), frozenset(roles))
    procedure = reader.read()
    reader.stop()
    reader.faults += structure_faults(procedure.graph, reader.lines)
    reader.stop()
    reader.faults += soundness_faults(procedure.graph, reader.lines)
    reader.stop()
    return procedure


@dataclass
class _Reader:
    root: Element
    roles: frozenset[str]
    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def stop(self) -> None:
        """Refuse when anything was found so far."""
        if self.faults:
            raise DrawingRefusedError(tuple(self.faults))

    def read(self) -> Procedure:
        """Return what is drawn, collecting faults."""
        processes = [child for child in parts(self.root) if local(child) == "process"]
        if len(processes) != 1:
            raise DrawingRefusedError((fault("drawing.process_count", self.root, count=str(len(processes))),))
        self._ids()
        messages = self._messages()
        self._collaboration(processes[0])
        process = processes[0]
        lanes, of_node = self._lanes(process)
        known = {key: key for key, _, _ in messages}
        nodes: dict[str, Node] = {}
        flows: list[Flow] = []
        defaults = {str(child.get("id")): child.get("default", "") for child in parts(process)}
        for child in parts(process):
            what = local(child)
            if what in NODES:
                node = node_of(child, of_node, known, self.faults.append)
                nodes[node.id] = node
            elif what == "sequenceFlow":
                flows.append(flow_of(child, defaults, self.faults.append))
            elif what != "laneSet":
                self.faults.append(fault("drawing.element_refused", child, kind=what))
        vi, en = names(process, self.faults.append, needed=True)
        return Procedure(process.get("id", ""), vi, en, lanes, messages, Graph(nodes, tuple(flows)))

    def _ids(self) -> None:
        for element in self.root.iter():
            tag: object = element.tag
            key = element.get("id") if isinstance(tag, str) else None
            if key and key in self.lines:
                self.faults.append(fault("drawing.id_twice", element))
            elif key:
                self.lines[key] = line(element)

    def _messages(self) -> tuple[tuple[str, str, str], ...]:
        found = []
        for child in parts(self.root):
            what = local(child)
            if what == "message":
                found.append((child.get("id", ""), *names(child, self.faults.append, needed=True)))
            elif what not in {"process", "collaboration"}:
                self.faults.append(fault("drawing.element_refused", child, kind=what))
        return tuple(found)

    def _collaboration(self, process: Element) -> None:
        """One pool round the process, or none: whom else it speaks to is not drawn with arrows."""
        for pools in (child for child in parts(self.root) if local(child) == "collaboration"):
            held = list(parts(pools))
            for child in held:
                if local(child) != "participant" or child.get("processRef") != process.get("id") or len(held) > 1:
                    self.faults.append(fault("drawing.element_refused", child, kind=local(child)))

    def _lanes(self, process: Element) -> tuple[tuple[tuple[str, str, str], ...], dict[str, list[str]]]:
        lanes, of_node = [], dict[str, list[str]]()
        for lane in (child for group in parts(process) if local(group) == "laneSet" for child in parts(group)):
            role = lane.get("id", "")
            if role not in self.roles:
                self.faults.append(fault("drawing.role_unknown", lane, role=role))
            lanes.append((role, *names(lane, self.faults.append, needed=True)))
            for child in parts(lane):
                if local(child) == "flowNodeRef":
                    of_node.setdefault((child.text or "").strip(), []).append(role)
                else:
                    self.faults.append(fault("drawing.part_refused", lane, part=local(child)))
        return tuple(lanes), of_node
