"""Two players of the same drawings: random well-formed procedures, random acts, the same states, always an end."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kethop_office.common.refusal import Refused
from kethop_office.procedures import actions, queries
from kethop_office.procedures.models import StepInstance
from kethop_office.procedures.reading import DrawingRefusedError, read_procedure, states_of

MESSAGES = ("halt", "stop")


class Builder:
    """Makes a drawing from blocks, each with one way in and one way out."""

    def __init__(self):
        self.nodes, self.flows = [], []

    def node(self, kind, **more):
        name = f"{kind}{len(self.nodes)}"
        self.nodes.append((kind, name, more))
        return name

    def flow(self, source, target, said=""):
        self.flows.append((source, target, said))

    def add(self, block, before):
        """Add a block after a node; return the node that leads on."""
        kind, *parts = block
        return getattr(self, kind)(before, *parts)

    def task(self, before, multiple, breaks, message):
        name = self.node("user", multiple=multiple, breaks="bad" if breaks else "")
        self.flow(before, name)
        if not breaks and not message:
            return name
        join = self.node("xor")
        if breaks:
            choice, other = self.node("xor"), self.node("user")
            self.flow(name, choice)
            self.flow(choice, join, "good")
            self.flow(choice, other, "bad")
            self.flow(other, join)
        else:
            self.flow(name, join)
        if message:
            event, other = self.node("message", at=name, name=message), self.node("rule")
            self.flow(event, other)
            self.flow(other, join)
        return join

    def row(self, before, first, second):
        return self.add(second, self.add(first, before))

    def choice(self, before, first, second, has_default):
        task, split, join = self.node("user"), self.node("xor"), self.node("xor")
        self.flow(before, task)
        self.flow(task, split)
        for block, said in ((first, "left"), (second, "*" if has_default else "right")):
            # a bridge node carries the condition, so that a block may begin with whatever it likes
            bridge = self.node("xor")
            self.flow(split, bridge, said)
            self.flow(self.add(block, bridge), join)
        return join

    def fork(self, before, first, second):
        split, join = self.node("and"), self.node("and")
        self.flow(before, split)
        for block in (first, second):
            self.flow(self.add(block, split), join)
        return join

    def loop(self, before, block):
        head, task, split, leave = self.node("xor"), self.node("user"), self.node("xor"), self.node("xor")
        self.flow(before, head)
        self.flow(self.add(block, head), task)
        self.flow(task, split)
        self.flow(split, head, "again")
        self.flow(split, leave, "on")
        return leave


def task_blocks():
    multiple = st.sampled_from(["", "", "parallel", "sequential"])
    plain = st.tuples(st.just("task"), multiple, st.just(False), st.sampled_from(["", "", *MESSAGES]))
    broken = st.tuples(st.just("task"), st.sampled_from(["parallel", "sequential"]), st.just(True), st.just(""))
    return st.one_of(plain, broken)


def wider(blocks):
    return st.one_of(
        st.tuples(st.just("row"), blocks, blocks),
        st.tuples(st.just("choice"), blocks, blocks, st.booleans()),
        st.tuples(st.just("fork"), blocks, blocks),
        st.tuples(st.just("loop"), blocks),
    )


BLOCKS = st.recursive(task_blocks(), wider, max_leaves=7)


def text_of(draw, block, key="drawn"):
    builder = Builder()
    start = builder.node("start")
    last = builder.add(block, start)
    builder.flow(last, builder.node("end"))
    return draw.drawing(builder.nodes, builder.flows, key=key, messages=MESSAGES)


def states(text):
    graph = read_procedure(text.encode(), roles=["officer"]).graph
    found = {}
    for state, after in states_of(graph).items():
        found[tuple(sorted(state.tasks)), tuple(sorted(state.arrived))] = {
            (tuple(sorted(each.tasks)), tuple(sorted(each.arrived))) for each in after
        }
    return found


@settings(max_examples=150, deadline=None)
@given(block=BLOCKS)
def test_both_players_reach_the_same_states_and_both_always_can_end(draw, oracle, block):
    text = text_of(draw, block)
    mine, other = states(text), oracle(text).reach()
    # an act that changes nothing (a message that nobody awaits) is no act
    other = {state: after - {state} for state, after in other.items()}
    assert {state: after - {state} for state, after in mine.items()} == other
    assert ((), ()) in mine


@st.composite
def tangles(draw_one):
    """Drawings of which nothing is known but that they have a start and an end."""
    kinds = draw_one(st.lists(st.sampled_from(["user", "and", "and", "xor"]), min_size=3, max_size=7))
    nodes = [("start", "s", {}), *((kind, f"n{i}", {}) for i, kind in enumerate(kinds)), ("end", "e", {})]
    targets = [name for kind, name, _ in nodes if kind != "start"]
    flows = [("s", draw_one(st.sampled_from(targets)), "")]
    for kind, name, _ in nodes[1:-1]:
        count = 1 if kind == "user" else draw_one(st.integers(1, 2))
        words = ["x", "y"] if kind == "xor" and count == 2 else ["", ""]
        flows += [(name, draw_one(st.sampled_from(targets)), words[i]) for i in range(count)]
    return nodes, flows


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(tangle=tangles())
def test_a_tangle_is_refused_exactly_when_the_other_player_gets_stuck(draw, oracle, tangle):
    text = draw.drawing(*tangle)
    try:
        read_procedure(text.encode(), roles=["officer"])
        codes = set()
    except DrawingRefusedError as error:
        codes = {fault.code for fault in error.faults}
    assume(not codes or codes <= {"drawing.stuck", "drawing.twice_at_once", "drawing.no_way"})
    assert bool(codes) is not is_sound(oracle, text)


def is_sound(oracle, text):
    try:
        found = oracle(text).reach()
    except AssertionError:
        return False
    ending = {((), ())}
    while True:
        more = {state for state, after in found.items() if after & ending} - ending
        if not more:
            return set(found) <= ending
        ending |= more


def outcomes_of(player, task):
    return player.choices(task) or [""]


def do_something(house, run, player, pick):
    """Do one act on both sides, picked at random; return whether there was one."""
    officer = house.actors["officer"]
    acts = [("finish", step, item, said) for step, item in player.running() for said in outcomes_of(player, step)]
    for task, items in player.items.items():
        acts.append(("add", task, f"i{len(items)}-{pick}"))
        if not items:
            acts.append(("close", task))
    acts += [("send", name) for name in MESSAGES]
    name, *rest = acts[pick % len(acts)]
    if name == "finish":
        element, item, said = rest
        actions.finish(run, element, actor=officer, item=item, outcome=said)
        player.finish(element, item, said)
    elif name == "add":
        actions.add_item(run, rest[0], rest[1], office=house.lead, due_on=None, actor=officer)
        player.items[rest[0]].append(rest[1])
    elif name == "close":
        actions.close_items(run, rest[0], actor=officer)
        player.close(rest[0])
    elif player.send(rest[0]):
        actions.message(run, rest[0], actor=officer)
    else:
        with pytest.raises(Refused, match="message_not_awaited"):
            actions.message(run, rest[0], actor=officer)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(block=BLOCKS, picks=st.lists(st.integers(0, 10_000), max_size=25))
def test_rows_follow_the_other_player_and_never_stand_twice(house, draw, oracle, block, picks):
    key = f"drawn_{uuid4().hex[:12]}"
    text = text_of(draw, block, key)
    actions.take_in(key, text.encode(), pack="test")
    run = actions.start(key, actor=house.actors["officer"], offices=house.offices, level=0, compartment=None)
    player = oracle(text)
    ends = (50 for _ in range(200))
    for pick in (*picks, *ends):
        open_now = [(step.element, step.item) for step in queries.running(run)]
        assert sorted(open_now) == player.running()
        assert bool(run.ended_at) is player.is_over()
        if player.is_over():
            break
        if pick == 50:
            finish_something(house, run, player)
        else:
            do_something(house, run, player, pick)
    assert run.ended_at
    assert not StepInstance.objects.filter(run=run, state__in=queries.OPEN).exists()


def finish_something(house, run, player):
    """Go on towards the end: close what has no items, say what leads on."""
    officer = house.actors["officer"]
    empty = [task for task, items in player.items.items() if not items]
    if empty:
        actions.close_items(run, empty[0], actor=officer)
        player.close(empty[0])
        return
    element, item = player.running()[0]
    said = next(iter(sorted(set(outcomes_of(player, element)) - {"again", "bad"}, reverse=True)))
    actions.finish(run, element, actor=officer, item=item, outcome=said)
    player.finish(element, item, said)
