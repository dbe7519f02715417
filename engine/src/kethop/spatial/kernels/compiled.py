"""How a loop becomes machine code."""

from collections.abc import Callable
from typing import Any

from numba import njit

__all__ = ["compiled"]


def compiled(loop: Callable[..., Any]) -> Any:
    """Return the loop as machine code that holds no lock, made when it is first called and kept beside its source.

    Where the machine code cannot be kept, as in a folder that may not be written, each process makes it anew.
    """
    try:
        return njit(nogil=True, cache=True, error_model="numpy")(loop)
    except RuntimeError:
        return njit(nogil=True, error_model="numpy")(loop)
