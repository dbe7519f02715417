"""The running office connects to the places of its settings alone: tried in a process of its own, which cannot be opened again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kethop_office.project import outward

pytestmark = pytest.mark.one_database
ELSEWHERE = "192.0.2.1"  # RFC 5737: an address of nobody
TRIED = f"""
import json, socket
from kethop_office.project.outward import confine
real = socket.getaddrinfo
socket.getaddrinfo = lambda host, *more, **named: [(2, 1, 6, "", ("127.0.0.9", 25))] if host.lower() == "mail.example" else real(host, *more, **named)
confine()
def tried(do):
    try:
        do()
    except ConnectionRefusedError as error:
        return "no setting" in str(error)
    except OSError:
        return False
    return False
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(json.dumps([
    tried(lambda: socket.create_connection(("{ELSEWHERE}", 80), 1)),
    tried(lambda: socket.create_connection(("elsewhere.example", 80), 1)),
    tried(lambda: socket.create_connection((b"elsewhere.example", 80), 1)),
    tried(lambda: socket.socket().connect(("{ELSEWHERE}", 80))),
    tried(lambda: socket.socket().connect_ex(("{ELSEWHERE}", 80))),
    tried(lambda: udp.sendto(b"x", ("{ELSEWHERE}", 53))),
    tried(lambda: socket.getaddrinfo("elsewhere.example", 80)),
    tried(lambda: socket.create_connection(("mail.example", 25), 1)),
    tried(lambda: socket.create_connection(("MAIL.example", 25), 1)),
    tried(lambda: socket.create_connection(("127.0.0.1", 1), 1)),
    tried(lambda: socket.create_connection(("localhost", 1), 1)),
    tried(lambda: socket.socket(socket.AF_UNIX).connect("/nowhere")),
]))
"""


def test_every_way_elsewhere_is_refused_and_the_named_places_are_open(tmp_path: Path) -> None:
    away = (
        "KETHOP_",
        "DATABASE_",
        "DJANGO_",
        "PYTHONPATH",
    )  # the last one brings the wall of the test run, which stands before this one
    kept = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    own = {"KETHOP_DATA_DIR": str(tmp_path), "KETHOP_EMAIL_HOST": "mail.example"}
    done = subprocess.run([sys.executable, "-c", TRIED], env=kept | own, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True] * 7 + [False] * 5, done.stderr


def test_the_places_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "KETHOP_EMAIL_HOST", "KETHOP_OIDC_SERVER"):
        monkeypatch.delenv(name, raising=False)
    assert outward.places() == frozenset()
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@db.example/kethop?sslmode=verify-full")
    monkeypatch.setenv("KETHOP_EMAIL_HOST", "Mail.example")
    for name, value in (("SERVER", "https://sso.example/realms/x"), ("CLIENT", "c"), ("SECRET", "s"), ("NAME", "n")):
        monkeypatch.setenv(f"KETHOP_OIDC_{name}", value)
    assert outward.places() == {"db.example", "mail.example", "sso.example"}


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_what_runs_confines_itself(command: str) -> None:
    source = (Path(outward.__file__).parent / f"commands/{command}.py").read_text(encoding="utf-8")
    assert "    confine()\n" in source
