"""No test asks another machine: not this process, nor any Python process that a test starts."""

import os
import runpy
import tempfile
from pathlib import Path

import pytest

GUARD = Path(__file__).resolve().parent / "tools" / "no_network"


def pytest_configure(config: pytest.Config) -> None:
    """Begin the watch, and let processes that are started inherit it."""
    if "NO_NETWORK_TOLD" not in os.environ:
        handle, os.environ["NO_NETWORK_TOLD"] = tempfile.mkstemp(prefix="no-network-")
        os.close(handle)
        config.stash[_OWNER] = Path(os.environ["NO_NETWORK_TOLD"])
    os.environ["PYTHONPATH"] = os.pathsep.join(
        dict.fromkeys([str(GUARD), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    ).rstrip(os.pathsep)
    runpy.run_path(str(GUARD / "sitecustomize.py"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when anything was refused, also what the program took for a network that is down."""
    told = session.config.stash.get(_OWNER, None)
    if told is not None and told.read_text(encoding="utf-8"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was refused."""
    told = config.stash.get(_OWNER, None)
    if told is None:
        return
    lines = told.read_text(encoding="utf-8")
    told.unlink()
    if lines:
        terminalreporter.section("asked of another machine", red=True)
        terminalreporter.write(lines)


_OWNER = pytest.StashKey[Path]()
