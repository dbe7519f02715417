"""What was read in a file from outside: lines for the terminal, and one plain value for other programs."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from shapely.geometry import mapping

from kethop.appraisal import note_texts
from kethop.documents import PlainValue
from kethop.spatial import PathRole, Site
from kethop.spatial.intake import Intake, LayerSummary
from kethop.vocabulary import Language, Text, format_number

__all__ = ["describe_intake", "intake_record", "missing_measures"]

_MILLIMETRE = Decimal("0.001")
_DEGREES = Decimal("0.00000001")
_ORIGINS: Mapping[str, Text] = MappingProxyType(
    {
        "stated": Text(vi="tệp ghi mã", en="the file states the code"),
        "identified": Text(vi="nhận ra theo tham số trong tệp", en="identified by the parameters in the file"),
        "given": Text(vi="người nộp ghi", en="given by the filer"),
        "format": Text(vi="theo chuẩn của loại tệp", en="by the standard of the format"),
    }
)
_MEASURES: Mapping[str, Text] = MappingProxyType(
    {
        "limits": Text(vi="giới hạn thời gian và dung lượng", en="limits of time and size"),
        "memory": Text(vi="giới hạn bộ nhớ", en="the limit of memory"),
        "network": Text(vi="cắt mạng", en="no network"),
        "files": Text(vi="không mở tệp khác", en="no other files"),
        "calls": Text(vi="không chạy chương trình khác", en="no other programs"),
    }
)
_ROLES: Mapping[PathRole, Text] = MappingProxyType(
    {
        PathRole.POINT: Text(vi="điểm", en="point(s)"),
        PathRole.LINE: Text(vi="đường", en="line(s)"),
        PathRole.OUTER: Text(vi="vòng ngoài", en="outer ring(s)"),
        PathRole.HOLE: Text(vi="vòng khoét", en="hole(s)"),
    }
)
_SHAPES: Mapping[int, Text] = MappingProxyType(
    {0: Text(vi="điểm", en="points"), 1: Text(vi="tuyến", en="a route"), 2: Text(vi="vùng", en="an area")}
)
_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "Point": Text(vi="điểm", en="point"),
        "MultiPoint": Text(vi="nhiều điểm", en="several points"),
        "LineString": Text(vi="đường", en="line"),
        "MultiLineString": Text(vi="nhiều đường", en="several lines"),
        "Polygon": Text(vi="vùng", en="polygon"),
        "MultiPolygon": Text(vi="nhiều vùng", en="several polygons"),
        "MultiGeometry": Text(vi="nhiều hình", en="several shapes"),
    }
)
"""Types of shapes in plain words, by the name in the formats; a drawing's own words (``LWPOLYLINE``) stand as they are."""
_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "file": Text(vi="Tệp", en="File"),
        "format": Text(vi="Loại", en="Format"),
        "bytes": Text(vi="byte", en="bytes"),
        "part": Text(vi="Gồm tệp", en="Holds"),
        "layer": Text(vi="Lớp", en="Layer"),
        "read": Text(vi="được đọc", en="read"),
        "left": Text(vi="không đọc", en="not read"),
        "crs": Text(vi="Hệ tọa độ", en="Coordinate system"),
        "objects": Text(vi="đối tượng", en="object(s)"),
        "exact": Text(vi="đã là WGS 84, giữ nguyên số liệu", en="is WGS 84 already, the numbers are kept"),
        "moved": Text(
            vi="chuyển sang WGS 84 bằng phép chuyển {code}, độ chính xác công bố {accuracy} m",
            en="brought to WGS 84 by the operation {code}, stated accuracy {accuracy} m",
        ),
        "shape": Text(vi="Hình", en="Shape"),
        "points": Text(vi="đỉnh", en="points"),
        "area": Text(vi="Diện tích", en="Area"),
        "perimeter": Text(vi="chu vi", en="perimeter"),
        "length": Text(vi="Chiều dài", en="Length"),
        "note": Text(vi="Lưu ý", en="Note"),
        "missing": Text(
            vi="Máy này không có đủ biện pháp cách ly khi đọc tệp; thiếu",
            en="This system does not confine the reading of files fully; it lacks",
        ),
    }
)


def describe_intake(intake: Intake, site: Site, language: Language) -> str:
    """Return what was read, one statement a line: format, parts, layers, CRS and how it is known, shape, measures, notes.

    Parameters
    ----------
    intake : Intake
        The file.
    site : Site
        The geometry made of it.
    language : Language
        Of the words.
    """
    words = {name: text.in_language(language) for name, text in _WORDS.items()}
    size = format_number(len(intake.data), language)
    lines = [f"{words['file']}: {intake.name}, {size} {words['bytes']}, SHA-256 {intake.sha256}"]
    lines.append(f"{words['format']}: {intake.format}")
    lines += [
        f"{words['part']}: {part.name} ({format_number(part.size, language)} {words['bytes']}, {part.sha256[:12]})"
        for part in intake.reading.parts
    ]
    for layer in intake.reading.layers:
        lines.append(f"{words['layer']}{_layer(layer, language)} ({words['read' if layer.is_read else 'left']})")
    origin = _ORIGINS[intake.reading.crs_origin].in_language(language)
    lines.append(f"{words['crs']}: {site.filed.crs} ({origin}); {_operation(site, language)}")
    points = sum(len(path.points) for path in site.filed.paths)
    roles = ", ".join(
        f"{format_number(count, language)} {_ROLES[role].in_language(language)}" for role, count in _roles(site).items()
    )
    shape = _SHAPES[site.dimension].in_language(language)
    lines.append(f"{words['shape']}: {shape}; {roles}; {format_number(points, language)} {words['points']}")
    if site.dimension == 2:
        area, perimeter = (
            format_number(_rounded(value), language, decimals=3) for value in (site.area_m2, site.perimeter_m)
        )
        lines.append(f"{words['area']}: {area} m²; {words['perimeter']}: {perimeter} m")
    elif site.dimension == 1:
        lines.append(f"{words['length']}: {format_number(_rounded(site.length_m), language, decimals=3)} m")
    lines += [f"{words['note']}: {text.in_language(language)}" for text in note_texts(site.notes)]
    return "\n".join(lines)


def _layer(layer: LayerSummary, language: Language) -> str:
    """Return the name of a layer, where it has one, with its count, its types and its extent in the file's numbers."""
    known = [_kind(word, language) for word in layer.kind.split(", ") if word]
    said = [", ".join(known)]
    if layer.count is not None:
        said.insert(0, f"{format_number(layer.count, language)} {_WORDS['objects'].in_language(language)}")
    if layer.extent:
        west, south, east, north = (format_number(Decimal(str(item)), language, decimals=8) for item in layer.extent)
        said.append(f"[{west} {south}; {east} {north}]")
    name = f" “{layer.name}”" if layer.name else ""
    return f"{name}: {', '.join(item for item in said if item)}"


def _kind(word: str, language: Language) -> str:
    known = {name.casefold(): text for name, text in _KINDS.items()}.get(word.casefold())
    return known.in_language(language) if known else word


def _operation(site: Site, language: Language) -> str:
    if not site.operation.accuracy_m:
        return _WORDS["exact"].in_language(language)
    accuracy = format_number(Decimal(str(site.operation.accuracy_m)), language)
    return _WORDS["moved"].in_language(language).format(code=site.operation.code, accuracy=accuracy)


def missing_measures(intake: Intake, language: Language) -> str | None:
    """Return a sentence naming the measures of confinement that this system lacks; None where all held."""
    if not intake.missing:
        return None
    names = ", ".join(_MEASURES[name].in_language(language) for name in intake.missing)
    return f"{_WORDS['missing'].in_language(language)}: {names}."


def intake_record(intake: Intake, site: Site) -> PlainValue:
    """Return everything that was read as a plain value, numbers as filed included."""
    reading = intake.reading
    return {
        "format": "kethop-intake/1",
        "name": intake.name,
        "size": len(intake.data),
        "sha256": intake.sha256,
        "file_format": intake.format.value,
        "parts": [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in reading.parts],
        "layers": [
            {"name": layer.name, "kind": layer.kind, "count": layer.count, "is_read": layer.is_read}
            for layer in reading.layers
        ],
        "crs": site.filed.crs,
        "crs_origin": reading.crs_origin,
        "operation": {"code": site.operation.code, "accuracy_m": Decimal(str(site.operation.accuracy_m))},
        "as_filed": list(_filed(site)),
        "geometry": _plain(mapping(site.geometry)),
        "area_m2": _rounded(site.area_m2),
        "perimeter_m": _rounded(site.perimeter_m),
        "length_m": _rounded(site.length_m),
        "notes": [{"vi": text.vi, "en": text.en} for text in note_texts(site.notes)],
        "missing_measures": list(intake.missing),
    }


def _filed(site: Site) -> Iterator[PlainValue]:
    for path in site.filed.paths:
        points: list[PlainValue] = [[point.name, point.east, point.north] for point in path.points]
        yield {"role": path.role.value, "name": path.name, "feature": path.feature, "points": points}


def _roles(site: Site) -> Mapping[PathRole, int]:
    counts: dict[PathRole, int] = {}
    for path in site.filed.paths:
        counts[path.role] = counts.get(path.role, 0) + 1
    return counts


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(_MILLIMETRE)


def _plain(value: object) -> PlainValue:
    """Return a GeoJSON mapping with decimals: 8 places of a degree are a millimetre."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return Decimal(value).quantize(_DEGREES) if isinstance(value, float) else str(value)
