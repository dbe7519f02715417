"""How a loop becomes machine code."""

from collections.abc import Callable
from typing import Any

from numba import njit

__all__ = ["compiled", "inner"]


def compiled(loop: Callable[..., Any]) -> Any:
    """Return the loop as machine code that holds no lock, made when it is first called and kept beside its source.

    Where the machine code cannot be kept, as in a folder that may not be written, each process makes it anew. What is kept
    goes by the time and size of the loop's own file: who changes a loop that others call must touch theirs as well, which an
    installation does, and the tests do.
    """
    return _compiled(loop)


def inner(loop: Callable[..., Any]) -> Any:
    """Return the same of a loop that makes no array and is called within another one.

    Its arrays belong to the caller, so that nobody needs to count who holds them. Counting took nine tenths of the time of a
    look into the table, which is a tuple of nine arrays.
    """
    return _compiled(loop, _nrt=False)


def _compiled(loop: Callable[..., Any], **more: Any) -> Any:
    try:
        return njit(nogil=True, cache=True, error_model="numpy", **more)(loop)
    except RuntimeError:
        return njit(nogil=True, error_model="numpy", **more)(loop)
