"""Read YAML and JSON strictly: no duplicate keys, no guessed types, a line for every part."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeAlias

import yaml

from kethop.errors import DocumentError, Place

__all__ = ["Document", "PlainValue", "read_json", "read_yaml"]

PlainValue: TypeAlias = (
    "Mapping[str, PlainValue] | list[PlainValue] | tuple[PlainValue, ...] | str | int | Decimal | bool | None"
)
Path: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 40
MAX_DIGITS = 200


class _Mark(Protocol):
    """What both YAML loaders know of a position."""

    @property
    def line(self) -> int: ...


# What an escape such as "\e" can put into text: it breaks XML, moves a terminal's cursor or turns the line around.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Document:
    """A plain value with the line of each of its parts.

    Parameters
    ----------
    source : str
        File name, for messages.
    value : PlainValue
        What the document says.
    lines : Mapping[tuple, int]
        Line, from 1, of each part by its path; empty for JSON, which is written by machines.
    """

    source: str
    value: PlainValue
    lines: Mapping[Path, int]

    def place(self, path: Path) -> Place:
        """Return the place of the part at ``path``, or of the nearest part that holds it."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Place(self.source, self.lines.get(known), ".".join(str(part) for part in path))


def read_yaml(data: bytes, *, source: str) -> Document:
    """Return the one YAML document in ``data``.

    A plain scalar is ``true``, ``false``, ``null``, an integer, a decimal or text; nothing else is guessed (dates and
    ``yes`` stay text). Anchors, tags, duplicate keys and a second document are refused.

    Parameters
    ----------
    data : bytes
        UTF-8 text of at most 16 MiB.
    source : str
        File name, for messages.

    Raises
    ------
    DocumentError
        ``document.not_utf8``, ``document.too_large``, ``document.not_yaml``, ``document.duplicate_key``,
        ``document.alias``, ``document.tag``, ``document.too_deep``, ``document.key_not_text``,
        ``document.number_too_long``, ``document.control_character``.
    """
    text = _decode(data, source)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise DocumentError("document.alias", place=Place(source, _line(event.start_mark)))
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DocumentError("document.not_yaml", place=Place(source, line), problem=error.problem or "") from error
    except yaml.YAMLError as error:
        raise DocumentError("document.not_yaml", place=Place(source), problem=str(error).splitlines()[0]) from error
    lines: dict[Path, int] = {}
    value = None if node is None else _plain(node, (), lines, source)
    return Document(source, value, lines)


def read_json(data: bytes, *, source: str, limit: int = MAX_BYTES) -> Document:
    """Return the JSON document in ``data``; decimals stay exact, duplicate keys and ``NaN`` are refused.

    Parameters
    ----------
    data : bytes
        UTF-8 text of at most ``limit`` bytes.
    source : str
        File name, for messages.
    limit : int
        Larger than usual for a file of our own that holds another one.

    Raises
    ------
    DocumentError
        ``document.not_utf8``, ``document.too_large``, ``document.not_json``, ``document.duplicate_key``.
    """
    text = _decode(data, source, limit)

    def pairs(items: list[tuple[str, PlainValue]]) -> dict[str, PlainValue]:
        found: dict[str, PlainValue] = {}
        for key, item in items:
            if key in found:
                raise DocumentError("document.duplicate_key", place=Place(source), key=key)
            found[key] = item
        return found

    def constant(name: str) -> PlainValue:
        raise DocumentError("document.not_json", place=Place(source), problem=f"{name} is not JSON")

    try:
        value: PlainValue = json.loads(text, object_pairs_hook=pairs, parse_float=Decimal, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise DocumentError("document.not_json", place=Place(source, error.lineno), problem=error.msg) from error
    except RecursionError as error:
        raise DocumentError("document.too_deep", place=Place(source), limit=MAX_DEPTH) from error
    return Document(source, value, {})


def _decode(data: bytes, source: str, limit: int = MAX_BYTES) -> str:
    if len(data) > limit:
        raise DocumentError("document.too_large", place=Place(source), size=len(data), limit=limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DocumentError("document.not_utf8", place=Place(source, line)) from error


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], source: str) -> PlainValue:
    line = _line(node.start_mark)
    lines.setdefault(path, line)
    if len(path) > MAX_DEPTH:
        raise DocumentError("document.too_deep", place=Place(source, line), limit=MAX_DEPTH)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, source)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), lines, source) for index, child in enumerate(node.value)]
    if not isinstance(node, yaml.ScalarNode):  # pragma: no cover - yaml has three kinds of node
        raise DocumentError("document.not_yaml", place=Place(source, line), problem="unknown node")
    return _scalar(node, source)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], source: str) -> dict[str, PlainValue]:
    result: dict[str, PlainValue] = {}
    for key_node, value_node in node.value:
        line = _line(key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            raise DocumentError("document.key_not_text", place=Place(source, line))
        key = str(key_node.value)
        _refuse_control(key, Place(source, line))
        if key in result:
            raise DocumentError("document.duplicate_key", place=Place(source, line), key=key)
        lines[(*path, key)] = line
        result[key] = _plain(value_node, (*path, key), lines, source)
    return result


def _scalar(node: yaml.ScalarNode, source: str) -> PlainValue:
    text = str(node.value)
    _refuse_control(text, Place(source, _line(node.start_mark)))
    if node.style in {"'", '"', "|", ">"} or node.tag == "tag:yaml.org,2002:str":
        return text
    if node.tag not in _GUESSED_TAGS:
        raise DocumentError("document.tag", place=Place(source, _line(node.start_mark)), tag=node.tag)
    if text in _WORDS:
        return _WORDS[text]
    is_integer = bool(_INTEGER.fullmatch(text))
    if not is_integer and not _DECIMAL.fullmatch(text):
        return text
    if len(text) > MAX_DIGITS:
        place = Place(source, _line(node.start_mark))
        raise DocumentError("document.number_too_long", place=place, limit=MAX_DIGITS)
    return int(text) if is_integer else Decimal(text)


def _refuse_control(text: str, place: Place) -> None:
    found = _CONTROL.search(text)
    if found:
        raise DocumentError("document.control_character", place=place, character=f"U+{ord(found[0]):04X}")


# The tags that YAML itself guesses for plain scalars; an explicit tag outside them is refused.
_GUESSED_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null", "timestamp", "merge", "value")
)
