"""Read a site from GeoJSON (RFC 7946, with the legacy ``crs`` member of 2008)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kethop.documents.reading import PlainValue, read_json
from kethop.errors import Place, SiteError
from kethop.spatial.crs_names import CRS84, WGS84, canonical_crs
from kethop.spatial.notes import note
from kethop.spatial.sites.filed import FiledPath, FiledPoint, PathRole, SiteDraft

__all__ = ["draft_from_geojson", "draft_from_value"]

_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_LARGEST = Decimal("1e12")


def draft_from_geojson(data: bytes, *, source: str, crs: str | None) -> SiteDraft:
    """Return the paths of a GeoJSON document.

    Parameters
    ----------
    data : bytes
        UTF-8 JSON.
    source : str
        File name, for messages.
    crs : str or None
        Canonical code that the user gave; None means CRS84 unless the document says otherwise.

    Raises
    ------
    DocumentError
        Not UTF-8, not JSON, duplicate keys, nested too deep, above the size that documents may have.
    SiteError
        See ``draft_from_value``; ``site.not_geojson`` also for a number of thousands of digits.
    """
    try:
        value = read_json(data, source=source).value
    except ValueError as error:  # json turns no integer above 4300 digits into a number
        raise SiteError("site.not_geojson", place=Place(source), problem="number too long") from error
    return draft_from_value(value, source=source, crs=crs)


def draft_from_value(value: PlainValue, *, source: str, crs: str | None) -> SiteDraft:
    """Return the paths of a GeoJSON object that is already a plain value.

    Raises
    ------
    SiteError
        ``site.not_geojson`` (``problem``), ``site.crs_unknown`` (``crs``), ``site.crs_conflict`` (``filed``, ``given``),
        ``site.crs_inside`` (``crs``: of one feature or geometry), ``site.geometry_type`` (``type``), ``site.no_features``, ``site.geometry_missing``, ``site.not_a_number``
        (``text``), ``site.ring_not_closed`` (``ring``).
    """
    reader = _Reader(source)
    root = reader.mapping(value, "")
    filed = reader.filed = reader.crs_member(root)
    if filed is not None and crs is not None and {filed, crs} - {CRS84, WGS84} and filed != crs:
        raise SiteError("site.crs_conflict", place=Place(source, path="crs"), filed=filed, given=crs)
    paths: list[FiledPath] = []
    for number, (geometry, where) in enumerate(reader.geometries(root, ""), start=1):
        reader.refuse_own_crs(geometry, where)
        paths.extend(reader.paths(geometry, where, number))
    if not paths:
        raise SiteError("site.no_features", place=Place(source))
    notes = (note("site.height_dropped"),) if reader.has_height else ()
    return SiteDraft(filed or crs or CRS84, tuple(paths), notes, is_crs_stated=filed is not None)


class _Reader:
    """Walks one document; every fault names its path in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.has_height = False
        self.filed: str | None = None

    def fault(self, code: str, path: str, **fields: str | int | None) -> SiteError:
        return SiteError(code, place=Place(self.source, path=path), **fields)

    def mapping(self, value: PlainValue, path: str) -> Mapping[str, PlainValue]:
        if not isinstance(value, Mapping):
            raise self.fault("site.not_geojson", path, problem="an object is expected")
        return value

    def sequence(self, value: PlainValue, path: str) -> list[PlainValue]:
        if not isinstance(value, list):
            raise self.fault("site.not_geojson", path, problem="an array is expected")
        return value

    def crs_member(self, holder: Mapping[str, PlainValue], where: str = "") -> str | None:
        """Return the CRS that an object of the document says; None where it says none."""
        if holder.get("crs") is None:
            return None
        where = f"{where}.crs".lstrip(".")
        properties = self.mapping(self.mapping(holder["crs"], where).get("properties"), f"{where}.properties")
        name = properties.get("name")
        code = canonical_crs(name) if isinstance(name, str) else None
        if code is None:
            raise self.fault("site.crs_unknown", where, crs=str(name)[:80])
        return code

    def refuse_own_crs(self, holder: Mapping[str, PlainValue], where: str) -> None:
        """Refuse a feature or a geometry with another CRS than the document's, which the edition of 2008 allows."""
        own = self.crs_member(holder, where)
        if own is not None and own != self.filed:
            raise self.fault("site.crs_inside", f"{where}.crs".lstrip("."), crs=own)

    def geometries(self, value: Mapping[str, PlainValue], path: str) -> Iterator[tuple[Mapping[str, PlainValue], str]]:
        """Yield each geometry object with its path."""
        kind = value.get("type")
        if kind == "FeatureCollection":
            for index, feature in enumerate(self.sequence(value.get("features"), "features")):
                where = f"features[{index}]"
                member = self.mapping(feature, where)
                if member.get("type") != "Feature":
                    raise self.fault("site.not_geojson", where, problem="a Feature is expected")
                self.refuse_own_crs(member, where)
                yield from self.geometries(member, where)
        elif kind == "Feature":
            where = f"{path}.geometry".lstrip(".")
            if value.get("geometry") is None:
                raise self.fault("site.geometry_missing", where)
            yield self.mapping(value["geometry"], where), where
        elif isinstance(kind, str):
            yield value, path
        else:
            raise self.fault("site.not_geojson", path, problem="no type")

    def paths(self, geometry: Mapping[str, PlainValue], where: str, feature: int) -> Iterator[FiledPath]:
        kind = geometry.get("type")
        if not isinstance(kind, str) or kind not in _DEPTH:
            raise self.fault("site.geometry_type", where, type=str(kind)[:40])
        where = f"{where}.coordinates".lstrip(".")
        coordinates = self.sequence(geometry.get("coordinates"), where)
        if not coordinates:
            raise self.fault("site.geometry_missing", where)
        polygonal = kind.endswith("Polygon")
        role = PathRole.POINT if kind.endswith("Point") else PathRole.LINE
        for place, leaf in self.leaves(coordinates, where, _DEPTH[kind]):
            points = tuple(self.point(item, f"{place}[{i}]", i + 1) for i, item in enumerate(leaf))
            if not points:
                raise self.fault("site.geometry_missing", place)
            if role is PathRole.POINT:
                yield from (FiledPath(role, feature, (point,), place) for point in points)
                continue
            if polygonal:
                role = PathRole.OUTER if place.endswith("[0]") else PathRole.HOLE
                points = self.opened(points, place)
            yield FiledPath(role, feature, points, place)

    def leaves(self, value: list[PlainValue], path: str, depth: int) -> Iterator[tuple[str, list[PlainValue]]]:
        """Yield each list of positions with its path."""
        if depth == 0:
            yield path, [value]
        elif depth == 1:
            yield path, value
        else:
            for index, part in enumerate(value):
                where = f"{path}[{index}]"
                yield from self.leaves(self.sequence(part, where), where, depth - 1)

    def point(self, value: PlainValue, path: str, number: int) -> FiledPoint:
        position = self.sequence(value, path)
        if len(position) not in {2, 3}:
            raise self.fault("site.not_geojson", path, problem="a position has two or three numbers")
        east, north = (self.number(item, path) for item in position[:2])
        if len(position) == 3:
            self.number(position[2], path)
            self.has_height = True
        return FiledPoint(str(number), str(east), str(north), float(east), float(north))

    def number(self, value: PlainValue, path: str) -> int | Decimal:
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.fault("site.not_a_number", path, text=str(value)[:40])
        if Decimal(value).copy_abs() > _LARGEST:  # abs() would round, and overflow, in the context
            raise self.fault("site.number_too_large", path, text=str(value)[:40])
        return value

    def opened(self, points: tuple[FiledPoint, ...], path: str) -> tuple[FiledPoint, ...]:
        """Return a ring without its closing point."""
        first, last = points[0], points[-1]
        if len(points) < 2 or (first.easting, first.northing) != (last.easting, last.northing):
            raise self.fault("site.ring_not_closed", path, ring=path, first=f"{first.east} {first.north}")
        return points[:-1]
