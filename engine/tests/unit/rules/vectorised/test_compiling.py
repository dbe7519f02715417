"""Which tables columns can be decided by, and what is said of the others; outcomes of whole decisions."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from kethop.errors import DmnError, RuleError
from kethop.rules import decide, read_dmn
from kethop.rules.vectorised import OutputColumns, RowDecider, compile_table
from kethop.rules.vectorised.combining import Stage
from kethop.rules.vectorised.probing import Signature

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"
COMPILED = 20


def model(*, clause="x", cell="1", output="1", default="", logic="", extra="", more="", policy="UNIQUE"):
    last = f"<defaultOutputEntry><text>{default}</text></defaultOutputEntry>" if default else ""
    table = (
        f'<decisionTable hitPolicy="{policy}"><input><inputExpression><text>{clause}</text></inputExpression></input><output>{last}'
        f"</output>\n<rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>{output}</text></outputEntry></rule>{more}"
        "</decisionTable>"
    )
    return read_dmn(
        f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t"><inputData id="x" name="x"><variable name="x"/></inputData>'
        '<inputData id="y" name="count"/><decision id="e" name="e"><literalExpression><text>1</text></literalExpression></decision>'
        '<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#x"/></informationRequirement>'
        '<informationRequirement><requiredInput href="#y"/></informationRequirement>'
        f"{extra}{logic or table}</decision></definitions>".encode(),
        source="t.dmn",
    )


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"logic": "<literalExpression><text>1</text></literalExpression>"}, "tables.no_table", None),
        ({"clause": "x + 1"}, "tables.input_not_plain", None),
        ({"clause": "e"}, "tables.input_not_plain", None),
        ({"cell": "x"}, "tables.names_other", "rule 1, cell 1"),
        ({"cell": "> count"}, "tables.names_other", "rule 1, cell 1"),
        ({"cell": "today()"}, "tables.names_other", "rule 1, cell 1"),
        ({"output": "x"}, "tables.names_other", "rule 1, cell 2"),
        ({"default": "x"}, "tables.names_other", None),
        (
            {"extra": '<informationRequirement><requiredDecision href="#e"/></informationRequirement>'},
            "tables.requires_decision",
            None,
        ),
    ],
)
def test_what_needs_the_interpreter_is_named(changes, code, where):
    subject = model(**changes)
    with pytest.raises(RuleError, match=code) as raised:
        compile_table(subject, "d")
    assert raised.value.place.source == "t.dmn"
    assert where is None or (raised.value.place.path, raised.value.place.line) == (where, 2)
    batch = pa.record_batch([pa.array([1]), pa.array([2])], names=["x", "count"])
    result = decide(subject, "d", {"x": 1, "count": 2})
    outcome = RowDecider(subject, "d").decide(batch).of_row(0)
    assert (outcome.value, outcome.violations) == (result.value, result.violations)


def test_unknown_decisions():
    for made in (compile_table, RowDecider):
        with pytest.raises(DmnError, match=r"dmn\.decision_unknown"):
            made(model(), "none")


def test_a_type_that_turns_a_single_hit_into_a_list_makes_one_column_of_feel_text():
    text = b'<variable name="d" typeRef="tList"/>'
    data = (
        f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t"><itemDefinition name="tList" isCollection="true"><typeRef>number'
        '</typeRef></itemDefinition><decision id="d" name="d">'.encode()
        + text
        + b'<decisionTable hitPolicy="UNIQUE"><output/><rule><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>'
    )
    vector = compile_table(read_dmn(data, source="t"), "d")
    columns = OutputColumns.of_table(vector)
    decided = vector.decide(pa.record_batch([pa.array([0])], names=["unused"]))
    assert decided.of_row(0).value == [Decimal(1)]
    assert (columns.schema.names[0], columns.arrays(decided)[0].to_pylist()) == ("d", ["[1]"])


def test_a_row_that_goes_too_far_is_named():
    subject = model(logic="<literalExpression><text>[for i in 1..x return i]</text></literalExpression>")
    batch = pa.record_batch([pa.array([1, 10**9]), pa.array([0, 0])], names=["x", "count"])
    with pytest.raises(RuleError, match=r"rules\.limit") as raised:
        RowDecider(subject, "d").decide(batch)
    assert raised.value.fields["row"] == 2


def test_every_table_of_the_pack_is_decided_by_columns_or_says_why(repository):
    compiled = 0
    for path in sorted((repository / "packs" / "vn" / "decisions").glob("*.dmn")):
        subject = read_dmn(path.read_bytes(), source=Path(path).name)
        for name in subject.decisions:
            vector = compile_table(subject, name)
            compiled += 1
            empty = pa.record_batch(
                [pa.nulls(2)] * len(vector.columns), names=[column.name for column in vector.columns]
            )
            expected = decide(subject, name, {}).trace.table
            outcome = vector.decide(empty).of_row(1)
            assert list(outcome.possible) == [rule.index for rule in expected.possible]
    assert compiled >= COMPILED


def test_states_too_many_for_a_table_are_found_by_pairs():
    whole, pairs = Stage(), Stage()
    rows = [Signature(1 << place, 3, 0) for place in range(3)]
    joined = whole.step(*_ids([0, 1, 2, 0]), rows, rows)
    assert pairs._by_pairs(*_ids([0, 1, 2, 0]), rows, rows).tolist() == joined.tolist()
    assert whole.states == pairs.states


def _ids(numbers):
    array = pa.array(numbers, pa.int32()).to_numpy()
    return array, array[::-1]
