"""Logs for whoever keeps the machine: one line of JSON each, with no content of a case, no query string and no name.

An error is told by its class and the places in the code that it went through; its message is left out, because it may quote
what someone typed.
"""

import json
import logging
import secrets
import traceback
from datetime import UTC, datetime
from types import TracebackType

from typing_extensions import override

__all__ = ["LineFormatter", "new_incident"]

_LETTERS = "ABCDEFGHKLMNPRSTUVXY"  # without those that are taken for a digit
_QUIET = {"kethop.requests", "kethop.jobs", "kethop.schedule", "kethop.server"}
_FRAMES = 12
_LINE_ENDS = {
    ord(sign): f"\\u{ord(sign):04x}" for sign in "\x7f\x85\u2028\u2029"
}  # JSON lets them stand, readers of logs break at them


def new_incident() -> str:
    """Return a number that a reader can tell the administrator, such as ``K7-2291``."""
    return f"{secrets.choice(_LETTERS)}{secrets.randbelow(9) + 1}-{secrets.randbelow(9000) + 1000}"


class LineFormatter(logging.Formatter):
    """Write a record as one line of JSON: time, level, logger, and the facts that our own loggers give in ``facts``."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        # A library's message may hold values in its arguments: the template alone is written.
        line["message"] = record.getMessage() if record.name in _QUIET else str(record.msg)
        line.update(getattr(record, "facts", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = _class_name(record.exc_info[0])
            line["places"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str).translate(_LINE_ENDS)


def _class_name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{'/'.join(frame.filename.rsplit('/', 3)[1:])}:{frame.lineno} {frame.name}" for frame in frames]
