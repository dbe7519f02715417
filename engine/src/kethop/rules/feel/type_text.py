"""Types as FEEL texts write them: ``list<number>``, ``context<a: string>`` (DMN 1.5 §10.3.1.2 rules 52-55)."""

import re
from collections.abc import Mapping

from kethop.rules.feel.types import ANY, ContextType, FeelType, FunctionType, ListType, RangeType

__all__ = ["read_type"]

_SPACE = re.compile(r"\s*")
_ENTRY = re.compile(r"\s*([^:<>,]+?)\s*:")


def read_type(text: str, start: int, types: Mapping[str, FeelType]) -> tuple[FeelType, int] | None:
    """Return the type written at ``start`` and where it ends; None when none is.

    Parameters
    ----------
    text : str
        A FEEL text.
    start : int
        Offset of the first letter of the type.
    types : mapping
        Types by name; the longest name that fits is taken.
    """
    start = _skip(text, start)
    name = _longest(text, start, types)
    if name is None:
        return None
    end = start + len(name)
    opened = _skip(text, end)
    if name in {"list", "range", "context", "function"} and text[opened : opened + 1] == "<":
        return _READERS[name](text, opened + 1, types)
    return types[name.replace("\n", " ")], end


def _longest(text: str, start: int, types: Mapping[str, FeelType]) -> str | None:
    best: str | None = None
    for name in types:
        end = start + len(name)
        ends = end >= len(text) or not (text[end].isalnum() or text[end] == "_")
        if ends and text.startswith(name, start) and (best is None or len(name) > len(best)):
            best = name
    return best


def _skip(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _closed(text: str, start: int) -> int | None:
    start = _skip(text, start)
    return start + 1 if text[start : start + 1] == ">" else None


def _read_list(text: str, start: int, types: Mapping[str, FeelType]) -> tuple[FeelType, int] | None:
    element = read_type(text, start, types)
    end = element and _closed(text, element[1])
    return (ListType(element[0]), end) if element and end else None


def _read_range(text: str, start: int, types: Mapping[str, FeelType]) -> tuple[FeelType, int] | None:
    element = read_type(text, start, types)
    end = element and _closed(text, element[1])
    return (RangeType(element[0]), end) if element and end else None


def _read_context(text: str, start: int, types: Mapping[str, FeelType]) -> tuple[FeelType, int] | None:
    entries: dict[str, FeelType] = {}
    while entry := _ENTRY.match(text, start):
        kind = read_type(text, entry.end(), types)
        if kind is None:
            return None
        entries[entry[1]] = kind[0]
        start = _skip(text, kind[1])
        if text[start : start + 1] != ",":
            break
        start += 1
    end = _closed(text, start)
    return (ContextType(entries), end) if end else None


def _read_function(text: str, start: int, types: Mapping[str, FeelType]) -> tuple[FeelType, int] | None:
    parameters: list[FeelType] = []
    while kind := read_type(text, start, types):
        parameters.append(kind[0])
        start = _skip(text, kind[1])
        if text[start : start + 1] != ",":
            break
        start += 1
    end = _closed(text, start)
    if end is None:
        return None
    arrow = _skip(text, end)
    if not text.startswith("->", arrow):
        return FunctionType(tuple(parameters), ANY), end
    result = read_type(text, arrow + 2, types)
    return (FunctionType(tuple(parameters), result[0]), result[1]) if result else None


_READERS = {"list": _read_list, "range": _read_range, "context": _read_context, "function": _read_function}
