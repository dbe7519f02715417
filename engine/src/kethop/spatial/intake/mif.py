"""Read a site from MapInfo interchange (``.mif`` with ``.mid``): every number as written."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import VN2000, WGS84, is_geographic
from kethop.spatial.intake.grids import Grid, code_of_grid, is_pinned_shift
from kethop.spatial.intake.reading import FileReading, LayerSummary
from kethop.spatial.intake.request import ReadingRequest
from kethop.spatial.intake.settling import FileWords, KnownCrs, of_user, settled
from kethop.spatial.intake.units import DrawingUnit, refuse_doubtful, settled_unit
from kethop.spatial.notes import note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole, SiteFormat

__all__ = ["read_mif"]

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_OPTIONS = {"pen", "brush", "symbol", "smooth", "center", "font", "spacing", "justify", "angle", "label"}
_SHAPES = {"arc", "rect", "roundrect", "ellipse", "collection"}
_OBJECTS = {"none", "point", "line", "pline", "region", "multipoint", "text", *_SHAPES}
_WGS84_DATUMS, _OWN_DATUM, _OWN_DATUM_3, _WGS84_ELLIPSOID = {28, 104}, 9999, 999, 28
_LATITUDE_LONGITUDE, _MERCATOR = 1, 8
_IDENTITY = {"1,1,0,0", "0,0,0,0"}
_UNITS = re.compile(r'nonearth\s+units\s+"([^"]{1,40})"(?:\s+bounds\s*\(.*)?', re.IGNORECASE | re.DOTALL)


def read_mif(mif: bytes, mid: bytes | None, request: ReadingRequest, *, name: str, source: str) -> FileReading:
    """Return the objects of a MIF file.

    Raises
    ------
    SiteError
        ``intake.mif_broken`` (``problem``, with the line), ``intake.part_missing`` (``part``), ``intake.rows_differ``
        (``stated``, ``found``, ``part``), ``intake.crs_unidentified`` (``read``), those of ``settled_unit``,
        ``intake.option_not_used`` (``option``: a unit given for a file that says its CRS),
        ``site.crs_conflict``, ``site.geometry_missing``, ``site.geometry_type`` (``type``), ``site.not_a_number``
        (``text``), ``site.no_features``.
    """
    reader = _Mif(mif.decode("latin-1"), source)
    clause = reader.header().get("coordsys", "")
    crs = _crs(clause, request, source)
    unit = _unit(clause, request, source)
    reader.per_metre = unit.per_metre
    paths = list(reader.objects())
    rows = sum(reader.counts.values())
    if mid is None and reader.columns:
        raise SiteError("intake.part_missing", place=Place(source), part=".mid")
    if mid is not None and reader.columns:
        stated = sum(
            1 for row in csv.reader(io.StringIO(mid.decode("latin-1"), newline=""), delimiter=reader.delimiter) if row
        )
        if stated != rows:
            raise SiteError("intake.rows_differ", place=Place(source), stated=stated, found=rows, part="mid")
    if not paths:
        raise SiteError("site.no_features", place=Place(source))
    refuse_doubtful(paths, unit, given=request.unit, source=source)
    found = [*crs.notes, *unit.notes]
    if reader.counts["text"]:
        found.append(note("intake.ignored", kind="text", count=reader.counts["text"]))
    if reader.closed:
        found.append(note("site.rings_closed", count=reader.closed))
    kinds = ", ".join(sorted(reader.counts))
    return FileReading(
        crs.code,
        crs.origin,
        tuple(paths),
        tuple(found),
        (LayerSummary(name, kinds, rows),),
        format=SiteFormat.MAPINFO_MIF,
    )


def _crs(text: str, request: ReadingRequest, source: str) -> KnownCrs:
    """Return the CRS of a ``CoordSys`` clause; without one MapInfo itself would assume degrees, we ask."""
    if not text or _is_plan(text):
        return of_user(request.crs)
    code, likely, shift = _code(text)
    return settled(FileWords(code, likely, f"CoordSys {text}"[:200], shift), given=request.crs, source=source)


def _is_plan(clause: str) -> bool:  # as a program writes that does not know the CRS
    return clause.lower().startswith("nonearth")


def _unit(clause: str, request: ReadingRequest, source: str) -> DrawingUnit:
    """Return the unit of the numbers: that of a plan; metres or degrees by the CRS of the earth, which is checked there."""
    is_plan, is_angle = _is_plan(clause), request.crs is not None and is_geographic(request.crs)
    if request.unit is not None and (is_angle or not is_plan):
        raise SiteError("intake.option_not_used", place=Place(source), option="--unit (site.unit)")
    if not is_plan:
        return DrawingUnit("m")
    match = _UNITS.fullmatch(clause)
    if match is None or "affine" in clause.lower():
        raise SiteError("intake.crs_unidentified", place=Place(source), read=f"CoordSys {clause}"[:200])
    stated = match[1].strip().lower()
    if not is_angle:
        return settled_unit(stated, request.unit, source=source)
    if stated not in {"m", "degree"}:  # the numbers are degrees; a program that does not know the CRS writes "m"
        raise SiteError("intake.unit_unknown", place=Place(source), unit=stated)
    return DrawingUnit("m")


def _code(text: str) -> tuple[str | None, str | None, tuple[float, ...]]:
    """Return the code that the clause means, or else the one whose numbers it has, and its datum shift."""
    match = re.fullmatch(r"earth\s+projection\s+(.*?)(?:\s+bounds\s*\(.*)?", text, re.IGNORECASE | re.DOTALL)
    if not match or "affine" in text.lower():
        return None, None, ()
    words = [word.strip().strip('"') for word in match[1].split(",")]
    try:
        projection, datum = int(words[0]), int(words[1])
        rest, shift = _after_datum(datum, words[2:])
        if projection == _LATITUDE_LONGITUDE and rest in ([], ["degree"]):
            return VN2000 if shift else WGS84 if datum in _WGS84_DATUMS else None, None, shift
        if projection != _MERCATOR or rest[0] != "m" or not (shift or datum in _WGS84_DATUMS):
            return None, None, shift
        longitude, latitude, scale, east, north = (float(word) for word in rest[1:])
    except (ValueError, IndexError):
        return None, None, ()
    found = code_of_grid(Grid(latitude, longitude, scale, east, north))
    return (found, None, shift) if shift else (None, found, shift)


def _after_datum(datum: int, words: list[str]) -> tuple[list[str], tuple[float, ...]]:
    """Return the words after the datum, and the shift of a datum that is VN-2000 by its own parameters."""
    if datum not in {_OWN_DATUM, _OWN_DATUM_3}:
        return words, ()
    count = 3 if datum == _OWN_DATUM_3 else 8
    shift = tuple(float(word) for word in words[1 : 1 + count])
    if int(words[0]) != _WGS84_ELLIPSOID or not is_pinned_shift(shift):
        raise ValueError(datum)
    return words[1 + count :], shift[:7]


class _Mif:
    """Reads line by line; every fault names its line."""

    def __init__(self, text: str, source: str) -> None:
        self.lines = text.splitlines()
        self.source = source
        self.position = 0
        self.columns = 0
        self.delimiter = "\t"
        self.counts: Counter[str] = Counter()
        self.closed = 0
        self.per_metre = Decimal(1)

    def fault(self, code: str, **fields: str) -> SiteError:
        return SiteError(code, place=Place(self.source, self.position), **fields)

    def line(self) -> str:
        if self.position >= len(self.lines):
            raise self.fault("intake.mif_broken", problem="cut off")
        self.position += 1
        return self.lines[self.position - 1].strip()

    def header(self) -> dict[str, str]:
        """Return the clauses before ``Data``, by their first word."""
        found: dict[str, str] = {}
        while True:
            line = self.line()
            word, _, rest = line.partition(" ")
            key = word.lower()
            if key == "data" and not rest:
                break
            if key == "columns":
                self.columns = self.whole(rest)
                self.position += self.columns
            elif key == "delimiter":
                self.delimiter = rest.strip().strip('"') or "\t"
            elif key == "transform" and rest.replace(" ", "") not in _IDENTITY:
                raise self.fault("intake.mif_broken", problem="transform")
            elif key in found:
                raise self.fault("intake.mif_broken", problem="a clause twice")
            if key:
                found[key] = rest.strip()
        if "version" not in found or len(self.delimiter) != 1:
            raise self.fault("intake.mif_broken", problem="not MIF")
        return found

    def objects(self) -> Iterator[FiledPath]:
        while self.position < len(self.lines):
            line = self.line()
            if not line:
                continue
            words = line.split()
            kind = words[0].lower()
            if kind in _OPTIONS or (self.counts["text"] and kind not in _OBJECTS and self.last == "text"):
                continue
            if kind not in _OBJECTS:
                raise self.fault("intake.mif_broken", problem="unknown line")
            self.last = kind
            self.counts[kind] += 1
            if kind in _SHAPES:
                raise self.fault("site.geometry_type", type=kind)
            if kind == "none":
                raise self.fault("site.geometry_missing")
            if kind != "text":
                yield from self.paths(kind, words[1:])

    last = ""

    def paths(self, kind: str, words: list[str]) -> Iterator[FiledPath]:
        feature = sum(self.counts.values())
        name = f"{kind} {feature}"
        if kind == "point":
            yield FiledPath(PathRole.POINT, feature, (self.point(words, 1),), name)
        elif kind == "line":
            yield FiledPath(PathRole.LINE, feature, (self.point(words[:2], 1), self.point(words[2:], 2)), name)
        elif kind == "multipoint":
            for index, point in enumerate(self.points(self.whole(words[0]) if words else 0), start=1):
                yield FiledPath(PathRole.POINT, feature, (point,), f"{name}, part {index}")
        elif kind == "pline":
            is_multiple = bool(words) and words[0].lower() == "multiple"
            count = self.whole(words[1]) if is_multiple and len(words) > 1 else 1
            for part in range(count):
                size = self.whole(words[0]) if words and not is_multiple else self.whole(self.line())
                yield FiledPath(PathRole.LINE, feature, self.points(size), f"{name}, part {part + 1}")
        else:
            for part in range(self.whole(words[0]) if words else 0):
                yield FiledPath(
                    PathRole.OUTER, feature, self.opened(self.whole(self.line())), f"{name}, ring {part + 1}"
                )

    def opened(self, count: int) -> tuple[FiledPoint, ...]:
        """Return a ring without its closing point; MapInfo may leave it out."""
        points = self.points(count)
        is_closed = count > 1 and (points[0].easting, points[0].northing) == (points[-1].easting, points[-1].northing)
        self.closed += not is_closed
        return points[:-1] if is_closed else points

    def points(self, count: int) -> tuple[FiledPoint, ...]:
        if not 0 < count <= len(self.lines) - self.position:
            raise self.fault("intake.mif_broken", problem="cut off")
        return tuple(self.point(self.line().split(), index) for index in range(1, count + 1))

    def point(self, words: list[str], number: int) -> FiledPoint:
        if len(words) != 2 or not all(len(word) <= 60 and _NUMBER.fullmatch(word) for word in words):
            raise self.fault("site.not_a_number", text=" ".join(words)[:40])
        east, north = words
        easting, northing = (float(Decimal(text) / self.per_metre) for text in words)
        return FiledPoint(str(number), east, north, easting, northing, self.position)

    def whole(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}", text.strip()):
            raise self.fault("intake.mif_broken", problem="a count is expected")
        return int(text)
