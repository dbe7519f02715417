"""A disk without room: a clear message, reading goes on, nothing half written, and no restart when there is room again."""

import json
import shutil
import subprocess
import sys

import pytest
from drill import Office

pytestmark = pytest.mark.one_database

# `fill` and `free` are how this disk becomes full and gets room again
STORY = """
import json, resource
from pathlib import Path
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from kethop_office.accounts import sessions
from kethop_office.accounts.models import User
from kethop_office.audit.actions import record
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries import verify
from kethop_office.common import clock, disk
from kethop_office.common.files import read_blob, store_bytes
from kethop_office.common.models import Blob
from kethop_office.project.safekeeping.sqlite_copy import quick_fault
{ways}
def act(number):
    with transaction.atomic():
        blob = store_bytes(b"%06d" % number * 4000)
        record("test.stored", actor=None, object_key=f"file:{{blob.pk[:8]}}", at=clock.now())
def state():
    whole = [read_blob(blob) for blob in Blob.objects.all()]
    found = verify()
    events = AuditEvent.objects.filter(act="test.stored").count()
    return [len(whole), events, found.broken_seq, quick_fault(Path(settings.DATABASES["default"]["NAME"]), is_live=True)]
client = Client(raise_request_exception=False)
client.force_login(User.objects.get(username="can-bo"))
session = client.session
sessions.begin(session)
session["kethop_active"] -= 60
session.save()
said = {{"before": state()}}
done, failed = 0, None
begin()
for number in range(100, 3000):
    try:
        act(number)
    except Exception as error:
        failed = error
        break
    done += 1
said["acknowledged"], said["is_full"] = done, disk.is_full(failed)
fill()
answers = [client.get(path) for path in ("/account/", "/tasks/", "/help/", "/health/")]
said["reading"] = [answer.status_code for answer in answers]
kept = {{"language": "en", "is_dense": "on"}}
refused = client.post("/account/", kept)
said["writing"] = [refused.status_code, "Đĩa đầy" in refused.content.decode(), "incident" in refused.content.decode()]
said["while full"] = state()
free()
said["again"] = client.post("/account/", kept).status_code
act(5000)
said["language"] = User.objects.get(username="can-bo").language
said["after"] = state()
print(json.dumps(said))
"""
BY_LIMIT = """
def begin():
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
def fill():
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
def free():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""
BY_DISK = """
filler = Path(settings.KETHOP_DATA) / "filler"
ballast = Path(settings.KETHOP_DATA) / "ballast"
def begin():
    ballast.write_bytes(b"x" * 500_000)
def fill():
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
def free():
    filler.unlink()
    ballast.unlink()
"""


def judged(done: subprocess.CompletedProcess[str], *, acts: range) -> dict[str, object]:
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout.splitlines()[-1])
    rows = said["acknowledged"] + 7
    assert said["before"] == [7, 7, None, ""]
    assert said["acknowledged"] in acts
    assert said["is_full"]
    assert said["reading"] == [200, 200, 200, 200]
    assert said["while full"] == [rows, rows, None, ""]  # what was acknowledged, and nothing half
    assert said["again"] == 302
    assert said["language"] == "en"
    assert said["after"] == [rows + 1, rows + 1, None, ""]
    return said


@pytest.mark.parametrize(("limit", "acts"), [(0, range(1)), (20_000, range(1)), (2_600_000, range(2, 500))])
def test_a_limit_of_size(small: Office, limit, acts) -> None:
    """Every process may be given one without being root: no file may grow beyond it."""
    said = judged(small.script(STORY.format(ways=BY_LIMIT.format(limit=limit))), acts=acts)
    assert said["writing"] == [507, True, True]


def test_a_small_disk(small: Office, tmp_path) -> None:
    """A file system in memory, in a name space of its own."""
    place, code = tmp_path / "disk", tmp_path / "story.py"
    place.mkdir()
    code.write_text("import django; django.setup()\n" + STORY.format(ways=BY_DISK), encoding="utf-8")
    used = sum(path.stat().st_size for path in small.folder.rglob("*") if path.is_file())
    mount = f"mount -t tmpfs -o size={used + 2_500_000} tmpfs {place}"
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "sh", "-c", mount], check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk; the limit of size is tried in any case")
    steps = f"{mount} && cp -r {small.folder}/. {place} && exec {sys.executable} {code}"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", steps],
        env=small.environment(KETHOP_DATA_DIR=str(place)),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    said = judged(done, acts=range(2, 1000))
    # the log of the database may have room in itself for one more act, which is then really done
    assert said["writing"] in ([507, True, True], [302, False, False])


def test_a_command_says_it_and_leaves_nothing(small: Office, keys, tmp_path) -> None:
    arguments = ["backup", str(tmp_path / "usb"), "--recipient", keys[1]]
    text = f"import sys; sys.argv = ['kethop-office', *{arguments!r}]\nfrom kethop_office.project.commands import main\nmain()"
    done = small.script(text, limit=200_000)
    assert done.returncode == 2, done.stderr
    assert "The disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "usb").glob("backups/[0-9]*"))
    assert not list(small.folder.glob(".backup-*"))
    assert small.run(*arguments).returncode == 0
