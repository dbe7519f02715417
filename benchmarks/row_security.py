"""What row security costs a list at 100,000 cases: the same pages of one PostgreSQL office with the wall and without it.

    python benchmarks/row_security.py [--cases N] [--blocks N] [--keep FOLDER]

Lists are asked through Django's client as three readers, as in ``lists.py``. With the wall the node has several levels: each request is
one transaction that tells the database who reads, and every labelled table has its forced policy. Without it the node has one level. Blocks
with and without alternate in the order of a mirror, so that a busy minute falls on both; a page's cost is the difference of its medians. Both
must give the same answers. Beside the whole page stand its statements alone: what the database took for them, as the client saw it.
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
    times: dict[bool, dict[str, list[tuple[float, float]]]] = {True: defaultdict(list), False: defaultdict(list)}
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


def _asked(client: Any, path: str) -> tuple[float, float]:  # noqa: ANN401 - Django's client
    """Return what a page took, and what its statements took of it, in ms."""
    from django.db import connection  # noqa: PLC0415 - needs Django

    spent = 0.0

    def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001 - Django's own
        nonlocal spent
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - start

    with connection.execute_wrapper(timed):
        start = time.perf_counter()
        client.get(path)
        whole = time.perf_counter() - start
    return whole * 1000, spent * 1000


def _report(found: dict[str, Any]) -> bool:
    whole = [wall[0] - bare[0] for wall, bare in found["pages"].values()]
    statements = [wall[1] - bare[1] for wall, bare in found["pages"].values()]
    bare = [bare[0] for _wall, bare in found["pages"].values()]
    cost = statistics.median(whole)
    print(
        "| pages | without the wall, median | cost of a page, median | worst | of its statements, median | worst | goal | |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    print(
        f"| {len(bare)} | {statistics.median(bare):.1f} ms | {cost:.2f} ms | {max(whole):.2f} ms | {statistics.median(statements):.2f} ms | "
        f"{max(statements):.2f} ms | {GOAL_MS} ms | {'met' if cost <= GOAL_MS else 'MISSED'} |"
    )
    print(
        f"the same answers: {'yes' if found['same'] else 'NO'}; load {', '.join(f'{load:.1f}' for load in found['loads'])}"
    )
    for name, (wall, bare_page) in sorted(found["pages"].items(), key=lambda item: item[1][1][0] - item[1][0][0])[:5]:
        print(f"  {wall[0]:6.1f} ms, without {bare_page[0]:6.1f} ms  {name}")
    return bool(cost <= GOAL_MS and found["same"])


if __name__ == "__main__" and main():
    sys.exit(1)
