"""What row security costs a list at 100,000 cases: the same pages of one PostgreSQL office with the wall and without it.

    python benchmarks/row_security.py [--cases N] [--blocks N] [--keep FOLDER]

Lists are asked through Django's client as three readers, as in ``lists.py``. With the wall the node has several levels: each request is
one transaction that tells the database who reads, and every labelled table has its forced policy. Without it the node has one level. Blocks
with and without alternate in the order of a mirror, so that a busy minute falls on both; a page's cost is the difference of its medians. Both
must give the same answers. A page reads its rows and counts how many there are, up to 10,000: two costs with two goals, so the statement that
counts is told apart. Beside them stand a page's statements alone: what the database took for them, as the client saw it.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks" / "rows"))
GOAL_MS = 1.0
"""Of a list without its count."""
COUNT_GOAL_MS = 50.0
COUNT = 'SELECT COUNT(*) FROM (SELECT "appraisal_case"'
ROWS = 'SELECT "appraisal_case"."id" AS "pk" FROM "appraisal_case"'
ROLE = "kethop_bench"
SEVERAL, ONE = [0, 40], [0]


def main() -> int:
    """Measure; the exit code is 1 where the goal is missed or the answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--blocks", type=int, default=4, help="of each kind")
    parser.add_argument("--rounds", type=int, default=5, help="times that a block asks for each page")
    parser.add_argument("--keep", type=Path, help="folder in which the rows stay for the next run")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(_measure(asked.cases, asked.blocks, asked.rounds)))
        return 0
    from running import office_on  # noqa: PLC0415 - stands in the folder that was put on the path

    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {asked.cases} cases")
    with office_on("postgresql", keep=asked.keep, role=ROLE) as environment:
        command = [sys.executable, __file__, "--measure", f"--cases={asked.cases}", f"--blocks={asked.blocks}"]
        command.append(f"--rounds={asked.rounds}")
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
    found = json.loads(done.stdout.splitlines()[-1])
    return 0 if _report(found) else 1


def _measure(cases: int, blocks: int, rounds: int) -> dict[str, Any]:
    import django  # noqa: PLC0415 - the settings come from the environment of this process

    django.setup()
    from bulk_cases import NOW  # noqa: PLC0415 - needs Django
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from lists import _readers  # noqa: PLC0415
    from page_times import Pages  # noqa: PLC0415

    from kethop_office.accounts.row_security import limits, policies  # noqa: PLC0415
    from kethop_office.accounts.row_security.check import fault  # noqa: PLC0415
    from kethop_office.common import clock  # noqa: PLC0415

    settings.KETHOP_LEVELS = ONE
    readers, _seconds = _readers(cases)
    clock.now = lambda: NOW
    settings.ALLOWED_HOSTS = ["*"]
    pages = Pages(readers)
    paths = {key: path for key, path in pages.paths.items() if key[0] == "list"}
    times: dict[bool, dict[str, list[tuple[float, ...]]]] = {True: defaultdict(list), False: defaultdict(list)}
    answers: dict[bool, dict[str, str]] = {True: {}, False: {}}
    loads = []
    for is_walled in [True, False, False, True] * (blocks // 2):
        settings.KETHOP_LEVELS = SEVERAL if is_walled else ONE
        limits.install(connection, max(settings.KETHOP_LEVELS))
        (policies.install if is_walled else policies.lift)(connection)
        assert fault() is None  # noqa: S101 - a wall with a hole would be quick
        pages.paths = paths
        pages.warm()
        answers[is_walled] |= pages.answers
        loads.append(os.getloadavg()[0])
        for _round in range(rounds):
            for key, path in paths.items():
                times[is_walled][" ".join(key[1:])].append(_asked(pages.clients[key[1]], path))
    return {
        "loads": loads,
        "pages": {
            name: [
                [statistics.median(column) for column in zip(*times[kind][name], strict=True)] for kind in (True, False)
            ]
            for name in times[True]
        },
        "same": answers[True] == answers[False],
    }


def _asked(client: Any, path: str) -> tuple[float, ...]:  # noqa: ANN401 - Django's client
    """Return in ms what a page took without its count, its statements of that, the one that finds its rows, and the count."""
    from django.db import connection  # noqa: PLC0415 - needs Django

    spent = dict.fromkeys((COUNT, ROWS, ""), 0.0)

    def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001 - Django's own
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent[next(known for known in spent if sql.startswith(known))] += time.perf_counter() - start

    with connection.execute_wrapper(timed):
        start = time.perf_counter()
        client.get(path)
        whole = time.perf_counter() - start
    parts = whole - spent[COUNT], spent[ROWS] + spent[""], spent[ROWS], spent[COUNT]
    return tuple(part * 1000 for part in parts)


def _report(found: dict[str, Any]) -> bool:
    costs = [sorted(wall[at] - bare[at] for wall, bare in found["pages"].values() if wall[at]) for at in range(4)]
    without = [statistics.median(bare[at] for _wall, bare in found["pages"].values() if bare[at]) for at in range(4)]
    goals = (GOAL_MS, None, None, COUNT_GOAL_MS)
    print("| what | pages | without the wall, median | cost, median | p95 | worst | goal | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    names = ("page without its count", "its statements", "the one that finds its rows", "count")
    for name, bare, cost, goal in zip(names, without, costs, goals, strict=True):
        reached = "– | " if goal is None else f"{goal:g} ms | {'met' if _p95(cost) <= goal else 'MISSED'}"
        print(
            f"| {name} | {len(cost)} | {bare:.1f} ms | {statistics.median(cost):.2f} ms | {_p95(cost):.2f} ms | "
            f"{cost[-1]:.2f} ms | {reached} |"
        )
    print(
        f"the same answers: {'yes' if found['same'] else 'NO'}; load {', '.join(f'{load:.1f}' for load in found['loads'])}"
    )
    for name, (wall, bare_page) in sorted(found["pages"].items(), key=lambda item: item[1][1][0] - item[1][0][0])[:5]:
        print(f"  {wall[0]:6.1f} ms, without {bare_page[0]:6.1f} ms  {name}")
    return bool(_p95(costs[0]) <= GOAL_MS and _p95(costs[3]) <= COUNT_GOAL_MS and found["same"])


def _p95(values: list[float]) -> float:
    return values[min(len(values) - 1, int(len(values) * 0.95))]


if __name__ == "__main__" and main():
    sys.exit(1)
