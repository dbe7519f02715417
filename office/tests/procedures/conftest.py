"""Offices and accounts for tests of procedures, and the drawings of the pack taken in."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from types import SimpleNamespace

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
