"""What is outside the subset is refused with code, element and line; what hangs badly together too."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from kethop_office import procedures
from kethop_office.accounts.models import Role
from kethop_office.procedures.reading import MAX_BYTES, DrawingRefusedError, read_procedure
from kethop_office.procedures.wording import SENTENCES, fault_sentence

PACKS = Path(__file__).parents[3] / "packs"
DRAWINGS = sorted(PACKS.glob("*/procedures/*.bpmn"))
S, E = ("start", "s", {}), ("end", "e", {})


def faults(text):
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(DrawingRefusedError) as caught:
        read_procedure(data, roles=Role.values)
    return caught.value.faults


def found(text):
    return {(fault.code.removeprefix("drawing."), fault.element) for fault in faults(text)}


def t(name, **more):
    return ("user", name, more)


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_drawings_of_the_packs_are_read_and_sound(path):
    procedure = read_procedure(path.read_bytes(), roles=Role.values)
    assert procedure.key == path.stem
    assert all(node.name_vi and node.name_en and node.lane for node in procedure.graph.tasks)


def test_both_procedures_of_viet_nam_have_the_steps_that_pages_know():
    steps = ["receive", "validate", "complete", "screen", "prepare_consultation", "consult"]
    steps += ["draft_report", "review", "approve", "decide"]
    for key in ("project_appraisal", "plan_appraisal"):
        procedure = read_procedure((PACKS / f"vn/procedures/{key}.bpmn").read_bytes(), roles=Role.values)
        graph = procedure.graph
        assert [node.id for node in graph.tasks] == steps
        assert {key for key, _, _ in procedure.messages} == {"amended", "changed"}
        assert graph.outcomes("validate") == {"valid", "completion", "returned"}
        assert graph.outcomes("review") == {"accepted", "returned"}
        assert graph.outcomes("approve") == {"approved", "returned"}
        assert {node.id: node.multiple for node in graph.tasks if node.multiple} == {
            "consult": "parallel",
            "approve": "sequential",
        }


def test_smallest_drawing_is_read(draw):
    assert [node.id for node in read_procedure(draw.line.encode(), roles=["officer"]).graph.tasks] == ["t"]


@pytest.mark.parametrize(
    ("old", "new", "code", "element"),
    [
        ("<bpmn:userTask", "<bpmn:scriptTask", "element_refused", "t"),
        ("<bpmn:userTask", "<bpmn:serviceTask", "element_refused", "t"),
        ("<bpmn:userTask", "<bpmn:subProcess", "element_refused", "t"),
        ("<bpmn:userTask", "<bpmn:callActivity", "element_refused", "t"),
        ("<bpmn:userTask", "<bpmn:intermediateCatchEvent", "element_refused", "t"),
        ("</bpmn:userTask>", "<bpmn:extensionElements/></bpmn:userTask>", "part_refused", "t"),
        ("</bpmn:userTask>", "<bpmn:standardLoopCharacteristics/></bpmn:userTask>", "part_refused", "t"),
        ("</bpmn:userTask>", "<bpmn:ioSpecification/></bpmn:userTask>", "part_refused", "t"),
        ("</bpmn:startEvent>", "<bpmn:timerEventDefinition/></bpmn:startEvent>", "part_refused", "s"),
        ("</bpmn:endEvent>", "<bpmn:terminateEventDefinition/></bpmn:endEvent>", "part_refused", "e"),
        ('<bpmn:userTask id="t"', '<bpmn:userTask id="t" implementation="##WebService"', "attribute_refused", "t"),
        ('<bpmn:userTask id="t"', '<bpmn:userTask id="t" xmlns:c="urn:c" c:script="x"', "foreign", "t"),
        ("<bpmn:process", '<c:run xmlns:c="urn:c"/><bpmn:process', "foreign", "run"),
        ("<bpmn:process", "<bpmn:itemDefinition id='i'/><bpmn:process", "element_refused", "i"),
        ("<bpmn:process", "<?run it?><bpmn:process", "foreign", ""),
        (' kethop:nameEn="t (en)"', "", "label_missing", "t"),
        (' name="officer"', "", "label_missing", "officer"),
        ('<bpmn:lane id="officer"', '<bpmn:lane id="wizard"', "role_unknown", "wizard"),
        ("<bpmn:flowNodeRef>t</bpmn:flowNodeRef>", "", "lane_count", "t"),
        ('<bpmn:endEvent id="e"', '<bpmn:endEvent id="t"', "id_twice", "t"),
        ('targetRef="e"', 'targetRef="gone"', "dangling", "f1"),
    ],
)
def test_each_thing_outside_the_subset_is_refused_with_its_element(draw, old, new, code, element):
    text = draw.line.replace(old, new, 1)
    if old == "<bpmn:userTask":
        text = text.replace("</bpmn:userTask>", new.replace("<", "</") + ">")
    assert (code, element) in found(text)


def test_a_fault_tells_its_line(draw):
    text = draw.line.replace("</bpmn:userTask>", "<bpmn:ioSpecification/></bpmn:userTask>")
    fault = faults(text)[0]
    assert "ioSpecification" in text.splitlines()[fault.line - 1]


def test_all_faults_are_told_at_once(draw):
    text = draw.line.replace(' kethop:nameEn="t (en)"', "").replace('<bpmn:lane id="officer"', '<bpmn:lane id="x"')
    assert {code for code, _ in found(text)} == {"label_missing", "role_unknown"}


@pytest.mark.parametrize(
    "text",
    [
        'outcome == "yes"',
        "outcome = yes",
        "true",
        "${outcome}",
        'outcome = "yes" or true',
        "__import__('os').getpid()",
        'outcome = "Yes"',
        "",
    ],
)
def test_condition_of_another_form_is_refused(draw, text):
    nodes = [S, t("a"), ("xor", "g", {}), E]
    flows = [("s", "a", ""), ("a", "g", ""), ("g", "e", "yes"), ("g", "a", "*")]
    escaped = text.replace("<", "&lt;")
    assert ("condition_refused", "f2") in found(draw.drawing(nodes, flows).replace('outcome = "yes"', escaped))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "declares_type"),
        ("<!DOCTYPE x><x/>".encode("utf-16"), "declares_type"),
        ("<a/>".encode("utf-16"), "not_utf8"),
        (b"<x/>", "not_bpmn"),
        (b"", "not_xml"),
        (b"<x>", "not_xml"),
        (b"<x>" + b" " * MAX_BYTES, "too_large"),
        (b"<x>" + b"<y/>" * 5000 + b"</x>", "not_bpmn"),
    ],
)
def test_hostile_or_foreign_files_are_refused(data, code):
    assert [fault.code for fault in faults(data)] == [f"drawing.{code}"]


def test_drawing_of_too_many_elements_is_refused(draw):
    many = draw.line.replace("<bpmn:process", "<bpmn:message/>" * 5000 + "<bpmn:process")
    assert [fault.code for fault in faults(many)] == ["drawing.too_large"]


@pytest.mark.parametrize(
    ("nodes", "flows", "code", "element"),
    [
        ([S, t("a")], [("s", "a", "")], "no_end", ""),
        ([S, E], [("s", "e", "")], "no_task", ""),
        ([S, ("start", "z", {}), t("a"), E], [("s", "a", ""), ("z", "a", ""), ("a", "e", "")], "start_count", ""),
        ([S, t("a"), t("b"), E], [("s", "a", ""), ("a", "e", ""), ("b", "e", "")], "not_reached", "b"),
        (
            [S, t("a"), ("xor", "g", {}), t("b"), t("c"), E],
            [("s", "a", ""), ("a", "g", ""), ("g", "e", "x"), ("g", "b", "y"), ("b", "c", ""), ("c", "b", "")],
            "no_way_to_end",
            "b",
        ),
        ([S, t("a"), E], [("s", "a", ""), ("a", "e", ""), ("a", "e", "")], "one_way_out", "a"),
        ([S, t("a"), E], [("s", "a", ""), ("a", "e", "x")], "condition_without_choice", "f1"),
        (
            [S, t("a"), ("xor", "g", {}), E],
            [("s", "a", ""), ("a", "g", ""), ("g", "e", "x"), ("g", "a", "")],
            "condition_missing",
            "f3",
        ),
        (
            [S, t("a"), ("xor", "g", {}), E],
            [("s", "a", ""), ("a", "g", ""), ("g", "e", "x"), ("g", "a", "x")],
            "outcome_twice",
            "g",
        ),
        (
            [S, t("a"), ("xor", "g", {}), ("xor", "h", {}), E],
            [("s", "a", ""), ("a", "g", ""), ("g", "h", "x"), ("h", "g", ""), ("g", "e", "y")],
            "idle_loop",
            "g",
        ),
        (
            [S, ("xor", "g", {}), t("a"), E],
            [("s", "g", ""), ("g", "a", "x"), ("g", "e", "*"), ("a", "e", "")],
            "choice_without_task",
            "g",
        ),
        (
            [S, t("a", multiple="parallel"), ("xor", "g", {}), E],
            [("s", "a", ""), ("a", "g", ""), ("g", "e", "x"), ("g", "a", "y")],
            "items_disagree",
            "a",
        ),
        (
            [S, t("a", multiple="parallel", breaks="z"), ("xor", "g", {}), E],
            [("s", "a", ""), ("a", "g", ""), ("g", "e", "x"), ("g", "a", "y")],
            "break_unknown",
            "a",
        ),
        ([S, t("a"), E, ("end", "f", {})], [("s", "a", ""), ("a", "e", ""), ("e", "f", "")], "arrow_out_of_end", "e"),
        (
            [S, ("and", "g", {}), t("a"), t("b"), ("and", "h", {}), E],
            [("s", "g", ""), ("g", "a", ""), ("g", "b", ""), ("a", "h", ""), ("b", "e", ""), ("h", "e", "")],
            "",
            "",
        ),
        (
            [S, t("a"), ("xor", "g", {}), t("b"), t("c"), ("and", "h", {}), E],
            [
                ("s", "a", ""),
                ("a", "g", ""),
                ("g", "b", "x"),
                ("g", "c", "y"),
                ("b", "h", ""),
                ("c", "h", ""),
                ("h", "e", ""),
            ],
            "stuck",
            "h",
        ),
        (
            [S, ("and", "g", {}), t("a"), t("b"), t("c"), E],
            [("s", "g", ""), ("g", "a", ""), ("g", "b", ""), ("a", "c", ""), ("b", "c", ""), ("c", "e", "")],
            "twice_at_once",
            "c",
        ),
    ],
)
def test_what_hangs_badly_together_is_refused(draw, nodes, flows, code, element):
    text = draw.drawing(nodes, flows)
    if not code:
        # one branch joins alone, the other ends: sound, since each token comes to an end
        assert read_procedure(text.encode(), roles=Role.values)
        return
    assert (code, element) in found(text)


def test_message_of_a_task_that_is_none_and_message_twice(draw):
    nodes = [S, t("a"), E, ("message", "m", {"at": "s", "name": "stop"})]
    flows = [("s", "a", ""), ("a", "e", ""), ("m", "e", "")]
    assert found(draw.drawing(nodes, flows, messages=["stop"])) == {("not_attached", "m")}
    nodes[3:] = [("message", name, {"at": "a", "name": "stop"}) for name in ("m", "n")]
    assert ("message_twice", "n") in found(draw.drawing(nodes, [*flows, ("n", "e", "")], messages=["stop"]))
    one = draw.drawing(nodes[:4], flows, messages=["stop"])
    assert ("not_interrupting", "m") in found(
        one.replace('attachedToRef="a"', 'attachedToRef="a" cancelActivity="false"')
    )
    assert ("event_refused", "m") in found(one.replace('<bpmn:messageEventDefinition messageRef="stop"/>', ""))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_fault_has_a_sentence_that_its_fields_fill(draw, language):
    text = draw.line.replace('<bpmn:lane id="officer"', '<bpmn:lane id="wizard"')
    with translation.override(language):
        sentence = fault_sentence(faults(text)[0])
    assert "wizard" in sentence
    assert "%(" not in sentence


def test_every_code_in_the_source_has_a_sentence():
    room = Path(procedures.__file__).parent
    codes = set()
    for path in room.rglob("*.py"):
        if path.name != "wording.py":
            codes |= set(re.findall(r'"((?:drawing|procedure|migration)\.[a-z_0-9]+)"', path.read_text()))
    assert codes - set(SENTENCES) - {"procedure.migrations"} == set()
    assert len(codes) > 40
