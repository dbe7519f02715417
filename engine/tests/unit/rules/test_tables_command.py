"""``kethop rules decide --table``."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from kethop.cli.rules import rules

TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="t" namespace="urn:t">
<inputData id="h" name="building height"><variable name="building height" typeRef="number"/></inputData>
<inputData id="n" name="near"><variable name="near" typeRef="boolean"/></inputData>
<inputData id="k" name="day"><variable name="day" typeRef="date"/></inputData>
<decision id="d" name="class"><variable name="class"/>
<informationRequirement><requiredInput href="#h"/></informationRequirement>
<informationRequirement><requiredInput href="#n"/></informationRequirement>
<informationRequirement><requiredInput href="#k"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE">
<input><inputExpression><text>building height</text></inputExpression></input>
<input><inputExpression><text>near</text></inputExpression></input>
<input><inputExpression><text>day</text></inputExpression></input><output/>
<rule id="low"><inputEntry><text>[0..45)</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"a"</text></outputEntry></rule>
<rule id="near"><inputEntry><text>>= 40.5</text></inputEntry><inputEntry><text>true</text></inputEntry><inputEntry><text>>= date("2024-01-01")</text></inputEntry><outputEntry><text>"b"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
HEIGHTS = ["40.50", "44.9", None, "60"]
NEAR = [False, True, True, False]
DAY = date(2024, 2, 29)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "t.dmn").write_text(TABLE)
    columns = {
        "building height": pa.array([text and Decimal(text) for text in HEIGHTS], pa.decimal128(10, 2)),
        "near": NEAR,
        "day": [DAY] * 4,
        "plot": ["p1", "p2", "p3", "p4"],
    }
    pq.write_table(pa.table(columns), tmp_path / "rows.parquet")
    lines = [f"{height or ''},{str(near).lower()},{DAY},p" for height, near in zip(HEIGHTS, NEAR, strict=True)]
    (tmp_path / "rows.csv").write_text("\n".join(["building height,near,day,plot", *lines]) + "\n")
    return tmp_path


def run(folder, table, out, *more):
    arguments = ["decide", folder / "t.dmn", "--decision", "class", "--table", folder / table, "--out", folder / out]
    return CliRunner().invoke(rules, [str(part) for part in (*arguments, "--lang", "en", *more)])


@pytest.mark.parametrize("table", ["rows.parquet", "rows.csv"])
def test_each_row_has_its_answer_and_why(folder, table):
    result = run(folder, table, "out.parquet")
    assert result.exit_code == 1, result.output
    assert (
        "rows: 4\nmatched no rule: 2\nanswer is null: 3\nundetermined, more rules might match as data is missing: 1\n"
        in result.output
    )
    assert "rules.unique_violated: 1, 2: 1 (first in row 2)" in result.output
    decided = pq.read_table(folder / "out.parquet").to_pydict()
    assert decided["class"] == ["a", None, None, None]
    assert decided["rules"] == [[1], [1, 2], [], []]
    assert decided["rule_ids"] == [["low"], ["low", "near"], [], []]
    assert decided["possible_rules"] == [[], [], [1, 2], []]
    assert decided["is_undetermined"] == [False, False, True, False]
    assert decided["violations"] == [[], ["rules.unique_violated: 1, 2"], [], []]
    filed = pq.read_table(folder / table) if table.endswith("parquet") else None
    assert decided["building height"] == (filed["building height"].to_pylist() if filed else HEIGHTS)


def test_row_by_row_answers_the_same_as_feel_text(folder):
    run(folder, "rows.parquet", "fast.parquet")
    result = run(folder, "rows.parquet", "slow.parquet", "--row-by-row")
    assert result.exit_code == 1
    fast, slow = (pq.read_table(folder / name).to_pydict() for name in ("fast.parquet", "slow.parquet"))
    assert slow.pop("class") == ['"a"', "null", "null", "null"]
    assert slow.items() <= fast.items()


def test_csv_has_the_items_of_a_list_in_one_cell(folder):
    assert run(folder, "rows.parquet", "out.csv").exit_code == 1
    lines = (folder / "out.csv").read_text().splitlines()
    assert (
        lines[0]
        == '"building height","near","day","plot","class","rules","rule_ids","possible_rules","is_undetermined","violations"'
    )
    assert lines[2] == '44.90,true,2024-02-29,"p2",,"1; 2","low; near","",false,"rules.unique_violated: 1, 2"'


def csv(folder, text):
    (folder / "bad.csv").write_text(text)
    return "bad.csv"


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("building height,near\n1,true\n", "tables.column_missing", None),
        ("building height,near,day\n1,true,2024-01-01\nhigh,true,2024-01-01\n", "tables.text_unreadable", "row 2"),
        ("building height,near,day\n1,perhaps,2024-01-01\n", "tables.text_unreadable", "row 1"),
        (f"building height,near,day\n{'9' * 35},true,2024-01-01\n", "tables.number_too_wide", "row 1"),
        ("building height,near,day,class\n1,true,2024-01-01,x\n", "tables.name_taken", None),
        (
            f"building height,near,day\n1,true,2024-01-01\n1e{'9' * 3},true,2024-01-01\n",
            "tables.number_too_long",
            "row 2",
        ),
        (f"building height,near,day\n0.{'1' * 41},true,2024-01-01\n", "tables.number_too_long", "row 1"),
        ("building height,near,day\n1,true\n", "tables.csv_cells", None),
        ("building height;near;day\n1,5;true;2024-01-01\n", "tables.text_unreadable", "row 1"),
        ("", "tables.csv_empty", None),
        ("\n\n", "tables.csv_empty", None),
    ],
)
def test_a_table_that_does_not_fit_leaves_nothing_behind(folder, text, code, row):
    error = run(folder, csv(folder, text), "out.parquet").exception
    assert error.code == code
    assert error.place.source == str(folder / "bad.csv")
    assert row is None or error.place.path == row
    assert not list(folder.glob("*out*"))


def test_a_wrong_value_is_a_violation_of_its_row(folder):
    table = csv(folder, "building height,near,day\n1e1,true,soon\n 2.5 ,FALSE,2024-01-01\n")
    result = run(folder, table, "out.parquet")
    assert "rules.input_wrong_type: day: 1 (first in row 1)" in result.output
    assert pq.read_table(folder / "out.parquet")["building height"].to_pylist() == ["1e1", " 2.5 "]


def test_a_table_without_rows_gives_the_columns(folder):
    whole = pq.read_table(folder / "rows.parquet")
    pq.write_table(whole.slice(0, 0), folder / "none.parquet")
    for table in ("none.parquet", csv(folder, "building height,near,day\n")):
        assert run(folder, table, "out.parquet").exit_code == 0
        assert pq.read_table(folder / "out.parquet").column_names[-6:] == [
            "class",
            "rules",
            "rule_ids",
            "possible_rules",
            "is_undetermined",
            "violations",
        ]


def test_what_csv_cannot_hold_is_said(folder):
    whole = pq.read_table(folder / "rows.parquet").append_column("more", pa.array([{"a": 1}] * 4))
    pq.write_table(whole, folder / "nested.parquet")
    assert run(folder, "nested.parquet", "out.csv").exception.code == "output.not_written"
    assert not list(folder.glob("*out*"))
    assert run(folder, "nested.parquet", "out.parquet").exit_code == 1


def test_broken_and_strange_files(folder):
    (folder / "broken.parquet").write_bytes(b"PAR1 no")
    for table, out, code in (
        ("broken.parquet", "out.parquet", "tables.not_parquet"),
        ("none.parquet", "out.parquet", "document.unreadable"),
        ("rows.xlsx", "out.parquet", "tables.format_unread"),
        ("rows.parquet", "out.xlsx", "tables.format_unwritten"),
        ("rows.parquet", "rows.csv/out.csv", "output.not_written"),
    ):
        assert run(folder, table, out).exception.code == code
    arguments = ["decide", str(folder / "t.dmn"), "--decision", "class", "--row-by-row"]
    assert CliRunner().invoke(rules, arguments).exception.code == "tables.option_missing"
