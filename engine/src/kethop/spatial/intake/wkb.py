"""Well-known binary (ISO and extended) as paths, every byte accounted for."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole

__all__ = ["Geometry", "WkbError", "geometry_of_wkb"]

_POINT, _LINE, _POLYGON, _MULTI_POINT, _MULTI_LINE, _MULTI_POLYGON = range(1, 7)
_NAMES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")
_MEMBERS = {_MULTI_POINT: _POINT, _MULTI_LINE: _LINE, _MULTI_POLYGON: _POLYGON}
_EXTENDED_Z, _EXTENDED_M, _EXTENDED_SRID = 0x80000000, 0x40000000, 0x20000000


class WkbError(Exception):
    """Bytes that are no geometry that is read.

    Parameters
    ----------
    problem : str
        What is wrong with them; ``empty``, ``type`` with the ``kind``, ``open ring`` or ``damaged``.
    kind : str
        Name of a type that is not read.
    """

    def __init__(self, problem: str, kind: str = "") -> None:
        self.problem, self.kind = problem, kind
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Geometry:
    """A geometry as paths.

    Parameters
    ----------
    kind : str
        Its type, such as ``MultiPolygon``.
    paths : tuple of FiledPath
        Rings without their closing point; an outer ring before its holes.
    has_height : bool
        Whether it had heights or measures; they are not kept.
    """

    kind: str
    paths: tuple[FiledPath, ...]
    has_height: bool


def geometry_of_wkb(data: bytes, *, feature: int) -> Geometry:
    """Return the geometry of one feature.

    Parameters
    ----------
    data : bytes
        Well-known binary; nothing may follow it.
    feature : int
        Number of the feature, from 1.

    Raises
    ------
    WkbError
        See there.
    """
    reader = _Reader(data, feature)
    try:
        kind, paths = reader.geometry(None)
    except (struct.error, IndexError) as error:
        raise WkbError("damaged") from error
    if reader.position != len(data):
        raise WkbError("damaged")
    if not paths:
        raise WkbError("empty")
    return Geometry(kind, tuple(paths), reader.has_height)


class _Reader:
    def __init__(self, data: bytes, feature: int) -> None:
        self.data, self.feature = data, feature
        self.position = 0
        self.has_height = False

    def geometry(self, wanted: int | None, name: str = "") -> tuple[str, list[FiledPath]]:
        order = "<" if self.data[self.position] == 1 else ">"
        (code,) = struct.unpack_from(order + "I", self.data, self.position + 1)
        self.position += 5
        if code & _EXTENDED_SRID:
            self.position += 4
        kind, size = self.kind(code)
        if wanted is not None and kind != wanted:
            raise WkbError("damaged")
        label = _NAMES[kind - 1] if kind <= len(_NAMES) else str(kind)
        if kind > _MULTI_POLYGON:
            raise WkbError("type", label)
        if kind in _MEMBERS:
            (count,) = struct.unpack_from(order + "I", self.data, self.position)
            self.position += 4
            if count * 5 > len(self.data):
                raise WkbError("damaged")
            members = (self.geometry(_MEMBERS[kind], f", part {index + 1}") for index in range(count))
            return label, [path for _, paths in members for path in paths]
        return label, list(self.simple(kind, order, size, f"feature {self.feature}{name}"))

    def kind(self, code: int) -> tuple[int, int]:
        """Return the type without its dimensions, and how many numbers a point has."""
        plain = code & 0x0FFFFFFF
        has_z = bool(code & _EXTENDED_Z) or plain // 1000 in {1, 3}
        has_m = bool(code & _EXTENDED_M) or plain // 1000 in {2, 3}
        self.has_height = self.has_height or has_z or has_m
        return plain % 1000, 2 + has_z + has_m

    def simple(self, kind: int, order: str, size: int, name: str) -> Iterator[FiledPath]:
        if kind == _POINT:
            points = self.points(1, order, size)
            if points[0].easting == points[0].easting:  # NaN is how an empty point is written
                yield FiledPath(PathRole.POINT, self.feature, points, name)
        elif kind == _LINE:
            if points := self.points(self.count(order, size), order, size):
                yield FiledPath(PathRole.LINE, self.feature, points, name)
        else:
            for ring in range(self.count(order, 0)):
                points = self.points(self.count(order, size), order, size)
                if len(points) < 2 or points[0].east != points[-1].east or points[0].north != points[-1].north:
                    raise WkbError("open ring")
                role, hole = (PathRole.HOLE, f", hole {ring}") if ring else (PathRole.OUTER, "")
                yield FiledPath(role, self.feature, points[:-1], name + hole)

    def count(self, order: str, size: int) -> int:
        (count,) = struct.unpack_from(order + "I", self.data, self.position)
        self.position += 4
        if count * max(size * 8, 4) > len(self.data) - self.position:
            raise WkbError("damaged")
        return int(count)

    def points(self, count: int, order: str, size: int) -> tuple[FiledPoint, ...]:
        numbers = struct.unpack_from(f"{order}{count * size}d", self.data, self.position)
        self.position += count * size * 8
        pairs = zip(numbers[::size], numbers[1::size], strict=True)
        return tuple(FiledPoint(str(i), repr(x), repr(y), x, y) for i, (x, y) in enumerate(pairs, start=1))
