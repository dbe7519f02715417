"""Every kind of broken input gives one message with its place and its cure, and leaves nothing behind.

The kinds stand in ``broken/*.yaml``; docs/reference/errors.md lists them from there.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from kethop.cli import main as entry

KINDS = [
    kind | {"room": path.stem}
    for path in sorted((Path(__file__).parent / "broken").glob("*.yaml"))
    for kind in yaml.safe_load(path.read_text(encoding="utf-8"))["kinds"]
]
PROPOSAL = """\
proposal: 1
pack: template
title: "Kho hàng"
proponent: "Công ty hư cấu"
submitted: "2026-11-22"
is_illustrative: true
site:
  file: site.geojson
heights:
  ground_elevation: 10
  height: 12
facts:
  kind: works
"""
SITE = '{"type": "Point", "coordinates": [105.7626, 21.1936]}'
CODE = re.compile(r"\[[a-z]+\.[a-z_0-9]+\]$", re.MULTILINE)
ALL = ("--out", "out", "--json", "run.json")
Kind = Mapping[str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kethop", *arguments])
        with pytest.raises(SystemExit) as ended:
            entry.main()
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return command


def prepare(kind: Kind, folder: Path, builders: Mapping[str, Callable[[Path], object]]) -> list[str]:
    """Write the files of a kind; return the arguments of its command."""
    proposal = PROPOSAL
    (folder / "site.geojson").write_text(SITE)
    if "change" in kind:
        assert proposal.count(kind["change"]) == 1
        proposal = proposal.replace(kind["change"], kind["put"])
    if kind["room"] == "sites":
        crs = kind.get("crs", "EPSG:5897") if kind["file"].endswith((".csv", ".xlsx")) else None
        crs = "EPSG:5897" if kind["code"] == "site.crs_conflict" else crs
        proposal = proposal.replace("site.geojson", kind["file"] + (f"\n  crs: {crs}" if crs else ""))
    (folder / "p.yaml").write_text(proposal, encoding="utf-8")
    if "text" in kind:
        (folder / kind["file"]).write_text(kind["text"], encoding="utf-8")
    if "build" in kind:
        builders[kind["build"]](folder / kind["file"] if kind["room"] == "sites" else folder)
    return list(kind.get("arguments", ("appraise", "p.yaml", *ALL)))


def files(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix(), path.lstat().st_size


def test_the_sound_proposal_is_appraised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., tuple[int, str, str]]
) -> None:
    monkeypatch.chdir(tmp_path)
    prepare({"room": "proposals"}, tmp_path, {})
    code, out, err = run("appraise", "p.yaml", *ALL)
    assert (code, err) == (0, "")
    assert out
    assert {"out/run.json", "out/map.svg", "run.json"} < dict(files(tmp_path)).keys()


def test_there_are_enough_kinds_and_each_has_a_name() -> None:
    assert len(KINDS) >= 100
    assert len({kind["kind"] for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["kind"])
def test_one_message_with_place_and_cure(
    kind: Kind,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    builders: Mapping[str, Callable[[Path], object]],
    run: Callable[..., tuple[int, str, str]],
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KETHOP_LANG", language)
    arguments = prepare(kind, folder, builders)
    before = dict(files(tmp_path))
    code, out, err = run(*arguments)
    assert (code, out) == (2, ""), err
    assert CODE.findall(err) == [f"[{kind['code']}]"], err
    what, cure = err.splitlines()
    assert what.startswith(kind["place"]), what
    assert ": " in what.removeprefix(kind["place"])[:20]
    assert cure.startswith("  → ")
    assert kind.get("says", "") in err
    assert "–" not in what  # every field is there
    assert str(tmp_path) not in err
    assert dict(files(tmp_path)) == before


def test_the_process_ends_as_the_function_does(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("a: b: c\n")
    ended = subprocess.run(
        [sys.executable, "-m", "kethop.cli.main", "appraise", "p.yaml", "--lang", "en"],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        encoding="utf-8",
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("p.yaml:1: This is not written as YAML")
