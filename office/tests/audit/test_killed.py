"""Killed in the middle of acts, the office has lost nothing that it acknowledged and holds no half act."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database
KILLS = 1_000 if os.environ.get("KETHOP_PROVE") == "1" else 6
PROGRAM = Path(__file__).resolve().parents[1] / "kill_writer.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork")
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KETHOP_", "DATABASE_"))}
    environment |= {
        "KETHOP_DATA_DIR": str(tmp_path),
        "KETHOP_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "kethop_office.project.settings",
    }
    done = subprocess.run(
        [sys.executable, PROGRAM, str(KILLS), "2026"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60 + KILLS * 4,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["kills"] == KILLS
    assert found["acts"] > KILLS, "they were killed at work"
    faults = {name: found[name] for name in ("lost", "half", "breaks", "damaged", "missing", "idle")}
    assert faults == dict.fromkeys(faults, 0)
    print(found)  # noqa: T201 - the proof's own figures
