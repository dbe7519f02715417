"""The guard of the test run bites, in this process and in one that a test starts, and lets a machine talk to itself."""

import os
import socket
import subprocess
import sys

import pytest

pytestmark = pytest.mark.one_database
ELSEWHERE = "192.0.2.1"  # RFC 5737: an address of nobody


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Write down in a place of this test's own, so that the run does not fail of it."""
    monkeypatch.setenv("NO_NETWORK_TOLD", str(tmp_path / "told"))
    return tmp_path / "told"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: socket.create_connection((ELSEWHERE, 80), timeout=1),
        lambda: socket.getaddrinfo("kethop.example", 443),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (ELSEWHERE, 53)),
    ],
)
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_another_machine_is_not_asked(told, ask):
    with pytest.raises(ConnectionRefusedError, match="no other machine"):
        ask()
    assert told.read_text().startswith("socket.")


def test_nor_by_a_process_that_a_test_starts(told):
    code = f"import socket\ntry:\n    socket.create_connection(({ELSEWHERE!r}, 80), 1)\nexcept OSError as error: print(error)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert "no other machine" in done.stdout
    assert ELSEWHERE in told.read_text()


def test_the_machine_itself_is(told):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()[:2]).close()
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    left, right = socket.socketpair()
    left.close(), right.close()
    assert not told.exists()
