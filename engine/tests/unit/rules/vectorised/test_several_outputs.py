"""Tables of several outputs, and of several rules that count, as columns."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.csv as pc
import pytest

from kethop.cli.tables_out import writing_rows
from kethop.errors import RuleError
from kethop.rules import read_dmn
from kethop.rules.vectorised import Decided, Outcome, OutputColumns, compile_table

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def made(policy, aggregation="", default=""):
    last = f"<defaultOutputEntry><text>{default}</text></defaultOutputEntry>" if default else ""
    rules = "".join(
        f"<rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>{number}</text></outputEntry>"
        f"<outputEntry><text>{text}</text></outputEntry></rule>"
        for cell, number, text in (("[1..2]", "1.5", '"a"'), ("[2..3]", "2", "null"))
    )
    extra = f' aggregation="{aggregation}"' if aggregation else ""
    vector = compile_table(
        read_dmn(
            f'<definitions xmlns="{NAMESPACE}" name="t" namespace="urn:t"><inputData id="x" name="x"><variable name="x"/></inputData>'
            '<decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#x"/></informationRequirement>'
            f'<decisionTable hitPolicy="{policy}"{extra}><input><inputExpression><text>x</text></inputExpression></input>'
            f'<output name="n">{last}</output><output name="t"/>{rules}</decisionTable></decision></definitions>'.encode(),
            source="t",
        ),
        "d",
    )
    columns = OutputColumns.of_table(vector)
    decided = vector.decide(pa.record_batch([pa.array([1, 2, 9])], names=["x"]))
    return columns, pa.RecordBatch.from_arrays(columns.arrays(decided), schema=columns.schema)


def test_one_rule_counts():
    columns, batch = made("FIRST")
    assert columns.schema.field("n").type == pa.decimal128(38, 1)
    assert batch["n"].to_pylist() == [Decimal("1.5"), Decimal("1.5"), None]
    assert batch["t"].to_pylist() == ["a", "a", None]


def test_the_default_is_in_the_column():
    assert made("FIRST", default="9.25")[1]["n"].to_pylist() == [Decimal("1.5"), Decimal("1.5"), Decimal("9.25")]


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER"])
def test_several_rules_count(policy):
    columns, batch = made(policy)
    assert columns.schema.field("n").type == pa.list_(pa.decimal128(38, 1))
    assert batch["n"].to_pylist() == [[Decimal("1.5")], [Decimal("1.5"), Decimal(2)], None]
    assert batch["t"].to_pylist() == [["a"], ["a", None], None]


def test_aggregations():
    # texts have no sum, so that the whole answer is null and says so
    batch = made("COLLECT", "SUM")[1]
    assert batch["n"].to_pylist() == [None, None, None]
    assert batch["violations"].to_pylist()[0] == ["rules.aggregation_failed: 1"]
    columns, batch = made("COLLECT", "COUNT")
    assert (columns.schema.names[0], batch[0].to_pylist()) == ("d", [1, 2, 0])


def test_a_missing_list_is_an_empty_cell_of_csv(tmp_path):
    with writing_rows(tmp_path / "out.csv") as write:
        write(made("COLLECT")[1])
    table = pc.read_csv(tmp_path / "out.csv", convert_options=pc.ConvertOptions(column_types={"n": pa.string()}))
    assert table["n"].to_pylist() == ["1.5", "1.5; 2.0", ""]


def test_an_answer_of_another_shape_is_an_error():
    whole, several = made("FIRST")[0], made("COLLECT")[0]
    wrong = Decided(pa.array([0], pa.int32()).to_numpy(), [Outcome(Decimal(1), (), (), (), is_undetermined=False)])
    for columns in (whole, several):
        with pytest.raises(RuleError, match=r"tables\.output_unfit"):
            columns.arrays(wrong)
