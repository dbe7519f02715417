"""How much memory a web worker takes: the server as ``kethop-office serve`` runs it, asked for lists over HTTP."""

import http.client
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

__all__ = ["memory_of_server"]

REQUESTS = 500
SECONDS_TO_START = 60


def memory_of_server(
    environment: dict[str, str], cookies: dict[str, str], paths: dict[str, list[str]]
) -> dict[str, Any]:
    """Start the server, ask it for 500 lists and return its memory in MB: at the start, at the end and at most; and p95 in ms.

    Parameters
    ----------
    cookies : dict
        Session of each reader.
    paths : dict
        Lists of each reader, asked for in turn.
    """
    port = _free_port()
    command = [sys.executable, "-m", "kethop_office", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ourselves
    try:
        _wait_for(port, server)
        begun = _memory(server.pid)["VmRSS"]
        took = _ask(port, cookies, paths)
        ended = _memory(server.pid)
    finally:
        server.terminate()
        server.wait()
    return {
        "requests": len(took),
        "start": begun,
        "end": ended["VmRSS"],
        "most": ended["VmHWM"],
        "p50": took[len(took) // 2],
        "p95": took[int(len(took) * 0.95)],
    }


def _ask(port: int, cookies: dict[str, str], paths: dict[str, list[str]]) -> list[float]:
    """Return what each request took, sorted."""
    asked = [(reader, path) for reader, some in paths.items() for path in some]
    took = []
    for number in range(REQUESTS):
        reader, path = asked[number % len(asked)]
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"kethop_session={cookies[reader]}"})
        response = connection.getresponse()
        response.read()
        took.append((time.perf_counter() - begun) * 1000)
        connection.close()
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status} of the server")
    return sorted(took)


def _memory(process: int) -> dict[str, float]:
    status = Path(f"/proc/{process}/status").read_text()
    return {name: int(value) / 1024 for name, value in re.findall(r"(VmRSS|VmHWM):\s+(\d+)", status)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return int(place.getsockname()[1])


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")
