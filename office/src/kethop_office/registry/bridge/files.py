"""Containers and documents from outside, opened within the engine's bounds."""

from collections.abc import Mapping

__all__ = ["UnsafeFileError", "json_value", "workbook_parts"]


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
    from kethop.errors import KethopError  # noqa: PLC0415 - the engine is heavy: the worker loads it, pages do not
    from kethop.spatial.sites.archive import parts_of_archive  # noqa: PLC0415

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
    from kethop.documents import read_json  # noqa: PLC0415
    from kethop.errors import KethopError  # noqa: PLC0415

    try:
        return read_json(data, source=name, limit=limit).value
    except KethopError as error:
        raise _unsafe(error) from error


def _unsafe(error: Exception) -> UnsafeFileError:
    from kethop_office.common.bridge import engine_fault  # noqa: PLC0415

    fault = engine_fault(error)
    return UnsafeFileError(fault.vi, fault.en) if fault else UnsafeFileError(str(error), str(error))
