"""How long the list of cases, its search and a case page take at 100,000 cases with 1,000,000 findings, on both databases.

Readers: one who sees nine cases of ten, one who sees one in eleven, one who sees one in 330. Times are of the whole
request through Django's client, so the template is in them. Both databases must hold the same rows and give the same
answers. The memory is that of ``kethop-office serve``, one process, after 500 requests of lists over HTTP.

    python benchmarks/lists.py [--cases N] [--rounds N] [--passes N] [--on sqlite|postgresql] [--keep FOLDER]

Every page is asked for in three passes, three times in each, all pages and readers in turn. A page takes the median of a
pass, of the best pass; p50 and p95 are over the pages. Beside them stand p95 of every single request, and of the
processor time of the asking process: on a busy machine these differ.

With ``--keep`` the rows stay in a folder, and the next run with the same folder measures them without filling anew.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks" / "rows"))
GOALS_MS = {"list": 300.0, "search": 300.0, "case": 200.0}
GOAL_MB = 400.0
WITHOUT_FINDINGS = ("list", "search")


def main() -> int:
    """Measure and compare; the exit code is 1 where a goal is missed, or rows or answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    parser.add_argument("--keep", type=Path, help="folder in which the rows stay for the next run")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(_measure(asked.cases, asked.rounds, asked.passes)))
        return 0
    from running import office_on  # noqa: PLC0415 - stands in the folder that was put on the path

    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {asked.cases} cases")
    results = {}
    for database in [asked.on] if asked.on else ["sqlite", "postgresql"]:
        with office_on(database, keep=asked.keep) as environment:
            results[database] = _run(environment, asked)
        _report(database, results[database])
    is_good = all(_is_good(result) for result in results.values())
    if len(results) > 1:
        is_good &= _compare(results["sqlite"], results["postgresql"])
    return 0 if is_good else 1


def _run(environment: dict[str, str], asked: argparse.Namespace) -> dict[str, Any]:
    """Measure the pages in a process of its own, then the memory of the server."""
    from web_memory import memory_of_server  # noqa: PLC0415 - stands beside this file

    options = [f"--cases={asked.cases}", f"--rounds={asked.rounds}", f"--passes={asked.passes}"]
    command = [sys.executable, __file__, "--measure", *options]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    result["server"] = memory_of_server(environment, result.pop("cookies"), result.pop("lists"))
    return result


def _measure(cases: int, rounds: int, passes: int) -> dict[str, object]:
    """Fill the database unless an earlier run has, then ask for every page."""
    import django  # noqa: PLC0415 - the settings come from the environment of this process

    django.setup()
    from bulk_cases import NOW  # noqa: PLC0415 - needs Django
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from page_times import Pages  # noqa: PLC0415
    from row_check import rows_written  # noqa: PLC0415

    from kethop_office.common import clock  # noqa: PLC0415

    readers, seconds = _readers(cases)
    cookies = {}
    for name, user in readers.items():
        client = Client()
        client.force_login(user)
        cookies[name] = client.cookies["kethop_session"].value
    clock.now = lambda: NOW
    pages = Pages(readers)
    pages.warm()
    loads = []
    for _pass in range(passes):
        loads.append(os.getloadavg()[0])
        pages.ask(rounds)
    lists = {
        name: [path for (kind, who, _), path in pages.paths.items() if (kind, who) == ("list", name)]
        for name in readers
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        version = cursor.fetchone()[0]
    return {
        "version": version,
        "seconds": seconds,
        "loads": [*loads, os.getloadavg()[0]],
        "pages": pages.rows(),
        "answers": pages.answers,
        "tables": {kind: sorted(tables) for kind, tables in pages.tables.items()},
        "rows": rows_written(),
        "cookies": cookies,
        "lists": lists,
    }


def _readers(cases: int) -> tuple[dict[str, Any], float]:
    """Fill the database unless an earlier run has; return the readers and how long it took, 0 where nothing was done."""
    from bulk_cases import fill, filled  # noqa: PLC0415 - as above
    from django.core.management import call_command  # noqa: PLC0415

    start = time.perf_counter()
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    readers = filled(cases)
    if readers is not None:
        return readers, 0.0
    return fill(cases), time.perf_counter() - start


def _report(database: str, result: dict[str, Any]) -> None:
    """Print the rows of the table, as they stand in the reference, and what else was found."""
    loads = ", ".join(f"{load:.1f}" for load in result["loads"])
    print(
        f"\n{database} {result['version']}: filled in {result['seconds']:.0f} s; load before each pass and after: {loads}\n"
    )
    print("| page | reader | pages | p50 | p95 | every request, p95 | processor, p95 | goal | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for kind, goal in GOALS_MS.items():
        for reader in ("most", "middle", "few", ""):
            print(_row(kind, reader, goal, _of(result, kind, reader)))
    server = result["server"]
    said = "met" if server["most"] < GOAL_MB else "MISSED"
    print(
        f"\nweb worker: {server['start']:.0f} MB at the start, {server['end']:.0f} MB after {server['requests']} lists over HTTP, "
        f"{server['most']:.0f} MB at most, goal {GOAL_MB:.0f} MB, {said}; p50 {server['p50']:.0f} ms, p95 {server['p95']:.0f} ms"
    )
    for kind in WITHOUT_FINDINGS:
        print(
            f"{kind}: {'reads NO findings' if 'appraisal_finding' not in result['tables'][kind] else 'READS findings'}"
        )
    print("rows: " + ", ".join(f"{table} {number}" for table, (number, _sum) in result["rows"].items()))
    for page in sorted(result["pages"], key=lambda page: -page["best"])[:6]:
        print(f"  {page['best']:6.1f} ms  {page['kind']} {page['reader']} {page['page']}")


def _of(result: dict[str, Any], kind: str, reader: str = "") -> list[dict[str, Any]]:
    return [page for page in result["pages"] if page["kind"] == kind and reader in {"", page["reader"]}]


def _row(kind: str, reader: str, goal: float, pages: list[dict[str, Any]]) -> str:
    best = [page["best"] for page in pages]
    every = [value for page in pages for value in page["all"]]
    cells = [_at(best, 0.5), _at(best, 0.95), _at(every, 0.95), _at([page["cost"] for page in pages], 0.95)]
    said = "met" if cells[1] < goal else "MISSED"
    times = " | ".join(f"{value:.0f} ms" for value in cells)
    return f"| {kind} | {reader or 'all'} | {len(pages)} | {times} | {goal:.0f} ms | {said} |"


def _at(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def _is_good(result: dict[str, Any]) -> bool:
    pages = all(_at([page["best"] for page in _of(result, kind)], 0.95) < goal for kind, goal in GOALS_MS.items())
    return bool(pages and result["server"]["most"] < GOAL_MB)


def _compare(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether both databases hold the same rows and give the same answers."""
    rows = [table for table, found in one["rows"].items() if other["rows"][table] != found]
    answers = [name for name, value in one["answers"].items() if other["answers"].get(name) != value]
    print(f"\nboth databases hold the same rows: {f'NO: {rows}' if rows else 'yes'}")
    print(
        f"both databases give the same answers ({len(one['answers'])} pages): {f'NO: {answers}' if answers else 'yes'}"
    )
    return not rows and not answers


if __name__ == "__main__" and main():
    sys.exit(1)
