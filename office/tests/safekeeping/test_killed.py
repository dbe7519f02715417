"""A process that is killed at any moment: what it acknowledged stands, no act is half, the chain is whole.

`./run prove` kills 1,000 times, a test run 40 times. The page cache outlives a killed process, so this says nothing of power loss:
that the bytes are on the disk before the row is shown by the order of writes (`test_sweeping.py`).
"""

import json
import os

import pytest
from drill import Office
from safekeeping.conftest import SAMPLED

pytestmark = pytest.mark.one_database
IS_PROOF = os.environ.get("KETHOP_PROVE") == "1"
KILLS = 1_000 if IS_PROOF else 20

LOOP = """
import json, os, random, signal, sys, time
from pathlib import Path
from django.conf import settings
from django.db import connection, transaction
from kethop_office.audit.actions import record
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries import verify
from kethop_office.common import clock
from kethop_office.common.files import read_blob, store_bytes
from kethop_office.common.models import Blob
from kethop_office.common.sweeping import named_files, sweep
from kethop_office.project.safekeeping.sqlite_copy import quick_fault

def write(number, told):
    while True:
        number += 1
        with transaction.atomic():
            blob = store_bytes(b"act %d " % number * 300)
            record("test.killed", actor=None, object_key=f"act:{{number}}", at=clock.now(), detail={{"sha256": blob.pk}})
        os.write(told, b"%d\\n" % number)

def look():
    events = {{}}
    for event in AuditEvent.objects.filter(act="test.killed"):
        events[int(event.object_key[4:])] = json.loads(event.body)["detail"]["sha256"]
    rows = {{blob.pk: blob for blob in Blob.objects.all()}}
    named = set(events.values())
    fault = quick_fault(Path(settings.DATABASES["default"]["NAME"]), is_live=True) if connection.vendor == "sqlite" else ""
    whole = sum(read_blob(rows[sha256]) == b"act %d " % number * 300 for number, sha256 in events.items())
    return events, whole, len(named - set(rows)), verify().broken_seq, fault

chance, acknowledged, last, found = random.Random(20261123), set(), 0, []
first = len(Blob.objects.all())
for kill in range({kills}):
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(last, writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(chance.uniform(0.005, 0.25))
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as told:
        numbers = [int(line) for line in told.read().split(b"\\n")[:-1]]
    os.waitpid(child, 0)
    acknowledged |= set(numbers)
    last = max([last, *numbers]) + 1_000  # the act that was killed may stand, although nobody was told
    if kill % 50 == 49 or kill == {kills} - 1:
        events, whole, half, broken, fault = look()
        found.append([len(acknowledged - set(events)), len(events) - whole, half, broken, fault])
orphans = len(list(named_files(Path(settings.KETHOP_FILES)))) - len(Blob.objects.all())
swept = sweep(age=0.0)
after = look()
print(json.dumps({{
    "acknowledged": len(acknowledged), "acts": len(after[0]), "found": found, "orphans": orphans,
    "set aside": swept.set_aside, "missing": len(swept.missing), "whole": after[1],
    "extra rows": len(Blob.objects.all()) - first - len(after[0]),
}}))
"""


@pytest.mark.parametrize("database", SAMPLED)
def test_what_was_acknowledged_stands(new_office, capsys, database) -> None:
    office: Office = new_office(database)
    done = office.script(LOOP.format(kills=KILLS), seconds=3600)
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    if IS_PROOF:
        with capsys.disabled():
            print(f"\n{database}: {KILLS} kills, {said}")  # noqa: T201 - the figures of the proof
    assert said["acknowledged"] > KILLS / 4
    assert all(one == [0, 0, 0, None, ""] for one in said["found"])
    assert said["acknowledged"] <= said["acts"] == said["whole"] <= said["acknowledged"] + KILLS
    assert (said["missing"], said["extra rows"]) == (0, 0)
    assert said["set aside"] == said["orphans"]
