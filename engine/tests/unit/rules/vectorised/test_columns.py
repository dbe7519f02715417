"""Columns of every type against the interpreter, at and around the constants of a table."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from kethop.errors import RuleError
from kethop.rules import decide, read_dmn
from kethop.rules.vectorised import OutputColumns, RowDecider, compile_table, table

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def model(cells, kind="", *, outputs=None, policy="COLLECT"):
    """A table of one input ``x`` with a rule for each cell; outputs are their numbers."""
    texts = outputs or [str(number) for number in range(1, len(cells) + 1)]
    rules = "".join(
        f"<rule><inputEntry><text><![CDATA[{cell}]]></text></inputEntry><outputEntry><text>{out}</text></outputEntry></rule>"
        for cell, out in zip(cells, texts, strict=True)
    )
    typed = f' typeRef="{kind}"' if kind else ""
    return read_dmn(
        f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t"><inputData id="x" name="x"><variable name="x"{typed}/>'
        '</inputData><decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#x"/>'
        f'</informationRequirement><decisionTable hitPolicy="{policy}"><input><inputExpression><text>x</text>'
        f"</inputExpression></input><output/>{rules}</decisionTable></decision></definitions>".encode(),
        source="t.dmn",
    )


def same_as_interpreter(subject, array, *, plain=None):
    batch = pa.record_batch([array], names=["x"])
    decided = compile_table(subject, "d").decide(batch)
    slow = RowDecider(subject, "d").decide(batch)
    for row, value in enumerate(array.to_pylist() if plain is None else plain):
        trace = decide(subject, "d", {"x": value}).trace.table
        expected = [rule.index for rule in trace.matched], [rule.index for rule in trace.possible]
        assert (list(decided.of_row(row).matched), list(decided.of_row(row).possible)) == expected, value
        assert (list(slow.of_row(row).matched), list(slow.of_row(row).possible)) == expected, value
    return decided


NUMBERS = ["< 0", "[0..10)", "10", "> 1e20", "not(1, 2)", "1e-9", "9223372036854775807", "-", "?*2 = 20"]


@pytest.mark.parametrize(
    "array",
    [
        pa.array([-128, -1, 0, 1, 10, None, 127], pa.int8()),
        pa.array([0, 9, 10, 11, None], pa.uint16()),
        pa.array([-(2**63), 2**63 - 1, 10, None], pa.int64()),
        pa.array([0, 2**63 - 1, 2**63, 2**64 - 1, None], pa.uint64()),
        pa.array([Decimal("10.000000000"), Decimal("1E-9"), Decimal("-0.000000001"), None], pa.decimal128(30, 9)),
        pa.array([Decimal(10) ** 20, Decimal(10) ** 20 + 1, Decimal(10), None], pa.decimal128(34, 0)),
        pa.array([Decimal(10) ** 33, -(Decimal(10) ** 33), Decimal(2**63 - 1)], pa.decimal128(38, 0)),
        pa.array([Decimal(10), Decimal("9.5")], pa.decimal256(50, 2)),
        pa.array([None, None], pa.null()),
        pa.array([None, None], pa.int32()),
        pa.array([], pa.int32()),
        pa.array([1, 10, None, 20, 0], pa.int64())[1:4],
    ],
    ids=lambda array: str(array.type),
)
@pytest.mark.parametrize("cells", [NUMBERS[:-1], NUMBERS, ["-"], []])
def test_numbers(array, cells):
    same_as_interpreter(model(cells), array)


TEXTS = ['"a"', '"b", "c"', 'not("a")', '< "b"', '["b".."d"]', "1", "null", "-", 'contains(?, "a")', '["a", "d"]']


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())])
@pytest.mark.parametrize("cells", [TEXTS[:3], TEXTS[5:8], TEXTS, TEXTS[3:5]])
def test_texts(kind, cells):
    same_as_interpreter(model(cells), pa.array(["a", "b", None, "ca", "", "d", "other"], kind))


def test_days_and_moments():
    days = ['< date("2024-02-29")', '@"2024-02-29"', '>= @"2024-03-01T00:00:00Z"', "?.year = 2024"]
    for kind in (pa.date32(), pa.date64()):
        same_as_interpreter(model(days), pa.array([date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), None], kind))
    same_as_interpreter(model(days, "dateTime"), pa.array([date(2024, 2, 29), date(2024, 3, 1)]))
    moments = ['> @"2024-02-29T10:00:00"', '@"2024-02-29T10:00:00"', '<= @"2024-02-29T10:00:00.0005"', "?.hour = 10"]
    local = [datetime.combine(date(2024, 2, 29), time(10, 0, 0, part)) for part in (0, 400, 500, 999, 1000)]
    before = datetime.combine(date(1969, 12, 31), time(23))
    same_as_interpreter(model(moments), pa.array([*local, before, None], pa.timestamp("us")))
    same_as_interpreter(model(moments), pa.array(local[:1], pa.timestamp("ns")), plain=local[:1])
    clocks = pa.array([time(9), time(10), time(10, 0, 1)], pa.time32("s"))
    same_as_interpreter(model(['< @"10:00:00"', '@"10:00:00"', "?.second = 1"]), clocks)
    waits = pa.array([timedelta(0), timedelta(seconds=1), timedelta(milliseconds=1001), None], pa.duration("ms"))
    same_as_interpreter(model(['<= @"PT1S"', '@"PT1S"', '@"P1Y"']), waits)


def test_texts_that_the_type_reads_as_days():
    decided = same_as_interpreter(
        model(['< @"2024-01-01"'], "date"), pa.array(["2023-12-31", "2024-01-01", "soon", None])
    )
    assert [violation.code for violation in decided.of_row(2).violations] == ["rules.input_wrong_type"]


def test_more_rules_than_a_machine_word_has_bits():
    cells = [f"[{number}..{number + 70}]" for number in range(150)]
    decided = same_as_interpreter(model(cells), pa.array(list(range(-1, 230))))
    assert len(decided.of_row(100).matched) == 71


def test_states_that_became_too_many_are_let_go(monkeypatch):
    subject = model(["[0..5]", "[3..9]"])
    vector = compile_table(subject, "d")
    batch = pa.record_batch([pa.array([1, 4, 8, 20])], names=["x"])
    before = [vector.decide(batch).of_row(row).matched for row in range(4)]
    monkeypatch.setattr(table, "MAX_STATES", 1)
    assert [vector.decide(batch).of_row(row).matched for row in range(4)] == before == [(1,), (1, 2), (2,), ()]
    assert len(vector.stages[0].states) == 4


@pytest.mark.parametrize(
    ("array", "code"),
    [
        (pa.array([1.5]), "tables.column_type"),
        (pa.array([b"a"]), "tables.column_type"),
        (pa.array([Decimal(10) ** 34], pa.decimal128(38, 0)), "tables.number_too_wide"),
        (pa.array([Decimal(1), Decimal(10) ** 40], pa.decimal256(76, 30)), "tables.number_too_wide"),
    ],
)
def test_what_no_rule_can_use(array, code):
    batch = pa.record_batch([array], names=["x"])
    with pytest.raises(RuleError, match=code):
        compile_table(model(["1"]), "d").decide(batch)
    with pytest.raises(RuleError, match=code):
        RowDecider(model(["1"]), "d").decide(batch)


def test_columns_by_name():
    vector = compile_table(model(["1"]), "d")
    two = pa.record_batch([pa.array([1]), pa.array([1])], names=["x", " x "])
    with pytest.raises(RuleError, match=r"tables\.column_twice"):
        vector.decide(two)
    other = pa.record_batch([pa.array([1])], names=["y"])
    for decider in (vector, RowDecider(model(["1"]), "d")):
        with pytest.raises(RuleError, match=r"tables\.column_missing"):
            decider.decide(other)


@pytest.mark.parametrize(
    ("outputs", "kind", "expected"),
    [
        (['"a"', '"b"'], pa.string(), ["a", "b", None]),
        (["true", "null"], pa.bool_(), [True, None, None]),
        (["1.50", "-2"], pa.decimal128(38, 1), [Decimal("1.5"), Decimal(-2), None]),
        (['@"2024-02-29"', "null"], pa.date32(), [date(2024, 2, 29), None, None]),
        (['@"P1D"', "1"], pa.string(), ["P1D", "1", "null"]),
        (["1e30", "1e-30"], pa.string(), ["1000000000000000000000000000000", "0." + "0" * 29 + "1", "null"]),
        (["[1]", "{a: 1}"], pa.string(), ["[1]", "{a: 1}", "null"]),
    ],
)
def test_outputs_are_columns_of_their_type(outputs, kind, expected):
    vector = compile_table(model(["1", "2"], outputs=outputs, policy="FIRST"), "d")
    columns = OutputColumns.of_table(vector)
    arrays = columns.arrays(vector.decide(pa.record_batch([pa.array([1, 2, 3])], names=["x"])))
    assert columns.schema.field(0).type == kind
    assert arrays[0].to_pylist() == expected
    assert arrays[1].to_pylist() == [[1], [2], []]
