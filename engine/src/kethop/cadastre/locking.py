"""One run at a time in a folder; the lock goes with the process, however it ends."""

import os
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has none: two runs in one folder write the same parts, each whole
    fcntl = None

__all__ = ["take_lock"]


def take_lock(path: Path) -> int | None:
    """Take the lock that a file stands for; return the descriptor that holds it until it is closed, None where another has it.

    Parameters
    ----------
    path : Path
        Made where it is not there.

    Raises
    ------
    OSError
        The file cannot be opened.
    """
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if fcntl is None:  # pragma: no cover
        return lock
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
