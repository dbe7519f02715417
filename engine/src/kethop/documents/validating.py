"""Check a document against a record type and report every problem with its line."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kethop.documents.reading import Document, Path, PlainValue
from kethop.errors import CollectedError, DocumentError

__all__ = ["validate"]

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model]) -> Model:
    """Return the document as a record of type ``model``.

    Parameters
    ----------
    document, model : Document, type
        What was read, and the record type; strict, so that nothing is converted silently.

    Raises
    ------
    CollectedError
        One ``DocumentError`` for each fault: ``document.unknown_key``, ``document.missing_key``,
        ``document.wrong_value``.
    """
    try:
        return model.model_validate_json(json.dumps(document.value, default=_decimal_as_text), strict=True)
    except ValidationError as error:
        found = [_problem(document, item) for item in error.errors()]
        raise CollectedError(_one_for_each_place(found)) from error


def _decimal_as_text(value: PlainValue) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def _problem(document: Document, item: ErrorDetails) -> DocumentError:
    path = tuple(part for part in item["loc"] if not _names_a_type(part))
    is_absent = item["type"] == "missing"
    path = _without_union_tags(document, path, keep_last=is_absent)
    place = document.place(path)
    key = ".".join(str(part) for part in (path[-2:] if path and isinstance(path[-1], int) else path[-1:]))
    if item["type"] == "extra_forbidden":
        return DocumentError("document.unknown_key", place=place, key=key)
    if is_absent:
        return DocumentError("document.missing_key", place=place, key=key)
    return DocumentError(
        "document.wrong_value",
        place=place,
        key=key or document.source,
        given=_shown(item["input"]),
        fault=item["type"],
        expected=str(next(iter(item.get("ctx", {}).values()), "")).replace("' or '", "', '"),
        problem=item["msg"].removeprefix("Value error, "),
    )


def _shown(given: object) -> str:
    """Return what was given as the document writes it, cut short; a group or a list only by its brackets."""
    if isinstance(given, str):
        return given[:80]
    if isinstance(given, bool | int | float) or given is None:
        return json.dumps(given)[:80]
    return "[…]" if isinstance(given, list) else "{…}"


def _one_for_each_place(found: Sequence[DocumentError]) -> tuple[DocumentError, ...]:
    """Keep one error where a value fits none of several types; each type says so by itself."""
    kept: dict[tuple[str, str], DocumentError] = {}
    for error in found:
        spot = (error.code, str(error.place))
        if spot in kept and error.code == "document.wrong_value":
            kept[spot] = DocumentError(error.code, place=error.place, **{**error.fields, "fault": "no_type"})
        else:
            kept[spot] = error
    return tuple(kept.values())


def _names_a_type(part: str | int) -> bool:
    """Pydantic adds steps such as ``function-before[...]`` to a path; no key of ours has a bracket."""
    return isinstance(part, str) and "[" in part


def _without_union_tags(document: Document, path: Path, *, keep_last: bool) -> Path:
    """Drop the steps that name a branch of a union and not a key of the document; the last may be a key not there."""
    kept: list[str | int] = []
    for index, part in enumerate(path):
        is_last = index == len(path) - 1
        if (is_last and keep_last) or (*kept, part) in document.lines or not document.lines:
            kept.append(part)
    return tuple(kept)
