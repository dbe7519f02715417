"""Run the full counts of the long proofs, resumably, and write the dated result into docs/reference/proofs.md."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".prove" / "state.json"
RESULT = ROOT / "docs" / "reference" / "proofs.md"
HEAD = "| proof | result | on |\n| --- | --- | --- |\n"
# name -> pytest arguments; each proof is one run, and a proof that passed on this commit is not run again
PROOFS = {
    "FEEL and decision tables against their oracles": ["engine/tests/properties", "-k", "feel or table or hit"],
    "Screening against GEOS, the tree and whole numbers": ["engine/tests/properties/test_screening.py"],
    "A cadastre: 50 random kills, a cluster of two, the single appraisal, GEOS pair by pair": [
        "engine/tests/unit/cadastre",
        "engine/tests/properties/test_cadastre.py",
    ],
    "Surfaces against dense sampling": ["engine/tests/properties", "-k", "surface"],
    "Fail closed: answers, layers, heights left out": ["engine/tests/unit/appraisal"],
    "Meridian by the commune, notations, repairs": [
        "engine/tests/properties/test_placement.py",
        "engine/tests/properties/test_notations.py",
        "engine/tests/properties/test_repairs.py",
    ],
    "Sites and layers, with the layers built anew": ["engine/tests/unit/spatial"],
    "Legal clock against the plain count": ["engine/tests/unit/calendars"],
    "Files from outside: confined, damaged, hostile": ["engine/tests/unit/intake"],
    "DMN TCK": ["engine/tests/conformance"],
    "Backup, restore drill, upgrade from every earlier shape, full disk": [
        "office/tests/safekeeping",
        "office/tests/upgrade",
        "--ignore=office/tests/safekeeping/test_many_writers.py",
        "--ignore=office/tests/safekeeping/test_killed.py",
    ],
    "1,000 kill -9 during acts, on both databases": ["office/tests/safekeeping/test_killed.py"],
    "20 officers writing at once for two minutes on SQLite": ["office/tests/safekeeping/test_many_writers.py"],
    "Packs and their worked cases": ["engine/tests/unit/packs"],
    "Audit: two checkers agree on 2,000 logs, whole and spoiled": ["office/tests/audit/test_two_checkers.py"],
    "Audit: 1,000 kills in the middle of acts": ["office/tests/audit/test_killed.py"],
    **{
        f"Need to know: every address, method and reader, the turn of level {rank}": [
            f"office/tests/need_to_know/test_walk.py::test_the_whole_walk[{rank}]"
        ]
        for rank in (0, 10, 20, 30, 40)
    },
    "Need to know: what the forms of the pages send": ["office/tests/need_to_know/test_acts.py"],
    "Need to know: each filter of the source taken away": ["office/tests/need_to_know/test_mutants.py"],
    "Need to know: each comparison of a level taken away": ["office/tests/need_to_know/test_comparisons.py"],
    "Need to know: each clause of the wall taken away": ["office/tests/test_on_postgresql.py", "-k", "clause"],
    "The whole office on PostgreSQL behind the wall of several levels": [
        "office/tests/test_on_postgresql.py",
        "-k",
        "whole_office",
    ],
    "Every page in both languages: axe, 360 px, 200 %": [
        "office/tests/stories/test_axe.py",
        "office/tests/appraisal/case_pages/test_in_browser.py",
        "office/tests/appraisal/deciding/test_looks.py",
        "office/tests/appraisal/consultation/test_looks.py",
        "office/tests/registry/test_looks.py",
        "office/tests/accounts/test_desk_in_browser.py",
        "office/tests/accounts/test_own_sessions_in_browser.py",
        "office/tests/accounts/test_app_passwords_in_browser.py",
        "office/tests/common/test_scripts.py",
    ],
    "The demonstration: every page of every case, for each role": ["office/tests/appraisal/demonstration"],
    "The interface as every account against its description": ["office/tests/api/test_described.py"],
    "Installing without a network, as its page tells": ["office/tests/test_install_without_network.py"],
}


def main() -> None:
    """Run what has not passed on this commit yet; exit 1 when a proof fails."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 - git of the machine
    state = json.loads(STATE.read_text()) if STATE.is_file() else {}
    if state.get("commit") != commit.stdout.strip():
        state = {"commit": commit.stdout.strip(), "passed": {}}
    failed = []
    for name, arguments in PROOFS.items():
        if name in state["passed"]:
            print(f"{name}: passed before on this commit")
            continue
        ended = subprocess.run(  # noqa: S603 - our own test runner
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
            cwd=ROOT,
            env=os.environ | {"KETHOP_PROVE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        summary = ended.stdout.strip().splitlines()[-1] if ended.stdout.strip() else ended.stderr.strip()[-200:]
        print(f"{name}: {summary}")
        if ended.returncode:
            failed.append(name)
            print(ended.stdout[-4000:])
            continue
        state["passed"][name] = {"summary": summary, "on": datetime.now(UTC).date().isoformat()}
        STATE.parent.mkdir(exist_ok=True)
        STATE.write_text(json.dumps(state))
    _write(state["passed"])
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _write(passed: dict[str, dict[str, str]]) -> None:
    """Put what passed into the table of the page; what else it says stays, such as rows that were run alone."""
    before, mark, after = RESULT.read_text(encoding="utf-8").partition(HEAD)
    table, blank, rest = after.partition("\n\n")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in table.splitlines()}
    rows |= {name: f"| {name} | {item['summary']} | {item['on']} |" for name, item in passed.items()}
    RESULT.write_text(before + mark + "\n".join(rows.values()) + blank + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
