"""The elements of the subset: what is read from each, and what is refused."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from kethop_office.procedures.game import TASKS, Flow, Node
from kethop_office.procedures.reading.document import ENGLISH, Element, fault, local, parts
from kethop_office.procedures.reading.faults import Fault

__all__ = ["NODES", "condition", "flow_of", "names", "node_of"]

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


def node_of(element: Element, lanes: Mapping[str, list[str]], messages: Mapping[str, str], report: Report) -> Node:
    """Return the node of an element, reporting what the subset does not know."""
    kind = NODES[local(element)]
    key = element.get("id", "")
    _check_attributes(element, _ATTRIBUTES[kind], report)
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
    vi, en = names(element, report, needed=kind not in {"exclusive", "parallel"})
    return Node(
        id=key,
        kind=kind,
        name_vi=vi,
        name_en=en,
        lane=_lane(element, lanes.get(key, []), report) if kind in TASKS else "",
        multiple=multiple,
        breaks_on=breaks_on,
        attached_to=element.get("attachedToRef", "") if kind == "message" else "",
        message=message,
    )


def flow_of(element: Element, defaults: Mapping[str, str], report: Report) -> Flow:
    """Return the arrow of an element."""
    outcome = ""
    _check_attributes(element, frozenset({"sourceRef", "targetRef"}), report)
    for child in parts(element):
        if local(child) == "conditionExpression":
            outcome = condition(child, element, report)
        else:
            report(fault("drawing.part_refused", element, part=local(child)))
    key = element.get("id", "")
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


def _check_attributes(element: Element, known: frozenset[str], report: Report) -> None:
    if not _ID.match(element.get("id", "")):
        report(fault("drawing.id_wrong", element, limit=str(MAX_ID)))
    for name in element.attrib:
        if name not in _COMMON and name not in known:
            report(fault("drawing.attribute_refused", element, attribute=str(name)))


def _lane(element: Element, lanes: list[str], report: Report) -> str:
    if len(lanes) != 1:
        report(fault("drawing.lane_count", element, count=str(len(lanes))))
        return ""
    return lanes[0]


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
