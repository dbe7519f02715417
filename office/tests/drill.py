"""Offices in processes of their own: told a story, backed up, restored, asked for pages."""

import json
import os
import re
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
SECONDS = 300

TELL = """
from story_desk import START, StoryDesk
from story_world import World
from kethop_office.accounts import access
from kethop_office.common import clock
from kethop_office.common.files import store_bytes
from kethop_office.procedures.actions import take_in_folder
state = {"now": START}
clock.now = lambda: state["now"]
access.get_authentication_records = lambda *_given: [{"at": 9e12}]
take_in_folder("vn")
World(StoryDesk(lambda moment: state.update(now=moment)))
"""

MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""

CASE = """
from kethop_office.accounts.models import User
from kethop_office.audit.actions import record
from kethop_office.common import clock
from kethop_office.common.files import store_bytes
from django.db import transaction
User.objects.create_user(username="can-bo", title="Chuyên viên")
for number in range(7):
    with transaction.atomic():
        blob = store_bytes(f"Tài liệu số {number} của văn phòng ví dụ. ".encode() * 40)
        record("test.stored", actor=None, object_key=f"file:{blob.pk[:8]}", at=clock.now())
"""

ASK = """
import json, re
from collections import deque
from django.test import Client
from story_desk import START
from kethop_office.accounts import access, sessions
from kethop_office.accounts.models import User
from kethop_office.common import clock
clock.now = lambda: START
access.get_authentication_records = lambda *_given: [{"at": 9e12}]
said = {}
for name in ("officer", "command", "proponent", "admin"):
    client = Client()
    client.force_login(User.objects.get(username=name))
    session = client.session
    sessions.begin(session)
    session.save()
    waiting, seen = deque(["/tasks/", "/case/", "/registry/", "/account/"]), set()
    while waiting and len(seen) < 9:
        path = waiting.popleft()
        if path in seen or re.search(r"sign-out|/export|/notice", path):
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            continue
        text = answer.content.decode()
        text = re.sub(r'(csrfmiddlewaretoken" value=|data-csrf=|X-CSRFToken[^0-9A-Za-z]+)"[^"]+"', r"\\1", text)
        text = re.sub(r"[0-9A-Za-z]{64}", "TOKEN", text)
        said[f"{name} {path}"] = text
        waiting.extend(sorted(set(re.findall(r'href="(/(?:case|registry|tasks|account|territory)/[^"#?]*)"', text))))
print(json.dumps(said))
"""


@dataclass(frozen=True)
class Office:
    """An installation: its folder, its database and the key that signs."""

    folder: Path
    url: str = ""

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the office."""
        return self._run([sys.executable, "-m", "kethop_office", *arguments], **variables)

    def script(
        self, text: str, *, limit: int = 0, seconds: int = SECONDS, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run Python with the office's settings, for so many seconds; ``limit`` is the largest file that it may write, in bytes."""
        lines = [f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"] if limit else []
        code = "\n".join([*lines, "import django; django.setup()", text])
        return self._run([sys.executable, "-c", code], seconds, **variables)

    def environment(self, **variables: str) -> dict[str, str]:
        """Return the environment of its processes."""
        kept = {
            name: value for name, value in os.environ.items() if not re.match(r"KETHOP_|DATABASE_URL|DJANGO_", name)
        }
        own = {
            "DJANGO_SETTINGS_MODULE": "settings_for_drill",
            "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
            "KETHOP_DATA_DIR": str(self.folder),
            "KETHOP_LOG_LEVEL": "ERROR",
            "KETHOP_PACE_UPLOAD": "100000",  # an officer of a drill never rests
        }
        return kept | own | ({"DATABASE_URL": self.url} if self.url else {}) | variables

    def asked(self) -> dict[str, str]:
        """Ask for pages, as several readers; what changes with each answer is masked."""
        done = self.script(ASK)
        assert done.returncode == 0, done.stderr[-3000:]
        return dict(json.loads(done.stdout.splitlines()[-1]))

    def tables(self, **variables: str) -> dict[str, list[object]]:
        """Return rows and sum of every table, read by an oracle of its own: the ORM's own introspection and plain SELECT."""
        done = self.script(_TABLES, **variables)
        assert done.returncode == 0, done.stderr[-3000:]
        return dict(json.loads(done.stdout.splitlines()[-1]))

    def _run(self, command: list[str], seconds: int = SECONDS, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment(**variables), capture_output=True, text=True, timeout=seconds, check=False
        )


_TABLES = """
import hashlib, json
from django.db import connection
from kethop_office.accounts.row_security.reader import keeping
said = {}
with keeping("backup"), connection.cursor() as cursor:
    for name in sorted(connection.introspection.table_names(cursor)):
        columns = sorted(column.name for column in connection.introspection.get_table_description(cursor, name))
        cursor.execute("SELECT " + ", ".join(f'"{column}"' for column in columns) + f' FROM "{name}"')
        rows = sorted(repr(row) for row in cursor.fetchall())
        said[name] = [len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest()]
print(json.dumps(said))
"""


def new_database(server: str, like: str = "") -> str:
    """Make a database on a server of PostgreSQL and return its URL: empty, or a copy of another that nobody is connected to."""
    import psycopg  # noqa: PLC0415 - only where there is one

    name = f"office_{uuid.uuid4().hex[:12]}"
    template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}')
    return urlsplit(server)._replace(path=f"/{name}").geturl()
