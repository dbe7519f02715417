"""The only door from this room to the engine."""

from dataclasses import dataclass

import kethop
from kethop.errors import KethopError

__all__ = ["EngineFault", "engine_fault", "engine_version"]


@dataclass(frozen=True, slots=True)
class EngineFault:
    """An error of the engine in words.

    Parameters
    ----------
    code : str
        Stable code.
    vi, en : str
        The sentence in each language.
    """

    code: str
    vi: str
    en: str


def engine_version() -> str:
    """Return the version of the engine."""
    return kethop.__version__


def engine_fault(error: BaseException) -> EngineFault | None:
    """Return an error of the engine in words, or None for any other error."""
    if not isinstance(error, KethopError):
        return None
    from kethop.reporting import describe_error  # noqa: PLC0415 - loads much; only the worker meets engine errors
    from kethop.vocabulary import Language  # noqa: PLC0415

    return EngineFault(error.code, describe_error(error, Language.VI), describe_error(error, Language.EN))
