"""What a bound on memory allows, and what the options of the command refuse."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from cadastre_scene import screen, screened

from kethop.cadastre import LayerRequest, ScreenRequest, begin_job, slots_within
from kethop.cadastre.memory import need_of
from kethop.errors import KethopError


@pytest.fixture
def opened(scene: Path):
    wanted = ScreenRequest(
        parcels=scene / "p.parquet",
        key=None,
        layers=(LayerRequest(scene / "z.parquet"),),
        rules=None,
        heights=None,
        on=date(2026, 11, 22),
        part_rows=100,
    )
    return begin_job(wanted)


def test_memory_bounds_how_many_parts_are_under_way(opened) -> None:
    fixed, each = need_of(opened)
    assert each > 100 * 36
    assert slots_within(opened, memory=None, workers=7) == 7
    assert slots_within(opened, memory=fixed + 3 * each, workers=7) == 3
    assert slots_within(opened, memory=fixed + 30 * each, workers=7) == 7
    with pytest.raises(KethopError) as error:
        slots_within(opened, memory=fixed + each - 1, workers=7)
    assert (error.value.code, error.value.fields["needed"]) == ("screen.memory_small", fixed + each)


def test_the_answer_does_not_depend_on_memory_or_workers(scene: Path) -> None:
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--part-rows", "100")
    for out, more in (("a", ("--workers", "1")), ("b", ("--workers", "4", "--memory", "2G"))):
        screened(*arguments, "--out", scene / out, *more)
    assert (scene / "a" / "manifest.json").read_bytes() == (scene / "b" / "manifest.json").read_bytes()


def test_too_little_memory_is_refused_in_words(scene: Path) -> None:
    refused = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--memory", "10M")
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == "screen.memory_small"
    for text in ("2", "G", "-1G", "0M", "2X"):
        wrong = screen(scene / "p.parquet", "--zones", scene / "z.parquet", "--out", scene / "o", "--memory", text)
        assert wrong.exit_code == 2
        assert "900M" in wrong.output


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="this system tells no peak of one process")
def test_a_run_holds_no_more_than_its_bound(scene: Path) -> None:
    """The system itself counts: the peak of the process, with the bound that it was given."""
    program = (  # not ru_maxrss: a process that is started inherits the peak of the one that started it
        "import re, sys\nfrom pathlib import Path\nfrom kethop.cli.main import cli\n"
        "cli.main(args=sys.argv[1:], standalone_mode=False)\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())[1]) * 1024)\n"
    )
    arguments = ["screen", str(scene / "p.parquet"), "--zones", str(scene / "z.parquet"), "--out", str(scene / "o")]
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments, "--memory", "450M", "--workers", "2"],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"KETHOP_LANG": "en"},
    )
    assert int(ended.stdout.split()[-1]) < 450 * 1024**2


def test_progress_is_quiet_unless_it_is_asked_for(scene: Path) -> None:
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--part-rows", "300")
    assert screened(*arguments, "--out", scene / "a").stderr == ""
    told = screened(*arguments, "--out", scene / "b", "--progress", "--workers", "1").stderr.splitlines()
    assert [line.split(" parts")[0] for line in told] == [
        "0 / 900 parcels (0 %), 0 / 3",
        "300 / 900 parcels (33 %), 1 / 3",
        "600 / 900 parcels (66 %), 2 / 3",
        "900 / 900 parcels (100 %), 3 / 3",
    ]
    assert [" left" in line for line in told] == [False, True, True, True]
    vietnamese = screened(*arguments, "--out", scene / "c", "--progress", lang="vi")
    assert "900 / 900 thửa (100 %)" in vietnamese.stderr
    assert "chưa xác định" in vietnamese.output
