"""Landlock of the Linux kernel (5.13 and later): this process may read the program and use one folder, nothing else."""

import ctypes
import os
import platform
import struct
from collections.abc import Iterable

__all__ = ["confine_files"]

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_PR_SET_NO_NEW_PRIVS = 38
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_TRUNCATE_VERSION, _NETWORK_VERSION = 3, 4
_ALL_V1 = (1 << 13) - 1
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_TCP = 0b11


def confine_files(
    *, readable: Iterable[str], own: str
) -> bool:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Let this process read below ``readable``, and read and write below ``own``; return whether the system has it.

    Parameters
    ----------
    readable : iterable of str
        Files and folders of the program; those that do not exist are passed over.
    own : str
        The private folder.
    """
    if platform.system() != "Linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version = library.syscall(_CREATE, None, 0, _VERSION_FLAG)
    if version < 1:
        return False
    handled = _ALL_V1 | (_REFER if version > 1 else 0) | (_TRUNCATE if version >= _TRUNCATE_VERSION else 0)
    network = struct.pack("=Q", _TCP) if version >= _NETWORK_VERSION else b""
    attributes = struct.pack("=Q", handled) + network
    rules = library.syscall(_CREATE, attributes, len(attributes), 0)
    if rules < 0:
        return False
    try:
        granted = [_allow(library, rules, path, _READ_FILE | _READ_FOLDER) for path in readable if os.path.exists(path)]  # noqa: PTH110 - a Path costs the start-up of the reader
        granted.append(_allow(library, rules, own, handled))
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return all(granted) and not library.syscall(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _allow(
    library: ctypes.CDLL, rules: int, path: str, access: int
) -> bool:  # pragma: no cover - of the child process, which test_confinement.py starts
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        is_folder = os.path.isdir(path)  # noqa: PTH112 - as above
        rule = struct.pack("=Qi", access if is_folder else access & ~_READ_FOLDER, handle)
        return not library.syscall(_ADD, rules, _PATH_BENEATH, rule, 0)
    finally:
        os.close(handle)
