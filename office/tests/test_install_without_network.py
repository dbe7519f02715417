"""The page docs/how-to/install-without-network.md: what it tells is what works."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from importlib import metadata
from pathlib import Path

import pytest
import sbom
from packaging.markers import Marker

from kethop_office.project.commands import init, serve

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {"init": init.init, "serve": serve.serve}
PAGE = ROOT / "docs/how-to/install-without-network.md"
pytestmark = pytest.mark.one_database


def blocks() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    return [shlex.split(line) for block in blocks() for line in block.splitlines()]


def test_the_shell_reads_every_block():
    assert len(blocks()) == 3
    for block in blocks():
        subprocess.run(["sh", "-n"], input=block, text=True, check=True)


@pytest.mark.parametrize("word", COMMANDS)
def test_the_office_knows_the_commands_and_options(word):
    (told,) = [line for line in commands() if line[0].endswith("/kethop-office") and line[1] == word]
    known = {option for parameter in COMMANDS[word].params for option in parameter.opts}
    assert {option for option in told if option.startswith("--")} <= known


def test_pip_knows_the_options():
    for action in ("download", "wheel", "install"):
        (*told,) = [line for line in commands() if line[0].endswith("/pip") and line[1] == action]
        assert told
        helped = subprocess.run(
            [sys.base_prefix + "/bin/python3", "-m", "pip", action, "--help"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for line in told:
            assert [option for option in line if option.startswith("--") and option not in helped] == []


def test_runtime_lock_is_whole_and_no_more():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    text = sbom.runtime_lock()
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)(?: ; ([^\\\n]+?))? \\$", text, re.MULTILINE)
    assert all(entry.strip() in lock for entry in re.split(r"\n(?=\S)", text))
    assert text.count("--hash=sha256:") >= len(pins) > 50
    for name, version, marker in pins:
        if not marker or Marker(marker).evaluate():
            assert metadata.version(name) == version
    names = {name for name, _, _ in pins}
    assert {"django", "pyarrow", "psycopg", "psycopg-binary"} <= names
    assert not names & {"pytest", "mypy", "hypothesis", "playwright", "kethop", "kethop-office"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> int:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready/", timeout=5) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.5)
    return 0


@pytest.mark.prove
@pytest.mark.skipif(os.environ.get("KETHOP_PROVE") != "1", reason="needs a registry and minutes; `./run prove` runs it")
def test_the_page_is_followed(tmp_path):
    gather, install, begin = (
        block.replace("/media/carry", str(tmp_path / "carry"))
        .replace("/opt/kethop", str(tmp_path / "program"))
        .replace("/srv/kethop", str(tmp_path / "data"))
        for block in blocks()
    )
    may_ask = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # this step needs a registry
    subprocess.run(["sh", "-euc", gather], cwd=ROOT, env=may_ask, check=True)
    closed = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "UV_", "KETHOP", "PYTHON", "DJANGO"))
    }
    closed |= {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "all")} | {
        "PIP_CONFIG_FILE": os.devnull
    }
    subprocess.run(["sh", "-euc", install], cwd=tmp_path, env=closed, check=True)
    variables, made, starts = begin.splitlines()
    closed["PROGRAM"] = str(tmp_path / "program")
    subprocess.run(["sh", "-euc", f"{variables}\n{made}"], cwd=tmp_path, env=closed, check=True)
    port = free_port()
    with subprocess.Popen(
        ["sh", "-euc", f"{variables}\nexec {starts} --port {port}"], cwd=tmp_path, env=closed
    ) as served:
        try:
            assert answers(port) == 200
        finally:
            served.terminate()
    (carried,) = (tmp_path / "carry" / "wheelhouse").glob("kethop-*.whl")
    with carried.open("ab") as spoiled:
        spoiled.write(b"x")
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path / "carry", check=False)
    assert checked.returncode
