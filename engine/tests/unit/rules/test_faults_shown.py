"""An answer that is null by an error, or might change with what is missing, never looks like a plain answer."""

import json

import pyarrow as pa
import pytest
from click.testing import CliRunner

from kethop.cli.rules import rules
from kethop.rules import decide
from kethop.rules.vectorised import OutputColumns, RowDecider, compile_table

JAVA = """<functionDefinition kind="Java"><formalParameter name="a"/><context><contextEntry><variable name="class"/>
<literalExpression><text>"java.lang.Math"</text></literalExpression></contextEntry></context></functionDefinition>"""
KIND = '<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"a"</text></allowedValues></itemDefinition>'


@pytest.fixture
def answer(tmp_path, samples):
    def answer(*parts, given="{}"):
        (tmp_path / "t.dmn").write_bytes(samples.definitions(*parts))
        result = CliRunner().invoke(
            rules, ["decide", str(tmp_path / "t.dmn"), "--decision", "d", "--input", given, "--lang", "en"]
        )
        return result.exit_code, json.loads(result.output)

    return answer


@pytest.mark.parametrize(
    ("logic", "kind", "code"),
    [
        ("10 ** 1000000000", "", "feel.out_of_range"),
        ('"c"', "tKind", "feel.not_of_type"),
        ('function(a) external {java: {class: "java.lang.Math"}}', "", "feel.external_function"),
    ],
)
def test_a_null_by_an_error_says_why(answer, samples, logic, kind, code):
    exit_code, plain = answer(KIND, samples.decision("d", samples.literal(logic), type_ref=kind))
    assert (exit_code, plain["value"], [fault["code"] for fault in plain["faults"]]) == (1, None, [code])


def test_a_java_function_is_null_with_a_reason(answer, samples):
    exit_code, plain = answer(samples.decision("d", JAVA))
    assert (exit_code, plain["value"]) == (1, None)
    assert [fault["code"] for fault in plain["faults"]] == ["feel.external_function"]


def test_a_fault_of_a_required_decision_is_told_once(answer, samples):
    first = samples.decision("a", samples.literal('1 + "x"'))
    others = [samples.decision(name, samples.literal("a"), "d_a") for name in "bc"]
    exit_code, plain = answer(first, *others, samples.decision("d", samples.literal("[b, c]"), "d_b", "d_c"))
    assert (exit_code, len(plain["faults"]), plain["value"]) == (1, 1, [None, None])


def test_what_goes_wrong_in_a_service_is_told(answer, samples):
    table = samples.table("UNIQUE", [], [""], [["1"], ["2"]])
    service = '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#d_{}"/></decisionService>'
    call = (
        '<decision id="d_d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#s"/>'
        f"</knowledgeRequirement>{samples.literal('s()')}</decision>"
    )
    exit_code, plain = answer(samples.decision("a", table), service.format("a"), call)
    assert (exit_code, [item["code"] for item in plain["violations"]]) == (1, ["rules.unique_violated"])
    exit_code, plain = answer(samples.decision("a", samples.literal("1/0")), service.format("a"), call)
    assert (exit_code, [item["code"] for item in plain["faults"]]) == (1, ["feel.arithmetic"])


def counting(samples, type_ref=""):
    rule = ["< 10", "1"]
    logic = samples.table("COLLECT", ["x"], ["n"], [rule]).replace('"COLLECT"', '"COLLECT" aggregation="COUNT"')
    return samples.model(samples.input_data("x", "number"), samples.decision("d", logic, "i_x", type_ref=type_ref))


def test_a_count_of_nothing_known_is_marked(samples):
    model = counting(samples)
    batch = pa.record_batch([pa.array([1, None, 10])], names=["x"])
    vector = compile_table(model, "d")
    columns = OutputColumns.of_table(vector)
    found = dict(zip(columns.schema.names, columns.arrays(vector.decide(batch)), strict=True))
    assert (found["n"].type, found["n"].to_pylist()) == (pa.int64(), [1, 0, 0])
    assert found["is_undetermined"].to_pylist() == [False, True, False]
    slow = RowDecider(model, "d").decide(batch)
    assert [slow.of_row(row).is_undetermined for row in range(3)] == [False, True, False]
    assert [decide(model, "d", {"x": value}).is_undetermined for value in (1, None, 10)] == [False, True, False]


def test_a_default_is_marked_where_data_is_missing_further_down(samples):
    logic = samples.table("UNIQUE", ["x"], ["n"], [["< 10", "1"]]).replace(
        "</output>", "<defaultOutputEntry><text>0</text></defaultOutputEntry></output>"
    )
    below = samples.decision("b", logic, "i_x")
    model = samples.model(samples.input_data("x"), below, samples.decision("d", samples.literal("b + 1"), "d_b"))
    decided = RowDecider(model, "d").decide(pa.record_batch([pa.array([None, 20], pa.int32())], names=["x"]))
    assert [(decided.of_row(row).value, decided.of_row(row).is_undetermined) for row in (0, 1)] == [
        (1, True),
        (1, False),
    ]
