"""Move tokens: rows of steps are made and ended as the drawing says, under the lock of their run."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from kethop_office.accounts.actor import Actor
from kethop_office.audit.actions import Detail, record
from kethop_office.common.refusal import Refused
from kethop_office.procedures.game import Graph, NoWayError, Travel
from kethop_office.procedures.models import ProcedureRun, StepInstance
from kethop_office.procedures.naming import named
from kethop_office.procedures.queries import OPEN, definitions_of, graph_of
from kethop_office.procedures.signals import items_wanted, step_ended, step_started

__all__ = ["SCHEDULER", "Move", "act", "locked", "open_step", "taking_part"]

SCHEDULER = UUID(int=0)
"""The account that stands for the office's own scheduler: no person, no role."""


@dataclass
class Move:
    """One act on a run: rows first, then the signals, so that whoever listens finds the new state."""

    run: ProcedureRun
    at: datetime
    by: UUID | None
    started: list[StepInstance] = field(default_factory=list)
    ended: list[StepInstance] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)

    @property
    def graph(self) -> Graph:
        """The drawing that the run follows."""
        return graph_of(self.run.version_id)

    def refused(self, code: str, element: str, **fields: str) -> Refused:
        """Return the refusal of an act on a step, with the step's name."""
        node = self.graph.nodes.get(element)
        step = named(node.name_vi, node.name_en) if node else element
        return Refused(code, element=element, step=step or element, **fields)

    def leave(self, node: str, outcome: str) -> None:
        """Pass on the token of a task or message event."""
        try:
            travel = self.graph.leave(node, outcome, frozenset(self.run.arrived))
        except NoWayError:
            raise self.refused("procedure.outcome_unknown", node, outcome=outcome) from None
        self.enter(travel)

    def enter(self, travel: Travel) -> None:
        """Make the steps to which tokens came."""
        self.run.arrived = sorted(travel.arrived)
        for element in travel.entered:
            if self.graph.nodes[element].multiple:
                last = self.run.steps.filter(definition__element=element).aggregate(last=Max("visit"))["last"] or 0
                self.run.open_elements = {**self.run.open_elements, element: last + 1}
                self.wanted.append(element)
            else:
                self.started.append(self.make(element))

    def make(self, element: str, item: str = "", office: UUID | None = None, position: int = 0) -> StepInstance:
        """Make the row of a step, running."""
        node = self.graph.nodes[element]
        held = self.run.offices.get(node.lane)
        step = StepInstance(
            run=self.run,
            definition=definitions_of(self.run.version_id)[element],
            item=item,
            visit=self.run.open_elements.get(element, 0),
            position=position,
            office_id=office or (UUID(held) if held else None),
            role=node.lane,
            started_at=self.at,
            level=self.run.level,
            compartment_id=self.run.compartment_id,
        )
        step.save(force_insert=True)
        return step

    def close(self, step: StepInstance, state: StepInstance.State, outcome: str = "") -> None:
        """End the row of a step."""
        step.state, step.outcome, step.ended_at, step.ended_by_id = state, outcome, self.at, self.by
        step.save(update_fields=["state", "outcome", "ended_at", "ended_by"])
        self.ended.append(step)

    def cancel(self, elements: Iterable[str]) -> None:
        """Cancel whatever is open of some tasks."""
        gone = set(elements)
        self.shut(gone)
        steps = self.run.steps.select_related("definition").filter(state__in=OPEN, definition__element__in=gone)
        for step in steps.order_by("definition__order", "position"):
            self.close(step, StepInstance.State.CANCELLED)

    def shut(self, elements: Iterable[str]) -> None:
        """Take the token from multiple steps."""
        gone = set(elements)
        self.run.open_elements = {key: visit for key, visit in self.run.open_elements.items() if key not in gone}

    def settle(self) -> None:
        """Write the run; it ends with its last token."""
        over = not (self.run.open_elements or self.run.arrived or self.run.steps.filter(state__in=OPEN).exists())
        self.run.ended_at = self.at if over else None
        self.run.save(update_fields=["open_elements", "arrived", "ended_at", "version"])

    def tell(self) -> None:
        """Send the signals."""
        for step in self.ended:
            step_ended.send(StepInstance, step=step)
        for step in self.started:
            step_started.send(StepInstance, step=step)
        for element in self.wanted:
            items_wanted.send(ProcedureRun, run=self.run, element=element)


def locked(run: ProcedureRun, actor: Actor, *, is_over: bool = False) -> Move:
    """Lock a run for an act: whoever comes second waits, and then finds what the first one did.

    Raises
    ------
    Refused
        ``procedure.ended``; with ``is_over``, ``procedure.still_running``.
    """
    own = ProcedureRun.objects.select_for_update().get(pk=run.pk)
    if not is_over and own.ended_at:
        raise Refused("procedure.ended")
    if is_over and not own.ended_at:
        raise Refused("procedure.still_running")
    return Move(own, actor.at, None if actor.user_id == SCHEDULER else actor.user_id)


def act(run: ProcedureRun, move: Move, name: str, **detail: Detail) -> None:
    """Write the run, record the act, tell it, and bring the caller's row up to date."""
    move.settle()
    record(
        f"procedure.{name}",
        actor=move.by,
        object_key=f"procedure:{move.run.pk}",
        at=move.at,
        level=move.run.level,
        compartment=move.run.compartment_id,
        detail=detail,
    )
    move.tell()
    run.refresh_from_db(fields=["open_elements", "arrived", "ended_at", "version"])


def open_step(move: Move, element: str, item: str = "") -> StepInstance:
    """Return the open row of a step.

    Raises
    ------
    Refused
        ``procedure.step_not_running``.
    """
    steps = move.run.steps.select_related("definition")
    step = steps.filter(definition__element=element, item=item, state__in=OPEN).first()
    if step is None:
        raise move.refused("procedure.step_not_running", element)
    return step


def taking_part(step: StepInstance, move: Move, actor: Actor) -> None:
    """Refuse an account of an office that has no part in the run; the room whose act it is checks the role.

    Raises
    ------
    Refused
        ``procedure.not_taking_part``.
    """
    offices = {UUID(str(held)) for held in move.run.offices.values()} | {step.office_id}
    if move.by is not None and step.definition.kind == "user" and not actor.offices & offices:
        raise Refused("procedure.not_taking_part")
