"""The elements of the subset: what is read from each, and what is refused."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kethop_office.procedures.game import Flow, Node
from kethop_office.procedures.reading.document import BPMN, ENGLISH, Element, fault, local
from kethop_office.procedures.reading.faults import Fault

__all__ = ["NODES", "condition", "flow_of", "node_of", "parts"]

MAX_ID = 40
MAX_NAME = 200
NODES: Final[Mapping[str, str]] = {
    "startEvent": "start",
    "endEvent": "end",
    "userTask": "user",
    "businessRuleTask": "rule",
    "exclusiveGateway": "exclusive",
    "parallelGateway": "parallel",
    "boundaryEvent": "message",
}
_CONDITION = re.compile(r'^\s*outcome\s*=\s*"([a-z][a-z0-9_]{0,38})"\s*$')
_ID = re.compile(rf"^[A-Za-z_][A-Za-z0-9_.-]{{0,{MAX_ID - 1}}}$")
# children and attributes that say only how arrows and lanes hang together, or explain
_PLAIN = frozenset({"incoming", "outgoing", "documentation"})
_ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "start": frozenset(),
    "end": frozenset(),
    "user": frozenset(),
    "rule": frozenset(),
    "exclusive": frozenset({"default", "gatewayDirection"}),
    "parallel": frozenset({"gatewayDirection"}),
    "message": frozenset({"attachedToRef", "cancelActivity"}),
}
_COMMON = frozenset({"id", "name", ENGLISH})
Report = Callable[[Fault], None]


def parts(element: Element) -> Iterator[Element]:
    """Yield the BPMN children of an element that are not comments or explanations."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(f"{{{BPMN}}}") and local(child) != "documentation":
            yield child


def node_of(element: Element, lanes: Mapping[str, list[str]], messages: Mapping[str, str], report: Report) -> Node:
    """Return the node of an element, reporting what the subset does not know."""
    kind = NODES[local(element)]
    key = element.get("id", "")
    if not _ID.match(key):
        report(fault("drawing.id_wrong", element, limit=str(MAX_ID)))
    for name in element.attrib:
        if name not in _COMMON and name not in _ATTRIBUTES[kind]:
            report(fault("drawing.attribute_refused", element, attribute=str(name)))
    multiple, breaks_on, message = "", "", ""
    for child in parts(element):
        what = local(child)
        if what == "multiInstanceLoopCharacteristics" and kind == "user":
            multiple, breaks_on = _multiple(child, element, report)
        elif what == "messageEventDefinition" and kind == "message":
            message = messages.get(child.get("messageRef", ""), "")
            if not message or list(parts(child)):
                report(fault("drawing.message_unknown", element))
        elif what not in _PLAIN:
            report(fault("drawing.part_refused", element, part=what))
    if kind == "message" and not message:
        report(fault("drawing.event_refused", element))
    if kind == "message" and element.get("cancelActivity", "true") != "true":
        report(fault("drawing.not_interrupting", element))
    own = lanes.get(key, [])
    if kind in {"user", "rule"} and len(own) != 1:
        report(fault("drawing.lane_count", element, count=str(len(own))))
    vi, en = names(element, report, needed=kind not in {"exclusive", "parallel"})
    return Node(
        id=key,
        kind=kind,
        name_vi=vi,
        name_en=en,
        lane=own[0] if len(own) == 1 and kind in {"user", "rule"} else "",
        multiple=multiple,
        breaks_on=breaks_on,
        attached_to=element.get("attachedToRef", "") if kind == "message" else "",
        message=message,
    )


def flow_of(element: Element, defaults: Mapping[str, str], report: Report) -> Flow:
    """Return the arrow of an element."""
    outcome = ""
    for name in element.attrib:
        if name not in _COMMON and name not in {"sourceRef", "targetRef"}:
            report(fault("drawing.attribute_refused", element, attribute=str(name)))
    for child in parts(element):
        if local(child) == "conditionExpression":
            outcome = condition(child, element, report)
        else:
            report(fault("drawing.part_refused", element, part=local(child)))
    key = element.get("id", "")
    if not key:
        report(fault("drawing.id_wrong", element, limit=str(MAX_ID)))
    is_default = defaults.get(element.get("sourceRef", "")) == key
    vi, en = names(element, report, needed=bool(outcome) or is_default)
    return Flow(key, element.get("sourceRef", ""), element.get("targetRef", ""), outcome, is_default, vi, en)


def condition(expression: Element, owner: Element, report: Report) -> str:
    """Return the outcome of a condition ``outcome = "word"``; nothing of another form is read, let alone run."""
    found = _CONDITION.match(expression.text or "")
    if not found or len(expression) or expression.get("language"):
        report(fault("drawing.condition_refused", owner))
        return ""
    return found[1]


def names(element: Element, report: Report, *, needed: bool) -> tuple[str, str]:
    """Return the label in both languages."""
    vi, en = (" ".join(element.get(key, "").split()) for key in ("name", ENGLISH))
    if (needed or vi or en) and not (vi and en):
        report(fault("drawing.label_missing", element))
    if max(len(vi), len(en)) > MAX_NAME:
        report(fault("drawing.label_long", element, limit=str(MAX_NAME)))
    return vi, en


def _multiple(loop: Element, owner: Element, report: Report) -> tuple[str, str]:
    breaks_on = ""
    for name in loop.attrib:
        if name not in {"id", "isSequential"}:
            report(fault("drawing.attribute_refused", owner, attribute=str(name)))
    for child in parts(loop):
        if local(child) == "completionCondition":
            breaks_on = condition(child, owner, report)
        else:
            report(fault("drawing.part_refused", owner, part=local(child)))
    return ("sequential" if loop.get("isSequential") == "true" else "parallel"), breaks_on
