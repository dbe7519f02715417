"""Offices and accounts for tests of procedures, and the drawings of the pack taken in."""

from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from kethop_office.accounts.actor import Actor
from kethop_office.accounts.models import Office, User
from kethop_office.procedures import actions

PACKS = Path(__file__).parents[3] / "packs"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class House:
    """One lead office, one proponent and two consulted offices, with an account for each role."""

    def __init__(self):
        self.lead = self.office("Sở Tài chính", "authority")
        self.proponent = self.office("Công ty mẫu", "proponent")
        self.command = self.office("Bộ Chỉ huy quân sự", "military")
        self.police = self.office("Công an tỉnh", "police")
        roles = ["clerk", "officer", "reviewer", "approver"]
        self.actors = {role: self.actor(role, self.lead) for role in roles}
        self.actors["proponent"] = self.actor("proponent", self.proponent)
        self.actors["consultee_officer"] = self.actor("consultee_officer", self.command)

    def office(self, name, kind):
        return Office.objects.create(kind=kind, name_vi=name, name_en=name, short_vi=name, short_en=name)

    def actor(self, role, office, rank=10):
        user = User.objects.create(username=f"{role.replace('_', '-')}-{User.objects.count()}", title=role)
        return Actor(user.pk, role, frozenset({(office.pk, role)}), rank, AT)

    @property
    def offices(self):
        lead = ["clerk", "officer", "reviewer", "approver"]
        return {**dict.fromkeys(lead, self.lead.pk), "proponent": self.proponent.pk}

    def start(self, key="project_appraisal"):
        return actions.start(key, actor=self.actors["clerk"], offices=self.offices, level=0, compartment=None)


@pytest.fixture
def house(db):
    return House()


@pytest.fixture
def drawings(db):
    return actions.take_in_folder("vn")


@pytest.fixture(scope="session")
def draw():
    """Small drawings, written as text: the reader under test and the oracle are given the same."""
    return SimpleNamespace(drawing=drawing, line=line_drawing())


HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:kethop="urn:kethop:procedure:1" '
    'targetNamespace="urn:test">\n'
)
TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "user": "userTask",
    "rule": "businessRuleTask",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "message": "boundaryEvent",
}


def label(name):
    return f'name="{escape(name)}" kethop:nameEn="{escape(name)} (en)"'


def drawing(nodes, flows, *, key="drawn", messages=(), lane="officer"):
    """Return BPMN of nodes ``(kind, id, {…})`` and flows ``(source, target, outcome or "*" for the default)``."""
    lines = [HEAD]
    lines += [f'<bpmn:message id="{name}" {label(name)}/>\n' for name in messages]
    lines.append(
        f'<bpmn:process id="{key}" {label(key)}>\n<bpmn:laneSet id="lanes"><bpmn:lane id="{lane}" {label(lane)}>'
    )
    lines += [f"<bpmn:flowNodeRef>{name}</bpmn:flowNodeRef>" for _, name, _ in nodes]
    lines.append("</bpmn:lane></bpmn:laneSet>\n")
    for kind, name, more in nodes:
        default = next((f"f{i}" for i, (source, _, said) in enumerate(flows) if source == name and said == "*"), "")
        lines.append(f'<bpmn:{TAGS[kind]} id="{name}" {label(name)}')
        lines.append(f' default="{default}"' if default else "")
        if kind == "message":
            lines.append(f' attachedToRef="{more["at"]}"><bpmn:messageEventDefinition messageRef="{more["name"]}"/>')
        else:
            lines.append(">")
        if more.get("multiple"):
            lines.append(
                f'<bpmn:multiInstanceLoopCharacteristics isSequential="{more["multiple"] == "sequential"}">'.replace(
                    "True", "true"
                ).replace("False", "false")
            )
            if more.get("breaks"):
                lines.append(f'<bpmn:completionCondition>outcome = "{more["breaks"]}"</bpmn:completionCondition>')
            lines.append("</bpmn:multiInstanceLoopCharacteristics>")
        lines.append(f"</bpmn:{TAGS[kind]}>\n")
    for i, (source, target, said) in enumerate(flows):
        lines.append(f'<bpmn:sequenceFlow id="f{i}" sourceRef="{source}" targetRef="{target}" {label(said or "x")}>')
        if said and said != "*":
            lines.append(
                f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">outcome = "{said}"</bpmn:conditionExpression>'
            )
        lines.append("</bpmn:sequenceFlow>\n")
    lines.append("</bpmn:process></bpmn:definitions>\n")
    return "".join(lines)


def line_drawing():
    """Return the smallest drawing: start, one task, end."""
    nodes = [("start", "s", {}), ("user", "t", {}), ("end", "e", {})]
    return drawing(nodes, [("s", "t", ""), ("t", "e", "")])


class Oracle:
    """Another player of the same game: tokens lie on arrows and are counted, read straight from the file.

    It shares no line with the room: where the room asks which way a token goes, this fires one gateway after another
    until nothing moves.
    """

    def __init__(self, text):
        self.kinds, self.loops, self.breaks, self.attached, self.said = {}, {}, {}, {}, {}
        self.source, self.target, self.default = {}, {}, set()
        root = ET.fromstring(text)  # noqa: S314 - written by these tests
        names = {value: key for key, value in TAGS.items()}
        defaults = {node.get("default") for node in root.iter() if node.get("default")}
        for node in root.iter():
            tag = node.tag.partition("}")[2]
            if tag in names:
                self._node(node, names[tag])
            elif tag == "sequenceFlow":
                key = node.get("id")
                self.source[key], self.target[key] = node.get("sourceRef"), node.get("targetRef")
                words = "".join(node.itertext()).split('"')
                self.said[key] = words[1] if len(words) > 1 else ("*" if key in defaults else "")
        self.tokens, self.active, self.items = Counter(), Counter(), {}
        self.put([flow for flow in self.source if self.kinds[self.source[flow]] == "start"], "")

    def _node(self, node, kind):
        key = node.get("id")
        self.kinds[key] = kind
        for part in node.iter():
            tag = part.tag.partition("}")[2]
            if tag == "multiInstanceLoopCharacteristics":
                self.loops[key] = "sequential" if part.get("isSequential") == "true" else "parallel"
            elif tag == "completionCondition":
                self.breaks[key] = part.text.split('"')[1]
            elif tag == "messageEventDefinition":
                self.attached[key] = (node.get("attachedToRef"), part.get("messageRef"))

    def out(self, node):
        return [flow for flow, source in self.source.items() if source == node]

    def into(self, node):
        return [flow for flow, target in self.target.items() if target == node]

    def choices(self, task):
        """Return the outcomes that the next gateway asks for; none where nothing is chosen."""
        node = self.target[self.out(task)[0]]
        while self.kinds[node] == "xor" and len(self.out(node)) == 1:
            node = self.target[self.out(node)[0]]
        if self.kinds[node] != "xor":
            return []
        return sorted("" if self.said[flow] == "*" else self.said[flow] for flow in self.out(node))

    def put(self, flows, outcome):
        for flow in flows:
            self.tokens[flow, outcome] += 1
        while self.fire():
            pass

    def fire(self):
        for flow, outcome in [key for key, count in self.tokens.items() if count]:
            node = self.target[flow]
            kind = self.kinds[node]
            if kind == "and":
                if not all(self.waiting(each) for each in self.into(node)):
                    assert self.waiting(flow) == 1, "twice"
                    continue
                for each in self.into(node):
                    self.take(each)
                alone = outcome if len(self.into(node)) == 1 else ""
                self.tokens.update((each, alone) for each in self.out(node))
                return True
            self.tokens[flow, outcome] -= 1
            if kind in {"user", "rule"}:
                self.active[node] += 1
                assert self.active[node] == 1, "twice"
                if node in self.loops:
                    self.items[node] = []
            elif kind == "xor":
                self.tokens[self.way(node, outcome), outcome] += 1
            return True
        return False

    def waiting(self, flow):
        return sum(count for (each, _), count in self.tokens.items() if each == flow)

    def take(self, flow):
        key = next(key for key, count in self.tokens.items() if key[0] == flow and count)
        self.tokens[key] -= 1

    def way(self, gateway, outcome):
        flows = self.out(gateway)
        if len(flows) == 1:
            return flows[0]
        fit = [flow for flow in flows if self.said[flow] == outcome] or [
            flow for flow in flows if self.said[flow] == "*"
        ]
        assert fit, "no way"
        return fit[0]

    def leave(self, task, outcome):
        self.active[task] -= 1
        self.items.pop(task, None)
        self.put(self.out(task), outcome)

    def finish(self, task, item, outcome):
        if task not in self.loops:
            self.leave(task, outcome)
            return
        self.items[task].remove(item)
        if outcome and outcome == self.breaks.get(task):
            self.leave(task, outcome)
        elif not self.items[task]:
            self.close(task)

    def close(self, task):
        self.leave(task, next((each for each in self.choices(task) if each != self.breaks.get(task)), ""))

    def send(self, name):
        events = [event for event, (task, said) in self.attached.items() if said == name and self.active[task]]
        for event in events:
            task = self.attached[event][0]
            self.active[task] -= 1
            self.items.pop(task, None)
        self.put([flow for event in events for flow in self.out(event)], "")
        return bool(events)

    def running(self):
        """Return the steps that wait for someone, as ``(element, item)``, sorted."""
        found = []
        for task in self.active_tasks():
            items = self.items.get(task, [""])
            found += [(task, item) for item in (items[:1] if self.loops.get(task) == "sequential" else items)]
        return sorted(found)

    def active_tasks(self):
        return sorted(task for task, count in self.active.items() if count)

    def is_over(self):
        return not self.active_tasks() and not sum(self.tokens.values())

    def state(self):
        arrived = sorted(flow for (flow, _), count in self.tokens.items() for _ in range(count))
        return tuple(self.active_tasks()), tuple(arrived)

    def acts(self):
        """Yield every act that could come next, with all items of a multiple step taken as one."""
        for task in self.active_tasks():
            for outcome in self.choices(task) or [""]:
                yield ("leave", task, outcome)
        for name in sorted({said for _, said in self.attached.values()}):
            yield ("send", name)

    def reach(self):
        """Return every state that can be reached, with those that follow."""
        found, queue = {}, [self]
        while queue:
            player = queue.pop()
            if player.state() in found:
                continue
            found[player.state()] = set()
            for name, *rest in player.acts():
                after = deepcopy(player)
                getattr(after, name)(*rest)
                found[player.state()].add(after.state())
                queue.append(after)
        return found


@pytest.fixture(scope="session")
def oracle():
    return Oracle
