"""A run as a picture and as a list that says the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext
from lxml import etree

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, Role
from kethop_office.procedures.game import Node
from kethop_office.procedures.models import ProcedureRun, ProcedureVersion, StepInstance
from kethop_office.procedures.naming import named
from kethop_office.procedures.queries.steps import OPEN
from kethop_office.procedures.queries.versions import graph_of
from kethop_office.procedures.reading.document import ENGLISH, parse

__all__ = ["Diagram", "DiagramItem", "DiagramRow", "diagram_of", "drawing_in", "lanes_of", "shows_items"]

State = StepInstance.State


@dataclass(frozen=True, slots=True)
class DiagramItem:
    """One running or finished item of a step: whom, since when, by when; or the one instance of a plain step."""

    whom: str
    state: str
    state_text: str
    since: datetime | None
    until: datetime | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DiagramRow:
    """A step in words.

    Parameters
    ----------
    state : str
        ``running``, ``paused``, ``done`` or empty: not reached yet, or left aside.
    who : str
        Role that does it.
    items : tuple of DiagramItem
        What the reader may know of it, open ones first; at most ten.
    more : int
        How many items are not shown.
    times : int
        How often it was done.
    """

    element: str
    name: str
    who: str
    state: str
    state_text: str
    items: tuple[DiagramItem, ...] = field(default=())
    more: int = 0
    times: int = 0


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing with its running and done steps marked; ids as the script wants them."""

    version: ProcedureVersion
    rows: tuple[DiagramRow, ...]
    running: str
    paused: str
    done: str


MOST_ITEMS = 10


def diagram_of(run: ProcedureRun, actor: Actor) -> Diagram:
    """Return a run for ``procedures/_diagram.html``.

    Parameters
    ----------
    actor : Actor
        The reader: who is asked is shown to the offices that carry the case, and to each asked body only itself.
    """
    version = ProcedureVersion.objects.defer("bpmn").get(pk=run.version_id)
    graph, lanes = graph_of(version.pk), lanes_of(version)
    steps = run.steps.select_related("definition", "office").order_by("started_at", "position")
    by_element: dict[str, list[StepInstance]] = {}
    for step in steps.exclude(state=State.CANCELLED):
        by_element.setdefault(step.definition.element, []).append(step)
    sees = shows_items(run, actor)
    rows = [
        _row(node, by_element.get(node.id, []), lanes, run=run, offices=None if sees else actor.offices)
        for node in graph.tasks
    ]
    return Diagram(
        version=version,
        rows=tuple(rows),
        running=_ids(rows, "running"),
        paused=_ids(rows, "paused"),
        done=_ids(rows, "done"),
    )


def shows_items(run: ProcedureRun, actor: Actor) -> bool:
    """Return whether a reader works on the case itself, in a lane other than the proponent's."""
    return any(actor.has(lane, UUID(office)) for lane, office in run.offices.items() if lane != Role.PROPONENT)


def lanes_of(version: ProcedureVersion) -> dict[str, str]:
    """Return the label of each lane by role."""
    return {role: named(vi, en) for role, vi, en in version.graph["lanes"]}


def drawing_in(version: ProcedureVersion, language: str) -> bytes:
    """Return the drawing with its labels in a language."""
    if language == "vi":
        return version.bpmn.encode()
    root = parse(version.bpmn.encode())
    pool = next(iter(root.iter("{*}participant")), None)
    if pool is not None:
        pool.set("name", version.name_en)
    for element in root.iter("{*}*"):
        english = element.get(ENGLISH)
        if english:
            element.set("name", english)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _row(
    node: Node,
    steps: Sequence[StepInstance],
    lanes: dict[str, str],
    *,
    run: ProcedureRun,
    offices: frozenset[UUID] | None,
) -> DiagramRow:
    state = _state(node, steps, run)
    shown = [step for step in steps if offices is None or step.office_id in offices]
    shown.sort(key=lambda step: (step.state not in OPEN, -step.started_at.timestamp(), step.position))
    return DiagramRow(
        element=node.id,
        name=named(node.name_vi, node.name_en),
        who=lanes.get(node.lane, node.lane),
        state=state,
        state_text=str(State(state).label) if state else "",
        items=tuple(_item(step) for step in shown[:MOST_ITEMS]),
        more=max(0, len(shown) - MOST_ITEMS),
        times=sum(step.state == State.DONE for step in steps),
    )


def _state(node: Node, steps: Sequence[StepInstance], run: ProcedureRun) -> str:
    states = {str(step.state) for step in steps}
    if State.RUNNING in states or (node.id in run.open_elements and State.PAUSED not in states):
        return "running"
    if State.PAUSED in states:
        return "paused"
    return "done" if State.DONE in states else ""


def _item(step: StepInstance) -> DiagramItem:
    is_waiting = step.state == State.WAITING
    return DiagramItem(
        whom=_office(step.office),
        state=step.state,
        state_text=str(State(step.state).label),
        since=None if is_waiting else step.started_at,
        until=step.ended_at,
        due_on=step.due_on if step.is_open else None,
    )


def _office(office: Office | None) -> str:
    return named(office.name_vi, office.name_en) if office else gettext("cơ quan ngoài hệ thống")


def _ids(rows: Sequence[DiagramRow], state: str) -> str:
    return " ".join(row.element for row in rows if row.state == state)
