"""Four processes write at once: one chain, no fork, no gap, every act with its event."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from kethop_office.accounts.models import User
from kethop_office.audit.models import AuditEvent
from kethop_office.audit.queries import verify

WRITERS, EACH = 4, 40
WRITER = """
import os, sys, django
from django.conf import settings
from kethop_office.project import settings as own
database = dict(own.DATABASES["default"], **__import__("json").loads(os.environ["THE_DATABASE"]))
own.DATABASES["default"] = database
os.environ["DJANGO_SETTINGS_MODULE"] = "kethop_office.project.settings"
django.setup()
from kethop_office.accounts.actions.own import renew_feed
from kethop_office.accounts.models import User
from kethop_office.accounts.queries import actor_of
user = User.objects.get(username=sys.argv[1])
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    renew_feed(actor_of(user))
print("done")
"""


@pytest.mark.django_db(transaction=True)
def test_four_processes_make_one_chain(account, tmp_path) -> None:
    users = [account(f"writer.{number}") for number in range(WRITERS)]
    where = connection.settings_dict
    told = {"NAME": str(where["NAME"])}
    if connection.vendor == "postgresql":
        told |= {name: str(where[name]) for name in ("HOST", "PORT", "USER", "PASSWORD")}
        if where["OPTIONS"].get("host"):
            told["OPTIONS"] = {"host": where["OPTIONS"]["host"]}
    environment = {**os.environ, "THE_DATABASE": json.dumps(told), "KETHOP_DATA_DIR": str(tmp_path)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, user.username, str(EACH)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent,
        )
        for user in users
    ]
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=120) for process in processes]
    assert [out for out, _ in ended] == ["done\n"] * WRITERS, ended
    found = verify()
    assert (found.broken_seq, found.checked) == (None, WRITERS * EACH)
    acts = Counter(AuditEvent.objects.values_list("object_key", flat=True))
    assert acts == {f"account:{user.pk}": EACH for user in users}
    assert User.objects.exclude(feed_key="").count() == WRITERS
