"""Officers who write at once, over HTTP, on SQLite: nobody is refused, nothing is lost.

`./run prove` does it as asked: 20 officers for two minutes, the slowest answer under three seconds. A test run does a short sample
and times nothing.
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

import pytest
from drill import Office

IS_PROOF = os.environ.get("KETHOP_PROVE") == "1"
OFFICERS, SECONDS_LONG = (20, 120.0) if IS_PROOF else (5, 3.0)
SLOWEST = 3.0
pytestmark = pytest.mark.one_database

PEOPLE = """
import json
from datetime import date
from django.test import Client
from kethop_office.accounts import sessions
from kethop_office.accounts.models import Membership, Office, User
said = []
for number in range({officers}):
    name = f"Sở ví dụ {{number}}"
    office = Office.objects.create(kind="authority", name_vi=name, name_en=name, short_vi=name, short_en=name)
    user = User.objects.create_user(username=f"can-bo-{{number}}", title="Chuyên viên")
    Membership.objects.create(user=user, office=office, role="clerk", starts=date(2026, 1, 1))
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.begin(session)
    session.save()
    said.append([client.cookies["kethop_session"].value, str(office.pk)])
print(json.dumps(said))
"""
COUNT = """
import json
from pathlib import Path
from django.conf import settings
from kethop_office.appraisal.models import ProposalDraft
from kethop_office.audit.queries import verify
from kethop_office.common.files import read_blob
from kethop_office.common.models import Blob
from kethop_office.project.safekeeping.sqlite_copy import quick_fault
documents = [item["sha256"] for draft in ProposalDraft.objects.all() for item in draft.answers.get("files", {}).get("items", [])]
whole = [read_blob(Blob.objects.get(pk=sha256)) for sha256 in documents]
database = Path(settings.DATABASES["default"]["NAME"])
print(json.dumps([ProposalDraft.objects.count(), len(whole), verify().broken_seq, quick_fault(database, is_live=True)]))
"""


class Officer(threading.Thread):
    """Begins proposals, adds documents to them, changes the own settings; one act after the other."""

    def __init__(self, number: int, port: int, cookie: str, office: str, end: float):
        super().__init__()
        self._number, self._port, self._office, self._end = number, port, office, end
        self._cookies = {"kethop_session": cookie}
        self._token = ""
        self.took: list[float] = []
        self.drafts = self.documents = self.settings = 0
        self.failed: list[str] = []

    def run(self):
        try:
            while time.monotonic() < self._end and not self.failed:
                self._work()
        except Exception as error:  # noqa: BLE001 - told by the test
            self.failed.append(repr(error))

    def _work(self):
        self._ask("GET", "/account/")
        _status, place = self._post("/case/new/start", {"office": self._office})
        self.drafts += 1
        key = re.search(r"/case/new/([0-9a-f-]{36})", place)[1]
        for number in range(2):
            page = self._ask("GET", f"/case/new/{key}/files")[2]
            version = re.search(r'name="version" value="(\d+)"', page)[1]
            text = f"Tài liệu {number} của cán bộ {self._number}, bản nháp {key}. " * 50
            self._post_file(f"/case/new/{key}/files", {"version": version, "component": "", "add": "1"}, text.encode())
            self.documents += 1
        self._post("/account/", {"language": "vi", "is_dense": "on"})
        self.settings += 1

    def _post(self, path, fields):
        body = urlencode({**fields, "csrfmiddlewaretoken": self._token}).encode()
        status, place, page = self._ask("POST", path, body, "application/x-www-form-urlencoded")
        assert status == 302, (path, status, page[-600:])
        return status, place

    def _post_file(self, path, fields, data: bytes):
        mark = "mark-of-this-test"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**fields, "csrfmiddlewaretoken": self._token}.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="document"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
        body = b"".join([*parts, head.encode(), data, f"\r\n--{mark}--\r\n".encode()])
        status, _place, page = self._ask("POST", path, body, f"multipart/form-data; boundary={mark}")
        assert status == 302, (path, status, page[-600:])

    def _ask(self, method, path, body=None, kind=""):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        begun = time.perf_counter()
        connection.request(method, path, body, {**headers, **({"Content-Type": kind} if kind else {})})
        answer = connection.getresponse()
        page = answer.read().decode(errors="replace")
        self.took.append(time.perf_counter() - begun)
        for cookie in answer.msg.get_all("Set-Cookie", []):
            name, value = cookie.partition(";")[0].split("=", 1)
            self._cookies[name] = value
        if found := re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page):
            self._token = found[1]
        connection.close()
        assert answer.status < 400, (method, path, answer.status, page[-600:])
        return answer.status, answer.getheader("Location", ""), page


@pytest.mark.prove  # a sample in a test run
def test_officers_who_write_at_once(new_office, capsys) -> None:
    office: Office = new_office()
    (office.folder / "secret-key").write_text(
        "a key of this test only, it signs nothing of anyone\n"
    )  # one for all processes
    made = office.script(PEOPLE.format(officers=OFFICERS))
    assert made.returncode == 0, made.stderr[-2000:]
    people = json.loads(made.stdout.splitlines()[-1])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kethop_office", "serve", "--port", str(port)]
    environment = office.environment(KETHOP_PORT=str(port))
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(port, server)
        end = time.monotonic() + SECONDS_LONG
        officers = [Officer(number, port, *one, end) for number, one in enumerate(people)]
        for officer in officers:
            officer.start()
        for officer in officers:
            officer.join(SECONDS_LONG + 120)
    finally:
        server.terminate()
        log = server.communicate(timeout=60)[1]
    assert [one.failed for one in officers if one.failed] == []
    assert '"level": "error"' not in log
    counted = office.script(COUNT)
    assert counted.returncode == 0, counted.stderr[-2000:]
    drafts, documents = sum(one.drafts for one in officers), sum(one.documents for one in officers)
    assert json.loads(counted.stdout.splitlines()[-1]) == [drafts, documents, None, ""]
    assert min(one.documents for one in officers) > 0
    took = sorted(one for officer in officers for one in officer.took)
    if IS_PROOF:
        with capsys.disabled():
            print(  # noqa: T201 - the figures of the proof
                f"\n{OFFICERS} officers, {SECONDS_LONG:.0f} s: {len(took)} requests, {drafts} drafts, {documents} documents, "
                f"p50 {took[len(took) // 2]:.2f} s, p95 {took[int(len(took) * 0.95)]:.2f} s, slowest {took[-1]:.2f} s"
            )
        assert took[-1] < SLOWEST


def _wait_for(port: int, server: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not start")
