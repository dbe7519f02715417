"""A filter in the Linux kernel that takes networking, new programs and new processes from this process for good."""

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["forbid_calls"]

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_OFFSET_NUMBER, _OFFSET_ARCHITECTURE, _OFFSET_FLAGS = 0, 4, 16
_X32 = 0x40000000  # the other numbering of calls on x86-64
_CLONE_THREAD = 0x00010000

# Numbers of the calls that are refused: sockets (socket … sendmsg), programs (execve, execveat), processes (fork, vfork),
# other processes (ptrace, process_vm_*, kill, pidfd_*), namespaces and mounts, io_uring (its own way to sockets), bpf, keys.
# fmt: off
_REFUSED: Mapping[str, tuple[int, tuple[int, ...], int, int]] = MappingProxyType({
    "x86_64": (0xC000003E, (
        *range(41, 56), 57, 58, 59, 62, 101, 165, 166, 200, 234, 248, 249, 250, 272, 288, 298, 299, 307, 308, 310, 311, 321,
        322, 323, 424, 425, 426, 427, 428, 429, 430, 434, 438, 442,
    ), 56, 435),
    "aarch64": (0xC00000B7, (
        *range(198, 213), 39, 40, 97, 117, 129, 130, 131, 217, 218, 219, 221, 241, 242, 243, 268, 269, 270, 271, 280, 281,
        282, 424, 425, 426, 427, 428, 429, 430, 434, 438, 442,
    ), 220, 435),
})
# fmt: on


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def forbid_calls() -> bool:  # pragma: no cover - of the child process, which test_confinement.py starts
    """Put the filter on this process; return whether the system has it.

    Threads of this process stay possible, new processes do not. What was open stays open.
    """
    known = _REFUSED.get(platform.machine())
    if platform.system() != "Linux" or known is None:
        return False
    instructions = _instructions(*known)
    program = _Program(len(instructions) // 8, instructions)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not library.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0)


def _instructions(architecture: int, refused: tuple[int, ...], clone: int, clone3: int) -> bytes:
    """Return the classic BPF program: 8 bytes an instruction (code, jump if true, jump if false, operand)."""
    deny = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    rows = [
        (_LOAD, 0, 0, _OFFSET_ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _OFFSET_NUMBER),
        (_AT_LEAST, 0, 1, _X32),
        deny,
    ]
    for number in refused:
        rows += [(_EQUAL, 0, 1, number), deny]
    rows += [(_EQUAL, 0, 1, clone3), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]  # the C library then takes clone
    rows += [(_EQUAL, 0, 3, clone), (_LOAD, 0, 0, _OFFSET_FLAGS), (_ANY_BIT, 1, 0, _CLONE_THREAD), deny]
    rows.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *row) for row in rows)
