"""The only door from this room to the engine."""

import kethop

__all__ = ["engine_version"]


def engine_version() -> str:
    """Return the version of the engine."""
    return kethop.__version__
