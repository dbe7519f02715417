"""What the server takes from the wire: one request is one request, and no header of a stranger is believed."""

import json
import socket
import threading
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from need_to_know.places import addresses

from kethop_office.project.wire import listening

pytestmark = pytest.mark.one_database


def told(environ, start_response):
    """Answer with what the application was told of the request."""
    body = environ["wsgi.input"].read()
    facts = {name: environ.get(name, "") for name in ("REQUEST_METHOD", "PATH_INFO", "REMOTE_ADDR", "wsgi.url_scheme")}
    facts |= {name: value for name, value in environ.items() if "FORWARDED" in name} | {"body": body.decode("latin-1")}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(facts).encode()]


class Wire:
    """A server of the office's own making, spoken to byte by byte."""

    def __init__(self) -> None:
        self.server = listening(told, "127.0.0.1", 0, 2)
        threading.Thread(target=self.server.run, daemon=True).start()

    def say(self, text: str) -> str:
        """Return everything that is answered."""
        with socket.create_connection(("127.0.0.1", self.server.effective_port), timeout=3) as wire:
            wire.sendall(text.replace("\n", "\r\n").encode("latin-1"))
            wire.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: wire.recv(65536), b"")).decode("latin-1")


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.delenv("KETHOP_TRUST_PROXY", raising=False)
    made = Wire()
    yield made
    made.server.close()


FORGED = "X-Forwarded-For: 10.9.9.9\nX-Forwarded-Proto: https\nX-Forwarded-Host: evil.example\nForwarded: for=10.9.9.9"


def test_headers_of_a_proxy_are_believed_from_nobody(wire: Wire) -> None:
    answer = wire.say(f"GET /a HTTP/1.1\nHost: localhost\n{FORGED}\nConnection: close\n\n")
    facts = json.loads(answer.partition("\r\n\r\n")[2])
    assert (facts["REMOTE_ADDR"], facts["wsgi.url_scheme"]) == ("127.0.0.1", "http")
    assert "evil.example" not in answer
    assert "10.9.9.9" not in answer
    assert "server:" not in answer.lower()


def test_and_from_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KETHOP_TRUST_PROXY", "127.0.0.1")
    wire = Wire()
    facts = json.loads(
        wire.say("GET /a HTTP/1.1\nHost: localhost\nX-Forwarded-For: 10.9.9.9\nConnection: close\n\n").partition(
            "\r\n\r\n"
        )[2]
    )
    wire.server.close()
    assert facts["REMOTE_ADDR"] == "10.9.9.9"


HIDDEN = "GET /hidden HTTP/1.1\nHost: localhost\n\n"


@pytest.mark.parametrize(
    "heads",
    [
        f"Content-Length: {len(HIDDEN) + 10}\nTransfer-Encoding: chunked\n\n0\n\n",
        "Content-Length: 0\nContent-Length: 50\n\n",
        "Content-Length: 0, 50\n\n",
        "Content-Length: +0\n\n",
        "Content-Length : 0\n\n",
        "Transfer-Encoding: xchunked\n\n0\n\n",
        "Transfer-Encoding: chunked, identity\n\n0\n\n",
        "Transfer-Encoding: chunked\n\n0x0\n\n",
        "Transfer-Encoding: chunked\n\n-1\n\n",
        "Foo: a\n\x00b\n\n",
    ],
)
def test_no_request_hides_in_another(wire: Wire, heads: str) -> None:
    """Where two programs could read the length in two ways, nothing after it is taken for a request."""
    answer = wire.say(f"POST /seen HTTP/1.1\nHost: localhost\n{heads}{HIDDEN}")
    assert "/hidden" not in answer or answer.count("HTTP/1.1") == 1
    assert answer.count("HTTP/1.1 200") <= 1


def test_two_plain_requests_are_two(wire: Wire) -> None:
    """The oracle of the test above: what is rightly sent after another is served."""
    answer = wire.say(f"POST /seen HTTP/1.1\nHost: localhost\nContent-Length: 1\n\nx{HIDDEN}")
    assert answer.count("HTTP/1.1 200") == 2
    assert "/hidden" in answer


@pytest.mark.django_db
def test_no_address_answers_trace() -> None:
    client = Client(raise_request_exception=False)
    plain = [
        name for name, pattern in addresses() if not pattern.pattern.regex.groupindex and not pattern.pattern.converters
    ]
    assert len(plain) > 40
    seen = "a-header-that-trace-would-repeat"
    for name in plain:
        answer = client.trace(reverse(name), headers={"X-Seen": seen})
        assert seen.encode() not in b"".join(answer), name


@pytest.mark.django_db
def test_no_address_leads_from_http_to_https() -> None:
    """The proxy in front leads people there; what a program sent without a cover must fail, so that it is noticed."""
    for path in ("/api/v1/me", "/ogc/collections", "/sign-in/", "/health/"):
        answer = Client().get(path)
        assert not answer.get("Location", "").startswith("https://")
        assert answer.status_code in {200, 401}
