"""The only door from this room to the engine."""

from collections.abc import Mapping
from dataclasses import dataclass

import kethop
from kethop.errors import KethopError
from kethop.vocabulary.spreadsheets import no_formula

__all__ = [
    "EngineFault",
    "UnsafeFileError",
    "engine_fault",
    "engine_version",
    "json_value",
    "no_formula",
    "workbook_parts",
]


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


class UnsafeFileError(ValueError):
    """The engine refuses to open the file; ``vi`` and ``en`` say why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def workbook_parts(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the parts of a workbook, inflated within bounds.

    Raises
    ------
    UnsafeFileError
        It is no archive, or one that lies about its sizes, is encrypted or inflates too much.
    """
    from kethop.spatial.sites.archive import parts_of_archive  # noqa: PLC0415 - heavy: the worker loads it, pages do not

    try:
        return parts_of_archive(data, source=name)
    except KethopError as error:
        raise _unsafe(error) from error


def json_value(data: bytes, name: str, limit: int) -> object:
    """Return a strict JSON document: no key twice, no NaN, UTF-8.

    Raises
    ------
    UnsafeFileError
        It is not.
    """
    from kethop.documents import read_json  # noqa: PLC0415 - as above

    try:
        return read_json(data, source=name, limit=limit).value
    except KethopError as error:
        raise _unsafe(error) from error


def _unsafe(error: KethopError) -> UnsafeFileError:
    fault = engine_fault(error)
    return UnsafeFileError(fault.vi, fault.en) if fault else UnsafeFileError(str(error), str(error))
