"""The answer of the reader process: strict bounded JSON, written in the child and trusted in nothing by the parent."""

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from kethop.errors import DocumentError, KethopError, Place, SiteError
from kethop.spatial.crs_names import SUPPORTED_CRS
from kethop.spatial.intake import limits
from kethop.spatial.intake.reading import FileReading, LayerSummary, PartSummary
from kethop.spatial.notes import Note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole, SiteFormat

__all__ = ["AnswerError", "fault_answer", "open_answer", "reading_answer"]

Plain = Any  # what json gives; every value is narrowed by a check below
Item = TypeVar("Item")

_TEXT = 1_000
_LIST = 20_000
_CODE = re.compile(r"[a-z]+\.[a-z][a-z_0-9]*")
_FIELD = re.compile(r"[a-z][a-z_0-9]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ORIGINS = {"stated", "identified", "given", "format", "missing"}
_FAULTS: Mapping[str, type[KethopError]] = {"SiteError": SiteError, "DocumentError": DocumentError}


class AnswerError(Exception):
    """What the child wrote is no answer."""


def reading_answer(reading: FileReading, held: tuple[str, ...]) -> bytes:
    """Return a reading as the bytes of an answer."""
    plain = {
        "held": held,
        "format": reading.format,
        "crs": reading.crs,
        "crs_origin": reading.crs_origin,
        "by_letters": reading.by_letters,
        "paths": [
            [path.role, path.feature, path.name[:_TEXT], [_plain_point(point) for point in path.points]]
            for path in reading.paths
        ],
        "notes": [[item.code, dict(item.fields)] for item in reading.notes],
        "layers": [[item.name, item.kind, item.count, item.extent, item.is_read] for item in reading.layers],
        "parts": [[item.name, item.size, item.sha256] for item in reading.parts],
    }
    return json.dumps(plain, allow_nan=False).encode()


def fault_answer(fault: KethopError, held: tuple[str, ...]) -> bytes:
    """Return a fault as the bytes of an answer."""
    place = fault.place
    plain = {
        "held": held,
        "fault": [
            type(fault).__name__,
            fault.code,
            [place.line, place.path[:_TEXT]] if place else [None, ""],
            {name: value[:_TEXT] if isinstance(value, str) else value for name, value in fault.fields.items()},
        ],
    }
    return json.dumps(plain, allow_nan=False).encode()


def open_answer(data: bytes, *, source: str) -> tuple[FileReading, tuple[str, ...]]:
    """Return the reading in an answer, with the measures of confinement that held.

    Parameters
    ----------
    data : bytes
        What the child wrote.
    source : str
        Name of the file; the child was never told it.

    Raises
    ------
    AnswerError
        It is no answer: too long, cut off, or anything in it is not of its type and within its bounds.
    SiteError, DocumentError
        The fault that the child found.
    """
    if len(data) > limits.MAX_ANSWER_BYTES:
        raise AnswerError("too long")
    try:
        root = json.loads(data.decode(), parse_constant=_refuse, object_pairs_hook=_unique)
        held = tuple(_each(_member(root, "held"), _text))
        if "fault" in root:
            _raise(_row(root["fault"], 4), source)
        return _reading(root), held
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, OverflowError) as error:
        raise AnswerError(type(error).__name__) from error


def _plain_point(point: FiledPoint) -> list[Plain]:
    return [point.name, point.east, point.north, repr(point.easting), repr(point.northing), point.row]


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _unique(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _reading(root: Plain) -> FileReading:
    crs, origin = root["crs"], _text(_member(root, "crs_origin"))
    by_letters = _member(root, "by_letters")
    paths = tuple(_each(_member(root, "paths"), _path))
    count = sum(len(path.points) for path in paths)
    if (crs is None) != (origin == "missing") or not isinstance(by_letters, bool):
        raise ValueError
    if (
        (crs is not None and _text(crs) not in SUPPORTED_CRS)
        or origin not in _ORIGINS
        or not paths
        or count > limits.MAX_VERTICES
    ):
        raise ValueError
    return FileReading(
        crs,
        origin,
        paths,
        tuple(_each(_member(root, "notes"), _note)),
        tuple(_each(_member(root, "layers"), _layer)),
        tuple(_each(_member(root, "parts"), _part)),
        None if _member(root, "format") is None else SiteFormat(_text(root["format"])),
        by_letters,
    )


def _raise(row: list[Plain], source: str) -> NoReturn:
    kind, code, (line, path), fields = _text(row[0]), _text(row[1]), _row(row[2], 2), row[3]
    if not _CODE.fullmatch(code) or not isinstance(fields, dict) or len(fields) > 20:
        raise ValueError
    for name, value in fields.items():
        if not _FIELD.fullmatch(name) or name in {"code", "place"}:
            raise ValueError
        _scalar(value)
    place = Place(source, None if line is None else _whole(line), _text(path))
    raise _FAULTS[kind](code, place=place, **fields)


def _path(value: Plain) -> FiledPath:
    role, feature, name, points = _row(value, 4)
    read = tuple(_each(points, _point, most=limits.MAX_VERTICES))
    if not read:
        raise ValueError
    return FiledPath(PathRole(_text(role)), _whole(feature), read, _text(name))


def _point(value: Plain) -> FiledPoint:
    name, east, north, easting, northing, row = _row(value, 6)
    return FiledPoint(
        _text(name), _text(east), _text(north), _real(easting), _real(northing), None if row is None else _whole(row)
    )


def _note(value: Plain) -> Note:
    code, fields = _row(value, 2)
    if not _CODE.fullmatch(_text(code)) or not isinstance(fields, dict) or len(fields) > 20:
        raise ValueError
    return Note(code, {name: _scalar(item) for name, item in fields.items() if _FIELD.fullmatch(name)})


def _layer(value: Plain) -> LayerSummary:
    name, kind, count, extent, is_read = _row(value, 5)
    box = None if extent is None else tuple(float(item) for item in _row(extent, 4))
    if not isinstance(is_read, bool) or (box and not all(map(math.isfinite, box))):
        raise ValueError
    found = (box[0], box[1], box[2], box[3]) if box else None
    return LayerSummary(_text(name), _text(kind), None if count is None else _whole(count), found, is_read)


def _part(value: Plain) -> PartSummary:
    name, size, sha256 = _row(value, 3)
    if not _SHA256.fullmatch(_text(sha256)):
        raise ValueError
    return PartSummary(_text(name), _whole(size), sha256)


def _member(value: Plain, name: str) -> Plain:
    if not isinstance(value, dict):
        raise TypeError
    return value[name]


def _each(value: Plain, read: Callable[[Plain], Item], *, most: int = _LIST) -> list[Item]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError
    return [read(item) for item in value]


def _row(value: Plain, length: int) -> list[Plain]:
    if not isinstance(value, list) or len(value) != length:
        raise ValueError
    return value


def _text(value: Plain) -> str:
    if not isinstance(value, str) or len(value) > _TEXT:
        raise ValueError
    return value


def _whole(value: Plain) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise ValueError
    return value


def _real(value: Plain) -> float:
    """Return a number of a coordinate; infinity and NaN pass here, for the check of shapes names their point."""
    return float(_text(value))


def _scalar(value: Plain) -> str | int | float | None:
    if value is None or isinstance(value, str):
        return None if value is None else _text(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    return value
