"""The commands ``kethop tck`` and ``kethop rules decide``."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from kethop.cli.rules import rules
from kethop.cli.tck import tck
from kethop.errors import DmnError, DocumentError, Place, RuleError

OWN = Path(__file__).parents[2] / "conformance" / "own"
SIGN = str(OWN / "old-namespace" / "dmn13.dmn")
COUNTS = [
    "expect a value: 12 of 12 passed",
    "expect null: 0 of 0 passed",
    "expect an error: 0 of 0 passed",
    "12 passed, 0 failed",
]


def run(command, *arguments, text=None):
    arguments = arguments if "--lang" in arguments else (*arguments, "--lang", "en")
    return CliRunner().invoke(command, [str(part) for part in arguments], input=text)


def decided(*arguments, text=None):
    return run(rules, "decide", SIGN, "--decision", "sign", *arguments, text=text)


def test_tck_ends_with_the_count(tmp_path):
    result = run(tck, OWN / "old-namespace")
    assert (result.exit_code, result.output.splitlines()) == (0, COUNTS)
    wrong = (OWN / "old-namespace" / "dmn13-tests.xml").read_text().replace("minus", "plus")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "dmn13.dmn").write_bytes(Path(SIGN).read_bytes())
    (tmp_path / "sub" / "tests.xml").write_text(wrong)
    result = run(tck, tmp_path)
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[-1] == "2 passed, 1 failed"
    assert lines[0].endswith('tests.xml: 001: sign: expected "plus", got "minus"')


def zipped(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_tck_reads_zips(tmp_path):
    entries = {f"cases/{path.name}": path.read_bytes() for path in (OWN / "old-namespace").iterdir()}
    assert run(tck, zipped(tmp_path / "a.zip", entries)).output.splitlines() == COUNTS
    zipped(tmp_path / "B.ZIP", entries)
    (tmp_path / "sub").mkdir()
    zipped(tmp_path / "sub" / "c.zip", entries)
    assert run(tck, tmp_path, "--lang", "en").output.endswith("24 passed, 0 failed\n")
    zipped(tmp_path / "climbing.zip", {"../a.xml": b""})
    assert run(tck, tmp_path).exception.code == "dmn.archive_escapes"


def test_tck_says_that_a_zip_in_a_zip_is_not_opened(tmp_path):
    inner = zipped(tmp_path / "inner", {"a.xml": b"<testCases/>"}).read_bytes()
    error = run(tck, zipped(tmp_path / "a.zip", {"in/b.zip": inner})).exception
    assert (error.code, error.fields["entry"]) == ("dmn.zip_in_zip", "in/b.zip")


def test_tck_runs_the_shared_folder(shared_data):
    folder = shared_data / "dmn-tck"
    if not any(folder.glob("*.zip")):
        pytest.skip("the TCK is not in the shared data")
    assert run(tck, folder).output.splitlines()[-1] == "2635 passed, 0 failed"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"../a.xml": b""}, "dmn.archive_escapes"),
        ({"/a.xml": b""}, "dmn.archive_escapes"),
        ({f"{number}.txt": b"" for number in range(5_001)}, "dmn.archive_too_large"),
        ({}, "dmn.no_test_cases"),
        ({"a.xml": b"<testCases>"}, "dmn.not_xml"),
        ({"a.xml": b"<!DOCTYPE a><testCases/>"}, "dmn.hostile_xml"),
    ],
)
def test_tck_refuses(tmp_path, entries, code):
    result = run(tck, zipped(tmp_path / "a.zip", entries))
    assert isinstance(result.exception, DmnError)
    assert result.exception.code == code


@pytest.mark.parametrize("model", [b"<a/>", b"not xml", None])
def test_tck_fails_every_case_of_a_model_that_cannot_be_read(tmp_path, model):
    case = b'<testCases><modelName>m.dmn</modelName><testCase id="1"><resultNode name="d" errorResult="true"/></testCase></testCases>'
    entries = {"a.xml": case} | ({"m.dmn": model} if model else {})
    result = run(tck, zipped(tmp_path / "a.zip", entries))
    assert result.output.splitlines()[-1] == "0 passed, 1 failed"
    assert "expected an error, got " in result.output
    assert result.exit_code == 1


GIVEN = '<inputNode name="x"><value xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="decimal">0</value></inputNode>'
SAID = "<expected><value>zero</value></expected>"


@pytest.mark.parametrize(
    ("results", "last", "code"),
    [
        ("", "0 đạt, 0 không đạt, 1 không thử được", 1),
        ('<resultNode name="sign"/>', "0 đạt, 0 không đạt, 1 không thử được", 1),
        ('<resultNode name="sign"><expected/></resultNode>', "0 đạt, 0 không đạt, 1 không thử được", 1),
        (
            f'<resultNode name="sign"/><resultNode name="sign">{SAID}</resultNode>',
            "0 đạt, 0 không đạt, 1 không thử được",
            1,
        ),
        ('<resultNode name="sign"/><resultNode name="none" errorResult="true"/>', "0 đạt, 1 không đạt", 1),
        (f'<resultNode name="sign">{SAID}</resultNode>', "1 đạt, 0 không đạt", 0),
    ],
)
def test_tck_never_passes_a_case_that_expects_nothing(tmp_path, results, last, code):
    (tmp_path / "dmn13.dmn").write_bytes(Path(SIGN).read_bytes())
    head = "<testCases><modelName>dmn13.dmn</modelName>"
    (tmp_path / "a.xml").write_text(f'{head}<testCase id="7">{GIVEN}{results}</testCase></testCases>')
    result = run(tck, tmp_path, "--lang", "vi")
    assert (result.output.splitlines()[-1], result.exit_code) == (last, code)
    assert ("a.xml: 7: không nói chờ kết quả nào" in result.output) == ("không thử" in last)
    assert ("chờ một lỗi, nhận được" in result.output) == ("1 không đạt" in last)


def test_tck_refuses_what_is_no_zip(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    assert run(tck, tmp_path / "a.zip").exception.code == "dmn.unreadable"
    assert run(tck, tmp_path / "missing").exception.code == "dmn.unreadable"


def test_decide_prints_json(tmp_path):
    assert json.loads(decided("--input", '{"x": -0.5}').output) == {
        "decision": "sign",
        "value": "minus",
        "is_undetermined": False,
        "faults": [],
        "violations": [],
    }
    assert json.loads(decided("--input", "-", text='{"x": 0}').output)["value"] == "zero"
    (tmp_path / "in.json").write_text('{"x": 3}')
    plain = json.loads(decided("--input", f"@{tmp_path / 'in.json'}", "--trace").output)
    assert plain["trace"]["table"]["rules"][2]["status"] == "matched"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ('{"x": 1, "x": 2}', "document.duplicate_key"),
        ("{", "document.not_json"),
        ('{"x": NaN}', "document.not_json"),
        ("[" * 100_000, "document.too_deep"),
        ("[]", "document.not_an_object"),
        ("@missing.json", "document.unreadable"),
    ],
)
def test_decide_refuses(given, code):
    result = decided("--input", given)
    assert isinstance(result.exception, DocumentError)
    assert result.exception.code == code


@pytest.mark.parametrize(
    "given",
    [
        '{"x": 1e999999}',
        '{"x": -1e6145}',
        '{"x": 1e99999999999999999999999}',
        '{"x": [{"y": 1e6145}]}',
        '{"x": ' + "9" * 6_146 + "}",
        '{"\\ud800": 1}',
        '{"\\ud800": 1, "\\ud800": 2}',
        '{"x": {"\\ud800": 1}}',
        '{"x": "\\ud800"}',
        '{"x": [["\\ud800"]]}',
    ],
)
def test_decide_refuses_values_that_no_rule_can_hold(given):
    result = decided("--input", given, "--lang", "en")
    assert isinstance(result.exception, RuleError)
    assert result.exception.code == "rules.value_unreadable"
    assert result.exception.place == Place("--input")


def test_decide_refuses_a_file_that_is_not_there_or_not_utf8(tmp_path):
    (tmp_path / "in.json").write_bytes(b"\xff")
    assert decided("--input", f"@{tmp_path / 'in.json'}").exception.code == "document.not_utf8"
    assert run(rules, "decide", tmp_path / "a.dmn", "--decision", "a").exception.code == "dmn.unreadable"
