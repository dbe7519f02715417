"""What the reader process gives up before it sees a byte from outside. Runs in the child only."""

import ctypes
import os
import platform
import sys
from types import ModuleType

from kethop.spatial.intake import limits
from kethop.spatial.intake.landlock import confine_files
from kethop.spatial.intake.seccomp import forbid_calls

resource: ModuleType | None
try:
    import resource
except ImportError:  # pragma: no cover - Windows has none
    resource = None

__all__ = ["MEASURES", "confine"]

MEASURES = ("limits", "memory", "network", "files", "calls")
"""Processor time and sizes; memory; no network; no file but its own; no other program or process."""

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/urandom",
)


def confine(
    code: str, own: str
) -> tuple[str, ...]:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Give up what this system lets a process give up; return the measures that hold.

    Parameters
    ----------
    code : str
        Folder that holds the package ``kethop``.
    own : str
        Private folder of this process, the only one that it may write to.
    """
    held = _limit_resources()
    has_no_network = _leave_network()
    places = {sys.prefix, sys.base_prefix, code, *sys.path, *_SYSTEM}
    has_no_files = confine_files(readable=sorted(places), own=own)
    has_no_calls = forbid_calls()
    if has_no_network or has_no_calls:
        held.append("network")
    if has_no_files:
        held.append("files")
    if has_no_calls:
        held.append("calls")
    return tuple(held)


def _limit_resources() -> list[str]:  # pragma: no cover - of the child process, which test_confinement.py starts
    if resource is None:  # pragma: no cover - Windows
        return []
    held = ["limits"]
    for name, bound in (
        ("RLIMIT_FSIZE", limits.MAX_WRITTEN_BYTES),
        ("RLIMIT_NOFILE", limits.MAX_OPEN_FILES),
        ("RLIMIT_CORE", 0),
    ):
        _lower(name, bound, bound)
    _lower("RLIMIT_CPU", limits.SECONDS, limits.SECONDS + 1)  # first a signal that tells why, then the end
    if platform.system() == "Linux":  # macOS takes the number and does not keep to it
        _lower("RLIMIT_AS", limits.MEMORY_BYTES, limits.MEMORY_BYTES)
        held.append("memory")
    os.nice(10)
    return held


def _lower(
    name: str, soft: int, hard: int
) -> None:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Lower a limit; one that is lower already stays."""
    if resource is None:  # pragma: no cover - Windows; the caller has looked
        return
    kind = getattr(resource, name)
    known = [bound for bound in resource.getrlimit(kind) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(kind, (min([soft, *known]), min([hard, *known])))


def _leave_network() -> bool:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Move into a network of its own, without any interface; not every system lets a user do so."""
    if platform.system() != "Linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    return not library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
