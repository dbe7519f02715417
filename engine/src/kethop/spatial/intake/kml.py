"""Read a site from KML: every number as written, nothing fetched, everything left out is counted."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import CRS84, WGS84
from kethop.spatial.intake import limits
from kethop.spatial.intake.choosing import chosen_layer
from kethop.spatial.intake.reading import FileReading, LayerSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.notes import note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole

__all__ = ["read_kml"]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_CONTAINERS = {"Document", "Folder"}
_IGNORED = {"NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Tour"}
_GEOMETRIES = {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"}
_STRANGE = {"Model", "Track", "MultiTrack"}


def read_kml(data: bytes, request: ReadingRequest, *, source: str) -> FileReading:
    """Return the placemarks of one folder of a KML file.

    Raises
    ------
    SiteError
        ``intake.kml_broken`` (``problem``), ``intake.xml_hostile`` (``problem``), ``intake.xml_limit`` (``limit``),
        ``site.crs_conflict`` (``filed``, ``given``), ``site.geometry_missing``, ``site.geometry_type`` (``type``),
        ``site.not_a_number`` (``text``), ``site.ring_not_closed`` (``ring``, ``first``), ``site.no_features``, those of
        ``chosen_layer``.
    """
    if request.crs not in {None, CRS84, WGS84}:
        raise SiteError("site.crs_conflict", place=Place(source), filed=CRS84, given=request.crs)
    walk = _Walk(source)
    try:
        walk.read(data)
    except ParseError as error:
        problem = str(error)[:120]
        raise SiteError("intake.kml_broken", place=Place(source), problem=problem) from error
    except DefusedXmlException as error:
        raise SiteError("intake.xml_hostile", place=Place(source), problem=type(error).__name__) from error
    except (ValueError, LookupError) as error:  # an encoding that is not known, or a broken one
        raise SiteError("intake.kml_broken", place=Place(source), problem="encoding") from error
    if not walk.layers:
        raise SiteError("site.no_features", place=Place(source))
    summaries = [
        LayerSummary(name, ", ".join(sorted(walk.kinds[name])), walk.counts[name], _extent(paths))
        for name, paths in walk.layers.items()
    ]
    name, layers = chosen_layer(summaries, request.layer, source=source)
    notes = [note("intake.ignored", kind=kind, count=count) for kind, count in sorted(walk.ignored.items())]
    if walk.hidden[name]:
        notes.append(note("intake.hidden_read", count=walk.hidden[name]))
    if walk.has_height:
        notes.append(note("site.height_dropped"))
    return FileReading(CRS84, "format", tuple(walk.layers[name]), tuple(notes), layers)


def _extent(paths: list[FiledPath]) -> tuple[float, float, float, float]:
    east = [point.easting for path in paths for point in path.points]
    north = [point.northing for path in paths for point in path.points]
    return min(east), min(north), max(east), max(north)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


class _Walk:
    """One pass over the elements; a placemark is read when it ends and then forgotten."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.layers: dict[str, list[FiledPath]] = {}
        self.kinds: dict[str, set[str]] = {}
        self.counts: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()
        self.has_height = False
        self.number = 0
        self.unseen: list[Element] = []
        self.hidden: Counter[str] = Counter()

    def read(self, data: bytes) -> None:
        stack: list[Element] = []
        folders: list[tuple[Element, str]] = []
        elements = 0
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                stack.append(element)
                elements += 1
                self.limit(len(stack), elements)
                if _local(element) in _CONTAINERS:
                    folders.append((element, ""))
                continue
            stack.pop()
            self.end(element, folders, stack)
        if elements and _local(element) != "kml" and not self.layers:
            raise SiteError("intake.kml_broken", place=Place(self.source), problem="not KML")

    def limit(self, depth: int, elements: int) -> None:
        if depth > limits.MAX_XML_DEPTH:
            raise SiteError("intake.xml_limit", place=Place(self.source), limit=f"depth {limits.MAX_XML_DEPTH}")
        if elements > limits.MAX_ELEMENTS:
            raise SiteError("intake.xml_limit", place=Place(self.source), limit=f"{limits.MAX_ELEMENTS} elements")

    def end(self, element: Element, folders: list[tuple[Element, str]], stack: list[Element]) -> None:
        kind = _local(element)
        if kind == "name" and folders and stack and stack[-1] is folders[-1][0]:
            folders[-1] = (folders[-1][0], (element.text or "").strip()[:80])
        elif kind == "visibility" and stack and _local(stack[-1]) in {"Placemark", *_CONTAINERS}:
            if (element.text or "").strip() in {"0", "false"}:
                self.unseen.append(stack[-1])
        elif kind == "Placemark":
            layer = self.layer_name(folders)
            self.placemark(element, layer)
            above = [folder for folder, _ in folders]
            self.hidden[layer] += any(item is element or item in above for item in self.unseen)
            self.unseen = [item for item in self.unseen if item is not element]
            element.clear()
        elif kind in _IGNORED:
            self.ignored[kind] += 1
            element.clear()
        elif kind in _CONTAINERS and folders:
            folders.pop()
            self.unseen = [item for item in self.unseen if item is not element]
            element.clear()

    def layer_name(self, folders: list[tuple[Element, str]]) -> str:
        """Return the names of the folders from the top, which tell two folders of one name apart."""
        return " / ".join(name for _, name in folders if name)[:200] or "kml"

    def placemark(self, element: Element, layer: str) -> None:
        self.number += 1
        where = f"Placemark {self.number}"
        strange = [_local(item) for item in element.iter() if _local(item) in _STRANGE]
        if strange:
            raise SiteError("site.geometry_type", place=Place(self.source, path=where), type=strange[0])
        found = [item for item in element if _local(item) in _GEOMETRIES]
        if not found:
            raise SiteError("site.geometry_missing", place=Place(self.source, path=where))
        paths = [path for item in found for path in self.paths(item, where)]
        if not paths:
            raise SiteError("site.geometry_missing", place=Place(self.source, path=where))
        self.counts[layer] += 1
        self.kinds.setdefault(layer, set()).update(_local(item) for item in found)
        self.layers.setdefault(layer, []).extend(paths)

    def paths(self, element: Element, where: str) -> Iterator[FiledPath]:
        kind = _local(element)
        if kind == "MultiGeometry":
            for index, member in enumerate(item for item in element if _local(item) in _GEOMETRIES):
                yield from self.paths(member, f"{where}, part {index + 1}")
        elif kind == "Polygon":
            yield from self.polygon(element, where)
        elif kind == "LinearRing":
            yield self.ring(element, PathRole.OUTER, where)
        else:
            points = self.points(element, where)
            if kind == "Point" and len(points) != 1:
                raise SiteError("site.geometry_missing", place=Place(self.source, path=where))
            yield FiledPath(PathRole.POINT if kind == "Point" else PathRole.LINE, self.number, points, where)

    def polygon(self, element: Element, where: str) -> Iterator[FiledPath]:
        outer = [ring for side in element if _local(side) == "outerBoundaryIs" for ring in side]
        inner = [ring for side in element if _local(side) == "innerBoundaryIs" for ring in side]
        if len(outer) != 1 or any(_local(ring) != "LinearRing" for ring in (*outer, *inner)):
            raise SiteError("site.geometry_missing", place=Place(self.source, path=where))
        yield self.ring(outer[0], PathRole.OUTER, where)
        for index, ring in enumerate(inner, start=1):
            yield self.ring(ring, PathRole.HOLE, f"{where}, hole {index}")

    def ring(self, element: Element, role: PathRole, where: str) -> FiledPath:
        points = self.points(element, where)
        first, last = points[0], points[-1]
        if len(points) < 2 or (first.easting, first.northing) != (last.easting, last.northing):
            stated = f"{first.east} {first.north}"
            raise SiteError("site.ring_not_closed", place=Place(self.source, path=where), ring=where, first=stated)
        return FiledPath(role, self.number, points[:-1], where)

    def points(self, element: Element, where: str) -> tuple[FiledPoint, ...]:
        texts = [item.text or "" for item in element if _local(item) == "coordinates"]
        tuples = texts[0].split() if len(texts) == 1 else []
        if not tuples:
            raise SiteError("site.geometry_missing", place=Place(self.source, path=where))
        return tuple(self.point(text, index, where) for index, text in enumerate(tuples, start=1))

    def point(self, text: str, number: int, where: str) -> FiledPoint:
        parts = text.split(",")
        if len(parts) not in {2, 3} or not all(len(part) <= 60 and _NUMBER.fullmatch(part) for part in parts):
            raise SiteError("site.not_a_number", place=Place(self.source, path=where), text=text[:40])
        self.has_height = self.has_height or (len(parts) == 3 and Decimal(parts[2]) != 0)
        return FiledPoint(str(number), parts[0], parts[1], float(parts[0]), float(parts[1]))
