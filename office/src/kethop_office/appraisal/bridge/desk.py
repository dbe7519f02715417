"""Ask the engine, which lives in a process of its own beside this one."""

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from django.conf import settings

__all__ = ["Ask", "EngineEnded", "OwnEngine", "ask"]

Ask = Callable[..., Mapping[str, Any]]
"""How an engine is asked: as the function ``ask``."""

SECONDS = 30
"""How long a page waits for the engine."""


class EngineEnded(Exception):  # noqa: N818 - tells what happened, not that the code is wrong
    """The process of the engine ended or took too long; what was asked is not known, and never "clear"."""


class _Engine:
    """One process, one request at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def ask(self, line: str, seconds: float) -> str:
        """Send a line and wait for the answer.

        Raises
        ------
        EngineEnded
            No answer; the next request starts a new process.
        """
        with self._lock:
            process = self._running()
            watch = threading.Timer(seconds, process.kill)
            watch.daemon = True
            watch.start()
            reply = ""
            try:
                if process.stdin and process.stdout:
                    process.stdin.write(line + "\n")
                    process.stdin.flush()
                    reply = process.stdout.readline()
            except OSError as error:
                raise EngineEnded from error
            finally:
                watch.cancel()
                if not reply:
                    self._close()
            if not reply:
                raise EngineEnded
            return reply

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kethop_office.appraisal.bridge.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._close()


_engine = _Engine()
atexit.register(_engine.close)


class OwnEngine:
    """An engine for one piece of work, with a pack and layers that need not be those in use; it ends with the work.

    Parameters
    ----------
    pack : str
        Name or folder of the pack.
    layers : sequence of str
        Folders of layers beside the pack's own.
    """

    def __init__(self, pack: str, layers: Sequence[str]) -> None:
        self._pack, self._layers, self._engine = pack, list(layers), _Engine()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._engine.close()

    def ask(self, what: str, *, seconds: float = SECONDS, **given: object) -> Mapping[str, Any]:
        """Return what this engine answers; as the function ``ask``."""
        return _asked(self._engine, self._pack, self._layers, what, seconds, given)


def ask(what: str, *, seconds: float = SECONDS, **given: object) -> Mapping[str, Any]:
    """Return what the engine answers, as plain values.

    Parameters
    ----------
    what : str
        ``questions``, ``panel``, ``faults``, ``run`` or ``replay``; see ``child``.
    seconds : float
        How long to wait.
    given : object
        What is asked.

    Raises
    ------
    EngineEnded
        No answer in time.
    """
    return _asked(_engine, settings.KETHOP_PACK, [str(settings.KETHOP_LAYERS)], what, seconds, given)


def _asked(
    engine: _Engine, pack: str, layers: Sequence[str], what: str, seconds: float, given: Mapping[str, object]
) -> Mapping[str, Any]:
    request = {"ask": what, "pack": pack, "layers": list(layers), "with": given}
    reply: Mapping[str, Any] = json.loads(engine.ask(json.dumps(request, ensure_ascii=False), seconds))
    return reply
