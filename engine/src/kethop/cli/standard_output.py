"""Bytes to standard output."""

import sys

from kethop.errors import KethopError, Place

__all__ = ["write_out"]


def write_out(data: bytes) -> None:
    """Write bytes to standard output; a reader of a pipe that has gone is told by ``BrokenPipeError``.

    Raises
    ------
    KethopError
        ``output.not_written`` (``problem``).
    """
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise KethopError("output.not_written", place=Place("-"), problem=error.strerror) from error
