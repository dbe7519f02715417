"""The commands as a person types them."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kethop import __version__
from kethop.cli import main as entry

Run = Callable[..., tuple[int, str, str]]


def kethop(
    *arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    """Run a command in this process; return exit code, standard output, standard error."""
    monkeypatch.setattr(sys, "argv", ["kethop", *arguments])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], repository: Path) -> Run:
    monkeypatch.chdir(repository)
    return lambda *arguments: kethop(*arguments, monkeypatch=monkeypatch, capsys=capsys)


def test_version_and_help(run: Run) -> None:
    assert run("--version")[1].strip() == f"kethop, version {__version__}"
    code, out, _ = run("--help")
    assert code == 0
    for name in ("appraise", "demo", "new", "packs", "replay", "rules", "tck"):
        assert name in out


@pytest.mark.parametrize(("language", "word"), [("vi", "PHẢI HỎI AI"), ("en", "WHOM TO ASK")])
def test_appraise_prints_tables(run: Run, language: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in ("80", "160"):
        monkeypatch.setenv("COLUMNS", columns)
        code, out, err = run("appraise", "examples/stack.yaml", "--lang", language)
        assert (code, err) == (0, "")
        assert word in out
        assert "222/2026/NĐ-CP" in out.replace("\n", " ") or columns == "160"


def test_appraise_writes_json_to_standard_output(repository: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "kethop.cli.main", "appraise", "examples/stack.yaml", "--json", "-"],
        check=True,
        capture_output=True,
        cwd=repository,
    )
    assert json.loads(ended.stdout)["format"] == "kethop-run/1"
    assert ended.stderr == b""


def test_appraise_writes_a_folder_and_replays_it(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("appraise", "examples/park.yaml", "--out", str(tmp_path / "a b"), "--lang", "en")
    assert code == 0
    assert {path.name for path in (tmp_path / "a b").iterdir()} == {"run.json", "map.svg", "report.pdf", "report.docx"}
    assert (tmp_path / "a b" / "map.svg").read_bytes().startswith(b"<?xml")
    assert "run.json" in out
    assert run("replay", str(tmp_path / "a b" / "run.json"), "--lang", "en")[:2] == (0, "identical\n")


def test_replay_with_other_layers_differs(run: Run, tmp_path: Path) -> None:
    run("appraise", "examples/tower.yaml", "--json", str(tmp_path / "run.json"))
    data = (tmp_path / "run.json").read_text(encoding="utf-8")
    (tmp_path / "run.json").write_text(data.replace('"engine_version":"0.1.0"', '"engine_version":"0.0.9"'), "utf-8")
    code, out, _ = run("replay", str(tmp_path / "run.json"), "--lang", "en")
    assert code == 1
    assert "engine_version: stored 0.0.9 → now 0.1.0" in out


def test_as_of_takes_the_law_of_that_day(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "then.json"
    run("appraise", "examples/tower.yaml", "--as-of", "2025-05-01", "--json", str(path))
    assert json.loads(path.read_bytes())["law_date"] == "2025-05-01"


def test_new_writes_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mới.yaml"
    assert run("new", str(path), "--kind", "project")[0] == 0
    before = path.read_bytes()
    code, _, err = run("new", str(path))
    assert code == 2
    assert "--force" in err
    assert path.read_bytes() == before
    assert run("new", str(path), "--force", "--lang", "en")[0] == 0
    assert path.read_bytes() != before


def test_packs_check_is_clean(run: Run) -> None:
    code, out, _ = run("packs", "check", "vn", "template", "--lang", "en")
    assert code == 0, out
    assert out.count("no problems") == 2


def test_demo_appraises_every_example(run: Run, tmp_path: Path, repository: Path) -> None:
    code, out, _ = run("demo", "--out", str(tmp_path), "--lang", "en")
    assert code == 0
    names = {path.stem for path in (repository / "examples").glob("*.yaml")}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert "map.svg" in out
    assert "report.pdf" in out
    assert {path.parent.name for path in tmp_path.glob("*/report.pdf")} == names
    assert {path.parent.name for path in tmp_path.glob("*/report.docx")} == names


def test_a_bug_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(entry.cli, "main", broken)
    code, out, err = run("appraise", "x", "--lang", "en")
    assert (code, out) == (3, "")
    assert "ZeroDivisionError" in err
    assert "A bug in the program" in err


def test_shell_completion_lists_commands(repository: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from kethop.cli.main import main; main()"],
        env=os.environ | {"_KETHOP_COMPLETE": "bash_complete", "COMP_WORDS": "kethop ap", "COMP_CWORD": "1"},
        check=False,
        capture_output=True,
        text=True,
        cwd=repository,
    )
    assert "appraise" in ended.stdout


def test_a_device_is_written_to_and_never_replaced(run: Run) -> None:
    null = Path(os.devnull)
    assert run("appraise", "examples/tower.yaml", "--json", os.devnull)[0] == 0
    assert stat.S_ISCHR(null.stat().st_mode)


def test_an_unknown_word_of_the_run_script_is_refused(repository: Path) -> None:
    ended = subprocess.run(["sh", "run", "xyz"], cwd=repository, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "./run demo" in ended.stderr
