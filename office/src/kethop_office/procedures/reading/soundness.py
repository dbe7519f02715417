"""How a drawing runs: every state that any order of acts can bring about is played through.

Sound is a drawing that from every state can come to its end, in which no task can be asked for twice at once, and in
which no gateway is left without a way. The states of a drawing of an office are few; more than ``MAX_STATES`` refuse it.
"""

from collections.abc import Iterator, Mapping

from kethop_office.procedures.game import Graph, Marking, NoWayError, Travel, UnsafeError
from kethop_office.procedures.reading.faults import Fault

__all__ = ["MAX_STATES", "next_states", "soundness_faults", "states_of"]

MAX_STATES = 5_000


class _TooManyError(Exception):
    """More states than are played through."""


def soundness_faults(graph: Graph, lines: Mapping[str, int]) -> list[Fault]:
    """Return what can go wrong in a run; lines by id."""
    try:
        states = states_of(graph)
    except NoWayError as error:
        return [_fault("drawing.no_way", str(error), lines)]
    except UnsafeError as error:
        return [_fault("drawing.twice_at_once", str(error), lines)]
    except _TooManyError:
        return [Fault("drawing.too_many_states", fields={"limit": str(MAX_STATES)})]
    back: dict[Marking, set[Marking]] = {state: set() for state in states}
    for state, after in states.items():
        for each in after:
            back[each].add(state)
    ending = {state for state in states if state.is_over}
    stack = list(ending)
    while stack:
        for before in back[stack.pop()] - ending:
            ending.add(before)
            stack.append(before)
    stuck = [state for state in states if state not in ending]
    if not stuck:
        return []
    state = min(stuck, key=lambda each: (len(each.tasks), sorted(each.tasks), sorted(each.arrived)))
    places = sorted(state.tasks) or sorted({graph.by_id[flow].target for flow in state.arrived})
    return [_fault("drawing.stuck", places[0], lines)]


def states_of(graph: Graph) -> dict[Marking, list[Marking]]:
    """Return every state that can be reached, with those that one act leads to.

    Raises
    ------
    NoWayError, UnsafeError
        An act leads nowhere, or asks for a task that runs already.
    """
    first = _settled(frozenset(), graph.begin())
    found: dict[Marking, list[Marking]] = {}
    stack = [first]
    while stack:
        state = stack.pop()
        if state in found:
            continue
        if len(found) >= MAX_STATES:
            raise _TooManyError
        found[state] = list(dict.fromkeys(next_states(graph, state)))
        stack += found[state]
    return found


def next_states(graph: Graph, state: Marking) -> Iterator[Marking]:
    """Yield the states after each act that is possible in a state."""
    for task in sorted(state.tasks):
        for outcome in sorted(graph.outcomes(task) or {""}):
            yield _settled(state.tasks - {task}, graph.leave(task, outcome, state.arrived))
    for name in sorted({node.message for node in graph.nodes.values() if node.message}):
        events = graph.messages_of(name, state.tasks)
        if events:
            stay = state.tasks - {event.attached_to for event in events}
            flows = [flow for event in events for flow in graph.leaving[event.id]]
            yield _settled(stay, graph.follow(flows, "", state.arrived))


def _settled(staying: frozenset[str], travel: Travel) -> Marking:
    for task in travel.entered:
        if task in staying:
            raise UnsafeError(task)
    return Marking(staying | frozenset(travel.entered), travel.arrived)


def _fault(code: str, key: str, lines: Mapping[str, int]) -> Fault:
    return Fault(code, key, lines.get(key, 0))
