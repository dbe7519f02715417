"""What the audit log costs: an act with its event beside the same act without, and a check of a million events.

    python benchmarks/audit.py [--acts N] [--events N] [--on sqlite|postgresql]

The act is the smallest of the office, a new address of a calendar: one row written and committed, durable. Acts with and without
their event are done in turn, so that both see the same load; the cost is the median of the differences of pairs. The million
events are written in bulk as the office writes them, then checked by ``kethop_office.audit.queries.verify``.
"""

import argparse
import json
import os
import platform
import resource
import secrets
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent / "rows"))
GOAL_MS = 0.3
GOAL_SECONDS = 10.0
MILLION = 1_000_000


def main() -> int:
    """Measure; the exit code is 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=3_000)
    parser.add_argument("--events", type=int, default=MILLION)
    parser.add_argument("--on", choices=["sqlite", "postgresql"])
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(_measure(asked.acts, asked.events)))
        return 0
    from running import office_on  # noqa: PLC0415 - stands in the folder that was put on the path

    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print("| database | act | with its event | cost, median of pairs | goal | | events | check | memory | goal | |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    is_good = True
    for database in [asked.on] if asked.on else ["sqlite", "postgresql"]:
        with office_on(database) as environment:
            command = [sys.executable, __file__, "--measure", f"--acts={asked.acts}", f"--events={asked.events}"]
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - ourselves
        found = json.loads(done.stdout.splitlines()[-1])
        cheap, quick = found["cost"] <= GOAL_MS, found["check"] * MILLION / asked.events <= GOAL_SECONDS
        is_good &= cheap and quick
        print(
            f"| {found['database']} | {found['without']:.3f} ms | {found['with']:.3f} ms | {found['cost']:.3f} ms, processor {found['work']:.3f} ms | {GOAL_MS} ms | "
            f"{'met' if cheap else 'MISSED'} | {asked.events} | {found['check']:.1f} s, processor {found['processor']:.1f} s | {found['grown']:.0f} MB more | "
            f"{GOAL_SECONDS:.0f} s a million | {'met' if quick else 'MISSED'} |"
        )
        print(f"load {found['load']:.1f}; filled in {found['filled']:.0f} s", file=sys.stderr)
    return 0 if is_good else 1


def _measure(acts: int, events: int) -> dict[str, Any]:
    import django  # noqa: PLC0415 - the settings come from the environment of this process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs Django
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0, skip_checks=True)
    bare, told, cost, work = _pairs(acts)
    start = time.perf_counter()
    _fill(events)
    filled = time.perf_counter() - start
    from kethop_office.audit.queries import verify  # noqa: PLC0415

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, used = time.perf_counter(), time.process_time()
    found = verify()
    check, used = time.perf_counter() - start, time.process_time() - used
    assert (found.broken_seq, found.checked) == (None, events)  # noqa: S101 - a check that stops early would be quick
    return {
        "database": connection.vendor,
        "without": bare,
        "with": told,
        "cost": cost,
        "work": work,
        "check": check,
        "processor": used,
        "filled": filled,
        "grown": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "load": os.getloadavg()[0],
    }


def _pairs(acts: int) -> tuple[float, float, float, float]:
    """Return the medians of an act without and with its event and of the difference of pairs, and what our processor does more, in ms."""
    from kethop_office.accounts.actions import own  # noqa: PLC0415 - needs Django
    from kethop_office.accounts.models import User  # noqa: PLC0415
    from kethop_office.accounts.queries import actor_of  # noqa: PLC0415

    actor = actor_of(User.objects.create_user("officer.1", title="Chuyên viên 1"))
    record = own.record
    bare, told, used = [], [], {True: 0.0, False: 0.0}
    for number in range(acts + 100):
        times = {}
        for is_told in (True, False) if number % 2 else (False, True):
            own.record = record if is_told else lambda *_facts, **_more: None
            start, work = time.perf_counter(), time.process_time()
            own.renew_feed(actor)
            times[is_told] = (time.perf_counter() - start) * 1000
            used[is_told] += (time.process_time() - work) * 1000
        if number >= 100:
            bare.append(times[False])
            told.append(times[True])
    own.record = record
    differences = [one - other for one, other in zip(told, bare, strict=True)]
    return (
        statistics.median(bare),
        statistics.median(told),
        statistics.median(differences),
        (used[True] - used[False]) / (acts + 100),
    )


def _fill(events: int) -> None:
    """Write events up to so many, in bulk, as the office writes them one by one."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs Django

    from kethop_office.audit.actions import recording  # noqa: PLC0415
    from kethop_office.audit.chain.canonical import canonical, event_hash, moment_text  # noqa: PLC0415
    from kethop_office.audit.models import AuditEvent  # noqa: PLC0415
    from kethop_office.common import clock  # noqa: PLC0415

    last = AuditEvent.objects.order_by("-seq").first()
    assert last is not None  # noqa: S101 - the acts before have left events
    body, prev, seq = json.loads(last.body), last.hash, last.seq
    while seq < events:
        rows = []
        for _ in range(min(5_000, events - seq)):
            seq += 1
            moment = clock.now()
            body |= {
                "seq": seq,
                "at": moment_text(moment),
                "detail": {"event": secrets.token_hex(16), "salted_fields": "0" * 64},
            }
            text = canonical(body)
            link, prev = prev, event_hash(prev, text)
            kept = connection.ops.adapt_datetimefield_value(moment)
            rows.append((seq, link, text, prev, body["act"], body["object"], 0, kept))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(recording._INSERT, rows)  # noqa: SLF001 - the same statement


if __name__ == "__main__" and main():
    sys.exit(1)
