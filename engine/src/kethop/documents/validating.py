"""Check a document against a record type and report every problem with its line."""

import json
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
    document : Document
        A document that was read.
    model : type
        The record type; strict, so that nothing is converted silently.

    Raises
    ------
    CollectedError
        One ``DocumentError`` for each fault: ``document.unknown_key``, ``document.missing_key``,
        ``document.wrong_value``.
    """
    try:
        return model.model_validate_json(json.dumps(document.value, default=_decimal_as_text), strict=True)
    except ValidationError as error:
        raise CollectedError(tuple(_problem(document, item) for item in error.errors())) from error


def _decimal_as_text(value: PlainValue) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def _problem(document: Document, item: ErrorDetails) -> DocumentError:
    path = tuple(part for part in item["loc"] if not _names_a_type(part))
    place = document.place(_without_union_tags(document, path))
    key = str(path[-1]) if path else ""
    if item["type"] == "extra_forbidden":
        return DocumentError("document.unknown_key", place=place, key=key)
    if item["type"] == "missing":
        return DocumentError("document.missing_key", place=place, key=key)
    given = item["input"]
    shown = given if isinstance(given, str | int) else type(given).__name__
    return DocumentError("document.wrong_value", place=place, key=key, problem=item["msg"], given=str(shown)[:80])


def _names_a_type(part: str | int) -> bool:
    """Pydantic adds steps such as ``function-before[...]`` to a path; no key of ours has a bracket."""
    return isinstance(part, str) and "[" in part


def _without_union_tags(document: Document, path: Path) -> Path:
    """Drop the steps that name a branch of a union and not a key of the document."""
    kept: list[str | int] = []
    for index, part in enumerate(path):
        is_last = index == len(path) - 1
        if is_last or (*kept, part) in document.lines or not document.lines:
            kept.append(part)
    return tuple(kept)
