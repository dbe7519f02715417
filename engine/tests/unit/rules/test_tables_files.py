"""Files of ``kethop rules decide --table`` as officers have them: what is read, what is refused, and in which words."""

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from kethop.cli.rules import rules
from kethop.reporting import describe_error
from kethop.vocabulary import Language


@pytest.fixture
def run(tmp_path, samples):
    """Decide a table of one number ``x``: over 10 it is "high"."""
    logic = samples.table("UNIQUE", ["x"], [""], [["> 10", '"high"']])
    parts = samples.input_data("x", "number"), samples.decision("d", logic, "i_x")
    (tmp_path / "t.dmn").write_bytes(samples.definitions(*parts))

    def run(data, out="out.csv", *more):
        (tmp_path / "rows.csv").write_bytes(data)
        arguments = ["decide", "t.dmn", "--decision", "d", "--table", "rows.csv", "--out", out, "--lang", "vi"]
        paths = [str(tmp_path / part) if "." in part else part for part in arguments]
        return CliRunner().invoke(rules, [*paths, *more])

    return run


@pytest.mark.parametrize("out", ["rows.csv", "t.dmn", "link.csv"])
def test_no_input_is_written_over(run, tmp_path, out):
    (tmp_path / "link.csv").symlink_to(tmp_path / "rows.csv")
    before = (tmp_path / "t.dmn").read_bytes()
    assert run(b"x\n1\n", out).exception.code == "tables.out_is_input"
    assert (tmp_path / "rows.csv").read_bytes() == b"x\n1\n"
    assert (tmp_path / "t.dmn").read_bytes() == before


def test_a_model_that_ends_in_csv_is_not_written_over(run, tmp_path):
    run(b"x\n1\n")
    model = tmp_path / "model.csv"
    model.write_bytes((tmp_path / "t.dmn").read_bytes())
    arguments = ["decide", model, "--decision", "d", "--table", tmp_path / "rows.csv", "--out", model]
    result = CliRunner().invoke(rules, [str(part) for part in arguments])
    assert result.exception.code == "tables.out_is_input"
    assert model.read_bytes() == (tmp_path / "t.dmn").read_bytes()


def test_semicolons_stand_between_cells(run, tmp_path):
    assert run("\ufeffx;nơi\r\n11;a,b\r\n".encode()).exit_code == 0
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith('"11","a,b","high"')


def test_rows_come_back_as_they_are_filed_however_many_decimals_they_have(run, tmp_path):
    texts = [str(number) for number in range(300_000)] + ["10.00001", "1e1", "0.10"]
    assert run("\n".join(["x", *texts]).encode(), "out.parquet").exit_code == 0
    decided = pq.read_table(tmp_path / "out.parquet")
    assert decided["x"].to_pylist() == texts
    assert decided["d"].to_pylist() == [None] * 11 + ["high"] * 299_989 + ["high", None, None]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tables.csv_empty"),
        (b"x,y\n1,\xe9\n", "tables.csv_not_utf8"),
        (b"\xe9,x\n1,2\n", "tables.csv_not_utf8"),
        ("x,y\n1,2\n".encode("utf-16"), "tables.csv_not_utf8"),
        (b"x,y\n1,2,3\n", "tables.csv_cells"),
        (b"y\n1\n", "tables.column_missing"),
        (b"x,x\n1,1\n", "tables.column_twice"),
        (b"x\n1\n1e400\n", "tables.number_too_long"),
        (b"x\n1\n0." + b"1" * 41 + b"\n", "tables.number_too_long"),
        (b"x\n1\n" + b"9" * 35 + b"\n", "tables.number_too_wide"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--row-by-row",)])
def test_what_is_wrong_is_said_of_the_table_in_vietnamese(run, tmp_path, data, code, more):
    error = run(data, "out.csv", *more).exception
    assert error.code == code
    said = describe_error(error, Language.VI)
    assert said.startswith(f"{tmp_path / 'rows.csv'}" + (" (dòng 2): " if "number" in code else ": "))
    assert "column" not in said.partition("[")[0]
    assert "“x”" in said or "csv" in code
    assert not (tmp_path / "out.csv").exists()


def test_a_bad_line_far_down_is_named(run, tmp_path):
    error = run(b"x,y\n" + b"1,2\n" * 300_000 + b"3\n").exception
    assert (error.code, error.fields["text"], error.fields["actual"]) == ("tables.csv_cells", "3", 1)
    assert not (tmp_path / "out.csv").exists()


def test_zeros_at_the_end_are_no_digits(run, tmp_path):
    assert run(b"x\n11." + b"0" * 60 + b"\n1e-30\n").exit_code == 0
    assert [line.split(",")[1] for line in (tmp_path / "out.csv").read_text().splitlines()[1:]] == ['"high"', ""]


@pytest.mark.parametrize("more", [(), ("--row-by-row",)])
def test_numbers_of_very_different_size_are_read_or_refused_as_numbers(run, tmp_path, more):
    assert run(b"x,n\n1e33,a\n,b\n0e-50,c\n11,d\n", "out.csv", *more).exit_code == 0
    lines = (tmp_path / "out.csv").read_text().splitlines()
    assert ["high" in line for line in lines[1:]] == [True, False, False, True]
    assert run(b"x\n1e37\n1e-37\n", "wide.csv", *more).exception.code == "tables.number_too_wide"
    assert not (tmp_path / "wide.csv").exists()
