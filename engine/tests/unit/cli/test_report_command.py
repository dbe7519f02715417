"""``kethop report`` and the reports of ``appraise`` and ``demo``."""

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from kethop.cli import main as entry

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], repository: Path) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kethop", *arguments])
        with pytest.raises(SystemExit) as ended:
            entry.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    monkeypatch.chdir(repository)
    return command


def text(path: Path) -> str:
    return "".join(
        "".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    )


def test_a_stored_run_prints_what_the_appraisal_printed(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert run("appraise", "examples/tower.yaml", "--out", str(first), "--lang", "en")[0] == 0
    code, out, err = run("report", str(first / "run.json"), "--out", str(second), "--lang", "en")
    assert (code, err) == (0, "")
    assert out.splitlines() == [f"→ {second / 'report.pdf'}", f"→ {second / 'report.docx'}"]
    for name in ("report.pdf", "report.docx"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_one_format_settings_and_no_report(run: Run, tmp_path: Path) -> None:
    settings = tmp_path / "report.yaml"
    assert run("new", str(settings), "--kind", "report", "--lang", "en")[:2] == (0, f"→ {settings}\n")
    settings.write_text(settings.read_text("utf-8").replace("issuing_body:  ", 'issuing_body: "SỞ MẪU"  '), "utf-8")
    folder = tmp_path / "out"
    assert run("appraise", "examples/tower.yaml", "--out", str(folder), "--no-report")[0] == 0
    assert {path.name for path in folder.iterdir()} == {"run.json", "map.svg"}
    arguments = ("--settings", str(settings), "--format", "pdf", "--format", "pdf", "--out", str(folder))
    assert run("report", str(folder / "run.json"), *arguments)[0] == 0
    assert {path.name for path in folder.iterdir()} == {"run.json", "map.svg", "report.pdf"}
    assert "SỞMẪU" in text(folder / "report.pdf")
    code, _, err = run("appraise", "examples/tower.yaml", "--settings", str(settings))
    assert (code, "--settings" in err) == (2, True)


def test_without_the_runs_pack_the_report_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    folder = tmp_path / "out"
    assert run("appraise", "examples/tower.yaml", "--out", str(folder), "--no-report")[0] == 0
    stored = (folder / "run.json").read_text("utf-8")
    other = tmp_path / "other.json"
    sha256 = stored.split('"pack":{"id":"vn"')[1].split('"sha256":"')[1][:64]
    other.write_text(stored.replace(sha256, "0" * 64), "utf-8")
    code, _, err = run("report", str(other), "--out", str(folder), "--format", "pdf", "--lang", "en")
    assert (code, err.startswith("NOT REPLAYED")) == (0, True)
    assert "NOTREPLAYED:therunfileisunchecked" in text(folder / "report.pdf")
    assert "thepackwiththishashisnotathand" in text(folder / "report.pdf").lower()
    monkeypatch.setattr("kethop.cli.places.repository_root", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert run("report", str(folder / "run.json"), "--out", str(folder), "--format", "pdf", "--lang", "en")[0] == 0
    assert "Themaphasnobase" in text(folder / "report.pdf")
    code, _, err = run("report", str(folder / "run.json"), "--out", str(folder), "--pack", "vn", "--lang", "en")
    assert (code, "[pack.not_found]" in err) == (2, True)
    assert repository.is_dir()


def test_a_run_changed_by_hand_is_not_printed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("appraise", "examples/stack.yaml", "--out", str(folder), "--no-report")[0] == 0
    stored = (folder / "run.json").read_text("utf-8")
    edited = tmp_path / "edited.json"
    edited.write_text(stored.replace("66,52", "99,99"), "utf-8")
    assert edited.read_text("utf-8") != stored
    code, out, err = run("report", str(edited), "--out", str(tmp_path / "paper"), "--lang", "vi")
    assert (code, out, "[report.run_differs]" in err) == (2, "", True)
    assert "99,99" in err
    assert not (tmp_path / "paper").exists()


def test_a_changed_run_of_another_program_is_a_draft_that_says_so(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("appraise", "examples/stack.yaml", "--out", str(folder), "--no-report")[0] == 0
    stored = (folder / "run.json").read_text("utf-8")
    edited = tmp_path / "edited.json"
    edited.write_text(re.sub(r'"engine_version":"[^"]+"', '"engine_version":"0.0.0"', stored), "utf-8")
    code, _, err = run("report", str(edited), "--out", str(folder), "--format", "pdf", "--lang", "vi")
    assert (code, err.startswith("KHÔNG CHẠY LẠI ĐƯỢC")) == (0, True)
    said = text(folder / "report.pdf")
    assert "DỰTHẢO" in said
    assert "KHÔNGCHẠYLẠIĐƯỢC" in said
