"""What the reader process cannot do, tried from inside it: the proof is the attempt, not the setting."""

import platform
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import kethop
from kethop.spatial.intake import seccomp
from kethop.spatial.intake.confinement import MEASURES

ROOT = str(Path(kethop.__file__).parents[1])
LINUX = pytest.mark.skipif(
    platform.system() != "Linux", reason="other systems have other measures; the reader says which"
)
PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import socket, os, threading, resource
from kethop.spatial.intake import limits
limits.SECONDS = 1
from kethop.spatial.intake.confinement import confine
held = confine({root!r}, {own!r})
assert set(held) == {measures!r}, held
def attempt():
{attempt}
try:
    attempt()
except BaseException as error:
    print("REFUSED", type(error).__name__, getattr(error, "errno", ""))
else:
    print("DONE")
"""
ATTEMPTS = {
    "open a socket": "socket.socket()",
    "open a local socket": "socket.socket(socket.AF_UNIX)",
    "reach a server": "socket.create_connection(('127.0.0.1', {port}), timeout=5)",
    "ask for a name": "socket.getaddrinfo('localhost', 80)",
    "read a file of the user": "open({outside!r}).read()",
    "read the list of accounts": "open('/etc/passwd').read()",
    "list a folder of the user": "os.listdir(os.path.dirname({outside!r}))",
    "write beside the user's file": "open({outside!r} + '.new', 'w')",
    "follow a link out of its folder": "os.symlink({outside!r}, {own!r} + '/link'); open({own!r} + '/link').read()",
    "start a program": "os.execv('/bin/true', ['true'])",
    "start a process": "os.fork()",
    "spawn a program": "os.posix_spawn('/bin/true', ['true'], {{}})",
    "end its parent": "os.kill(os.getppid(), 0)",
    "take 3 GiB": "bytearray(3 * 2**30)",
    "open a hundred files": "[open({own!r} + '/f%d' % i, 'w') for i in range(100)]",
    "write 300 MB": "open({own!r} + '/big', 'wb').write(bytes(300 * 2**20))",
    "raise its own limits": "resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40)); bytearray(3 * 2**30)",
}


@pytest.fixture
def server() -> Iterator[tuple[int, list[object]]]:
    """A server that remembers who came."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        stop = threading.Event()

        def wait() -> None:
            while not stop.is_set():
                try:
                    came.append(listening.accept()[1])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=wait)
        thread.start()
        yield listening.getsockname()[1], came
        stop.set()
        thread.join()


def run(attempt: str, own: Path) -> subprocess.CompletedProcess[str]:
    own.mkdir()
    program = PROGRAM.format(root=ROOT, own=str(own), measures=set(MEASURES), attempt=f"    {attempt}")
    return subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False, timeout=50
    )


@LINUX
@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_cannot(name: str, tmp_path: Path, server: tuple[int, list[object]]) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("CANARY")
    own = tmp_path / "own"
    ended = run(ATTEMPTS[name].format(port=server[0], outside=str(outside), own=str(own)), own)
    assert "DONE" not in ended.stdout, ended
    assert "REFUSED" in ended.stdout or ended.returncode < 0, ended
    assert "AssertionError" not in ended.stderr, ended.stderr
    assert server[1] == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["outside.txt"]


@LINUX
def test_it_can_read_itself_write_its_folder_and_start_threads(tmp_path: Path) -> None:
    own = tmp_path / "own"
    attempt = (
        f"open({str(own)!r} + '/a', 'w').write('x'); import json, numpy; "
        "t = threading.Thread(target=lambda: None); t.start(); t.join()"
    )
    ended = run(attempt, own)
    assert ended.stdout.strip() == "DONE", ended


@LINUX
def test_endless_work_is_ended_by_the_system(tmp_path: Path) -> None:
    ended = run("while True: pass", tmp_path / "own")
    assert ended.returncode < 0


def decide(program: bytes, architecture: int, number: int, flags: int = 0) -> int:
    """The oracle: a reader of classic BPF written from its description."""
    rows = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    memory = {0: number, 4: architecture, 16: flags}
    value = at = 0
    while True:
        code, yes, no, operand = rows[at]
        if code == 0x06:
            return operand
        if code == 0x20:
            value = memory[operand]
        else:
            holds = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}[code]
            at += yes if holds else no
        at += 1


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_says_what_its_table_says(machine: str) -> None:
    architecture, refused, clone, clone3 = seccomp._REFUSED[machine]
    program = seccomp._instructions(architecture, refused, clone, clone3)
    allow, deny = 0x7FFF0000, 0x00050001
    for number in range(600):
        expected = deny if number in refused or number == clone else 0x00050026 if number == clone3 else allow
        assert decide(program, architecture, number) == expected, number
    assert decide(program, architecture, clone, 0x00010000 | 0x100) == allow
    assert decide(program, architecture, 0x40000000 + 1) == deny
    assert decide(program, 0x12345678, 0) == 0x80000000
