"""Read a site from a DXF drawing: the straight polylines, lines and points of one layer, with the numbers as written."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import is_geographic
from kethop.spatial.intake.choosing import chosen_layer
from kethop.spatial.intake.dxf_arcs import arc_points
from kethop.spatial.intake.dxf_tags import Entity, read_drawing
from kethop.spatial.intake.reading import FileReading, LayerSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.intake.units import DXF_UNITS, DrawingUnit, refuse_doubtful, settled_unit
from kethop.spatial.notes import Note, note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole

__all__ = ["read_dxf"]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_TEXTS = {"TEXT", "MTEXT", "ATTRIB", "ATTDEF", "DIMENSION", "LEADER", "MULTILEADER", "MLEADER", "TOLERANCE"}
_TEXTS |= {"ACAD_TABLE", "VIEWPORT", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION"}
_READ = {"LWPOLYLINE", "POLYLINE", "LINE", "POINT"}
_NO_UNIT = {"", "0"}
_CLOSED = 1
_CURVED_OR_MESH = 2 | 4 | 16 | 64
_SPLINE_FRAME = 16


def read_dxf(data: bytes, request: ReadingRequest, *, source: str) -> FileReading:
    """Return the boundary in one layer of a drawing.

    A closed polyline is a ring; an open one and a line are a route, said in a note. Texts and dimensions are left out and
    counted. An arc of a polyline becomes straight pieces within 1 mm, said in a note; any other curve, a hatch or a block
    in the chosen layer is refused, because what it means as a boundary is not in the file.

    Raises
    ------
    SiteError
        Those of ``read_drawing``, ``chosen_layer`` and ``settled_unit``; ``intake.unit_doubtful`` (``unit``),
        ``intake.option_not_used`` (``option``), ``intake.dxf_entity`` (``kind``, ``layer``), ``intake.dxf_tilted`` (``kind``), ``site.not_a_number`` (``text``), ``site.geometry_missing``,
        ``site.no_features``.
    """
    drawing = read_drawing(data, source=source)
    drawn = [entity for entity in drawing.entities if entity.first(67).strip() != "1"]
    on_paper = len(drawing.entities) - len(drawn)
    summaries = _layers(drawn)
    if not summaries:
        raise SiteError("site.no_features", place=Place(source))
    wanted = {item.name.casefold(): item.name for item in summaries}.get(
        (request.layer or "").casefold(), request.layer
    )
    layer, layers = chosen_layer(summaries, wanted, source=source)
    unit = _unit(drawing.units.strip(), request, source)
    reader = _Reader(source, unit.per_metre)
    paths: list[FiledPath] = []
    texts: Counter[str] = Counter()
    hidden = 0
    for number, entity in enumerate(drawn, start=1):
        if entity.kind in _TEXTS:
            texts[entity.kind] += 1
        elif _layer_of(entity).casefold() == layer.casefold():
            paths.extend(reader.paths(entity, number))
            hidden += entity.first(60).strip() == "1" or layer.casefold() in drawing.hidden_layers
    if not paths:
        raise SiteError("site.no_features", place=Place(source))
    refuse_doubtful(paths, unit, given=request.unit, source=source)
    notes = [note("intake.ignored", kind=kind, count=count) for kind, count in sorted(texts.items())]
    if on_paper:
        notes.append(note("intake.paper_ignored", count=on_paper))
    if hidden:
        notes.append(note("intake.hidden_read", count=hidden))
    notes += unit.notes
    origin = "given" if request.crs else "missing"
    return FileReading(request.crs, origin, tuple(paths), (*notes, *reader.notes()), layers)


def _layer_of(entity: Entity) -> str:
    return entity.first(8, "0").strip()[:200] or "0"


def _layers(entities: Sequence[Entity]) -> list[LayerSummary]:
    """Return the layers that hold a shape; those of texts alone are no candidates."""
    spelt: dict[str, str] = {}
    kinds: dict[str, Counter[str]] = {}
    boxes: dict[str, tuple[float, float, float, float]] = {}
    for entity in entities:
        written = _layer_of(entity)
        name = spelt.setdefault(written.casefold(), written)  # capitals make no other layer in a drawing
        kinds.setdefault(name, Counter())[entity.kind] += 1
        for item in (entity, *entity.vertices):
            east = [float(value) for code, value in item.tags if code in {10, 11} and _NUMBER.fullmatch(value.strip())]
            north = [float(value) for code, value in item.tags if code in {20, 21} and _NUMBER.fullmatch(value.strip())]
            if entity.kind in _READ and east and north and not (item is entity and entity.vertices):
                west, south, right, top = boxes.get(name, (east[0], north[0], east[0], north[0]))
                boxes[name] = min(west, *east), min(south, *north), max(right, *east), max(top, *north)
    return [
        LayerSummary(name, ", ".join(sorted(found)), sum(found.values()), boxes.get(name))
        for name, found in kinds.items()
        if set(found) - _TEXTS
    ]


def _unit(code: str, request: ReadingRequest, source: str) -> DrawingUnit:
    """Return the unit of a drawing; degrees are read as they stand."""
    if request.crs is not None and is_geographic(request.crs):
        if request.unit is not None:
            raise SiteError("intake.option_not_used", place=Place(source), option="--unit (site.unit)")
        return DrawingUnit("m")
    stated = None if code in _NO_UNIT else DXF_UNITS.get(code, f"$INSUNITS {code[:20]}")
    return settled_unit(stated, request.unit, source=source)


class _Reader:
    """Turns entities into paths, counting what a reader of the result must know."""

    def __init__(self, source: str, per_metre: Decimal) -> None:
        self.source, self.per_metre = source, per_metre
        self.open_lines = self.arcs = 0
        self.has_height = False

    def notes(self) -> Iterator[Note]:
        if self.open_lines:
            yield note("intake.open_lines", count=self.open_lines)
        if self.arcs:
            yield note("intake.arcs_replaced", count=self.arcs, tolerance_mm=1)
        if self.has_height:
            yield note("site.height_dropped")

    def paths(self, entity: Entity, number: int) -> Iterator[FiledPath]:
        place = Place(self.source, entity.line)
        if entity.kind not in _READ:
            raise SiteError("intake.dxf_entity", place=place, kind=entity.kind, layer=_layer_of(entity)[:80])
        normal = [entity.first(code, plain).strip() for code, plain in ((210, "0"), (220, "0"), (230, "1"))]
        if [self.number(text, place) for text in normal] != [0, 0, 1]:
            raise SiteError("intake.dxf_tilted", place=place, kind=entity.kind)
        name = f"{entity.kind} {number}"
        if entity.kind == "POINT":
            yield FiledPath(PathRole.POINT, number, (self.point(entity.first(10), entity.first(20), 1, place),), name)
        elif entity.kind == "LINE":
            self.open_lines += 1
            ends = ((10, 20), (11, 21))
            points = (self.point(entity.first(x), entity.first(y), i, place) for i, (x, y) in enumerate(ends, start=1))
            yield FiledPath(PathRole.LINE, number, tuple(points), name)
        else:
            yield self.polyline(entity, number, name, place)
        self.has_height = self.has_height or self.is_raised(entity, place)

    def is_raised(self, entity: Entity, place: Place) -> bool:
        heights = [value for item in (entity, *entity.vertices) for code, value in item.tags if code in {30, 31, 38}]
        return any(self.number(value.strip(), place) for value in heights)

    def polyline(self, entity: Entity, number: int, name: str, place: Place) -> FiledPath:
        flags = self.flags(entity, place)
        corners = self.old_corners(entity, flags, place) if entity.kind == "POLYLINE" else self.corners(entity, place)
        if len(corners) < 2:
            raise SiteError("site.geometry_missing", place=place)
        first, last = corners[0][0], corners[-1][0]
        returns = len(corners) > 2 and (first.easting, first.northing) == (last.easting, last.northing)
        is_closed = bool(flags & _CLOSED) or returns
        points: list[FiledPoint] = []
        following = [*corners[1:], *(corners[:1] if flags & _CLOSED and not returns else ())]
        for index, (point, bulge) in enumerate(corners):
            points.append(point)
            if bulge and index < len(following):
                self.arcs += 1
                points.extend(arc_points(point, following[index][0], bulge))
        if returns:
            points.pop()
        self.open_lines += not is_closed
        return FiledPath(PathRole.OUTER if is_closed else PathRole.LINE, number, tuple(points), name)

    def flags(self, entity: Entity, place: Place) -> int:
        text = entity.first(70, "0").strip()
        if not re.fullmatch(r"[0-9]{1,5}", text):
            raise SiteError("site.not_a_number", place=place, text=text[:40])
        return int(text)

    def corners(self, entity: Entity, place: Place) -> list[tuple[FiledPoint, float]]:
        """Return the corners of an LWPOLYLINE with the bulge of the side that follows each."""
        rows: list[dict[int, str]] = []
        for code, value in entity.tags:
            if code == 10:
                rows.append({10: value})
            elif code in {20, 42} and rows:
                rows[-1][code] = value
        stated = entity.first(90).strip()
        if stated and stated != str(len(rows)):
            raise SiteError("intake.vertices_differ", place=place, stated=stated[:20], found=len(rows))
        return [
            (self.point(row[10], row.get(20, ""), index, place), float(self.number(row.get(42, "0").strip(), place)))
            for index, row in enumerate(rows, start=1)
        ]

    def old_corners(self, entity: Entity, flags: int, place: Place) -> list[tuple[FiledPoint, float]]:
        if flags & _CURVED_OR_MESH:
            raise SiteError("intake.dxf_entity", place=place, kind="POLYLINE", layer=_layer_of(entity)[:80])
        found = []
        for index, vertex in enumerate(entity.vertices, start=1):
            where = Place(self.source, vertex.line)
            if self.flags(vertex, where) & _SPLINE_FRAME:
                raise SiteError("intake.dxf_entity", place=where, kind="VERTEX", layer=_layer_of(entity)[:80])
            bulge = float(self.number(vertex.first(42, "0").strip(), where))
            found.append((self.point(vertex.first(10), vertex.first(20), index, where), bulge))
        return found

    def point(self, east: str, north: str, number: int, place: Place) -> FiledPoint:
        east, north = east.strip(), north.strip()
        easting, northing = (float(self.number(text, place) / self.per_metre) for text in (east, north))
        return FiledPoint(str(number), east, north, easting, northing, place.line)

    def number(self, text: str, place: Place) -> Decimal:
        if len(text) > 60 or not _NUMBER.fullmatch(text):
            raise SiteError("site.not_a_number", place=place, text=text[:40])
        return Decimal(text)
