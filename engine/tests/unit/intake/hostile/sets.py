"""Archives, folders and sets of files that must be refused, each with its code. Every row is made from sound files."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

Seeds = Mapping[str, bytes]
Make = Callable[[Seeds], bytes]
Row = tuple[str, str, str, Make] | tuple[str, str, str, Make, Mapping[str, str]]
CRS = {"crs": "EPSG:5897"}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def changed(kind: str, **parts: Any) -> Make:
    """A sound set with parts replaced by bytes or by a function of their bytes, or left out (None)."""

    def make(seeds: Seeds) -> bytes:
        names = {"shp": ("shp", "shx", "dbf", "prj"), "tab": ("tab", "dat", "map", "id"), "mif": ("mif", "mid")}[kind]
        found = {f"a.{name}": seeds[name] for name in names}
        for name, part in parts.items():
            value = part(seeds[name]) if callable(part) else part
            found.pop(f"a.{name}", None)
            if value is not None:
                found[f"a.{name}"] = value
        return packed(found)

    return make


def added(parts: Mapping[str, bytes]) -> Make:
    return lambda seeds: packed({f"a.{name}": seeds[name] for name in ("shp", "shx", "dbf", "prj")} | dict(parts))


def entry(name: str, *, mode: int = 0o100644, content: bytes = b"x", **fields: int) -> Make:
    """An archive of one entry with fields of our choice."""

    def make(_: Seeds) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as file:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            file.writestr(info, content)
        data = bytearray(buffer.getvalue())
        central = data.rfind(b"PK\x01\x02")
        for field, value in fields.items():
            local, other, size = {"flags": (6, 8, 2), "method": (8, 10, 2), "crc": (14, 16, 4)}[field]
            data[local : local + size] = data[central + other : central + other + size] = value.to_bytes(size, "little")
        return bytes(data)

    return make


def twice(first: str, second: str) -> Make:
    return lambda seeds: packed({first: seeds["kml"], "b": b"y", second: seeds["kml"]})


def patched(offset: int, value: bytes, record: bytes) -> Make:
    """A sound archive with bytes replaced at an offset from one of its records."""

    def make(seeds: Seeds) -> bytes:
        data = bytearray(changed("shp")(seeds))
        at = data.rfind(record) + offset
        data[at : at + len(value)] = value
        return bytes(data)

    return make


def overlapping(seeds: Seeds) -> bytes:
    """Two entries that share the same bytes: how a small archive inflates a million times."""
    data = packed({"a.kml": seeds["kml"]}, zipfile.ZIP_STORED)
    start, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    row = data[start:end]
    other = row.replace(b"a.kml", b"b.kml")
    counts = struct.pack("<HHII", 2, 2, len(row) * 2, start)
    return data[:start] + row + other + data[end : end + 8] + counts + b"\0\0"


def at(offset: int, value: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data[:offset] + value + data[offset + len(value) :]


def cut(length: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:length]


PRJ = (
    'PROJCS["{name}",GEOGCS["g",DATUM["{datum}",SPHEROID["WGS_1984",6378137.0,{flat}]],PRIMEM["{prime}",{meridian}],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",{east}],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{lon}],PARAMETER["Scale_Factor",{k}],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["{unit}",{metre}]]'
)


def prj(**changes: object) -> bytes:
    usual = {"name": "x", "datum": "D_VN_2000", "flat": 298.257223563, "prime": "Greenwich", "meridian": 0.0}
    usual |= {"east": 500000, "lon": 105, "k": 0.9999, "unit": "Meter", "metre": 1.0}
    return PRJ.format(**usual | changes).encode()


BOMB = zlib.compress(b"\0" * 30_000_000)
# fmt: off
ROWS: list[Row] = [
    ("A zip that is only its first half", "a.zip", "intake.zip_broken", lambda s: changed("shp")(s)[:500]),
    ("A zip with bytes after its end", "a.zip", "intake.zip_broken", lambda s: changed("shp")(s) + b"tail"),
    ("A zip with bytes before its first file", "a.zip", "intake.zip_broken", lambda s: b"PK\x03\x04head" + changed("shp")(s)),
    ("A zip without files", "a.zip", "intake.zip_broken", lambda _: packed({"folder/": b""})),
    ("A zip of several disks", "a.zip", "intake.zip_broken", patched(4, b"\1\0", b"PK\x05\x06")),
    ("A zip whose directory lies about its size", "a.zip", "intake.zip_broken", patched(12, b"\1\0\0\0", b"PK\x05\x06")),
    ("A zip with a password", "a.zip", "intake.zip_hostile", entry("a.shp", flags=1)),
    ("A zip with an unusual compression", "a.zip", "intake.zip_hostile", entry("a.shp", method=12)),
    ("A zip whose checksum is wrong", "a.zip", "intake.zip_hostile", entry("a.shp", crc=1)),
    ("A zip with a symbolic link", "a.zip", "intake.zip_hostile", entry("a.shp", mode=0o120777, content=b"/etc/passwd")),
    ("A zip with a device", "a.zip", "intake.zip_hostile", entry("a.shp", mode=0o020666)),
    ("A zip that climbs out of its folder", "a.zip", "intake.zip_hostile", entry("../../a.shp")),
    ("A zip with an absolute name", "a.zip", "intake.zip_hostile", entry("/srv/a.shp")),
    ("A zip with a drive letter", "a.zip", "intake.zip_hostile", entry("C:a.shp")),
    ("A zip with a backslash in a name", "a.zip", "intake.zip_hostile", lambda s: entry("xQa.shp")(s).replace(b"xQa", b"x\\a")),
    ("A zip with a name that is a scheme", "a.zip", "intake.zip_hostile", entry("/vsicurl/http:/x/a.shp")),
    ("A zip with a control character in a name", "a.zip", "intake.zip_hostile", entry("a\x1b[2J.shp")),
    ("A zip with two files of one name", "a.zip", "intake.zip_hostile", lambda s: twice("a.kml", "q.kml")(s).replace(b"q.kml", b"a.kml")),
    ("A zip with two names that differ in capitals", "a.zip", "intake.zip_hostile", twice("a.kml", "A.KML")),
    ("A zip inside a zip", "a.zip", "intake.zip_hostile", lambda s: packed({"a.kml": packed({"b.kml": s["kml"]})})),
    ("A gzip inside a zip", "a.zip", "intake.zip_hostile", lambda _: packed({"a.kml": b"\x1f\x8b" + b"x" * 50})),
    ("A zip whose entries share bytes", "a.zip", "intake.zip_hostile", overlapping),
    ("A zip whose two headers name different files", "a.zip", "intake.zip_hostile", lambda s: packed({"a.kml": s["kml"]}).replace(b"a.kml", b"b.kml", 1)),
    ("A zip whose stated size is too small", "a.zip", "intake.zip_hostile", patched(24, b"\1\0\0\0", b"PK\x01\x02")),
    ("A zip that inflates a thousandfold", "a.zip", "intake.zip_bomb", lambda _: packed({"a.shp": b"\0" * 30_000_000})),
    ("A zip of 101 files", "a.zip", "intake.zip_bomb", lambda _: packed({f"{i}.txt": b"x" for i in range(101)})),
    ("A zip of documents", "a.zip", "intake.nothing_inside", lambda _: packed({"a.docx.txt": b"x", "b.pdf": b"%PDF"})),
    ("A zip with two maps", "a.zip", "intake.several_layers", lambda s: packed({"a.kml": s["kml"], "b.kml": s["kml"]})),
    ("A layer that the zip has not", "a.zip", "intake.layer_missing", changed("shp"), {"layer": "z"}),
    ("A VRT that names a server's file, as a .gpkg in a zip", "a.zip", "site.geopackage_broken", lambda _: packed({"a.gpkg": b"<OGRVRTDataSource/>"})),
    ("A Shapefile without its index", "a.zip", "intake.part_missing", changed("shp", shx=None)),
    ("A Shapefile without its table", "a.zip", "intake.part_missing", changed("shp", dbf=None)),
    ("A Shapefile without .prj, and nobody says the system", "a.zip", "site.crs_missing", changed("shp", prj=None)),
    ("A .prj that is no text of a system", "a.zip", "intake.crs_unidentified", changed("shp", prj=b"VN-2000")),
    ("A .prj of UTM on WGS 84", "a.zip", "intake.crs_unidentified", changed("shp", prj=prj(datum="D_WGS_1984", k=0.9996))),
    ("A .prj of a central meridian that no zone has", "a.zip", "intake.crs_unidentified", changed("shp", prj=prj(lon=101.3))),
    ("A .prj with another false easting", "a.zip", "intake.crs_unidentified", changed("shp", prj=prj(east=1500000))),
    ("A .prj of a datum that is not known", "a.zip", "intake.crs_datum", changed("shp", prj=prj(datum="Unknown"))),
    ("A .prj on another ellipsoid", "a.zip", "intake.crs_unidentified", changed("shp", prj=prj(flat=298.3))),
    ("A .prj in feet", "a.zip", "intake.crs_unidentified", changed("shp", prj=prj(unit="Foot", metre=0.3048))),
    ("A .prj counted from Paris", "a.zip", "intake.crs_unidentified", changed("shp", prj=prj(prime="Paris", meridian=2.33722917))),
    ("A .prj of the grid of VN-2000 on WGS 84", "a.zip", "intake.crs_datum", changed("shp", prj=prj(datum="D_WGS_1984"))),
    ("A .prj that names a web address", "a.zip", "intake.crs_unidentified", changed("shp", prj=b"http://127.0.0.1:9/crs")),
    ("A .prj that is a PROJ pipeline with a grid file", "a.zip", "intake.crs_unidentified", changed("shp", prj=b"+proj=longlat +nadgrids=/etc/passwd")),
    ("A .prj against the proposal", "a.zip", "site.crs_conflict", changed("shp"), {"crs": "EPSG:9210"}),
    ("A table with a row too many", "a.zip", "intake.rows_differ", changed("shp", dbf=at(4, b"\3\0\0\0"))),
    ("A table with a row too few", "a.zip", "intake.rows_differ", changed("shp", dbf=at(4, b"\1\0\0\0"))),
    ("A table that is cut off", "a.zip", "intake.shapefile_broken", changed("shp", dbf=cut(80))),
    ("A table with a deleted row", "a.zip", "intake.rows_deleted", changed("shp", dbf=lambda d: at(int.from_bytes(d[8:10], "little"), b"*")(d))),
    ("An index of another Shapefile", "a.zip", "intake.rows_differ", changed("shp", shx=lambda d: at(24, struct.pack(">i", 54))(d[:108]))),
    ("An index that points elsewhere", "a.zip", "intake.shapefile_broken", changed("shp", shx=at(100, struct.pack(">i", 60)))),
    ("A .shp that is cut off", "a.zip", "intake.shapefile_broken", changed("shp", shp=cut(150))),
    ("A .shp of zeros", "a.zip", "intake.shapefile_broken", changed("shp", shp=b"\0" * 300)),
    ("A .shp whose record is longer than the file", "a.zip", "intake.shapefile_broken", changed("shp", shp=at(104, struct.pack(">i", 10**6)))),
    ("A .shp with a billion points", "a.zip", "intake.shapefile_broken", changed("shp", shp=at(148, struct.pack("<i", 10**9)))),
    ("A .shp whose ring starts beyond its points", "a.zip", "intake.shapefile_broken", changed("shp", shp=at(152, struct.pack("<i", 900)))),
    ("A .shp with an empty shape", "a.zip", "site.geometry_missing", changed("shp", shp=at(108, struct.pack("<i", 0)))),
    ("A .shp of surfaces in space (multipatch)", "a.zip", "site.geometry_type", changed("shp", shp=at(32, struct.pack("<i", 31)))),
    ("A .shp of mixed shapes", "a.zip", "intake.shapefile_broken", changed("shp", shp=at(108, struct.pack("<i", 3)))),
    ("A .shp with a coordinate that is no number", "a.zip", "intake.gdal_warning", changed("shp", shp=at(164, struct.pack("<d", float("nan"))))),
    ("A TAB without its map", "a.zip", "intake.part_missing", changed("tab", map=None), CRS),
    ("A TAB that points to a file by its path", "a.zip", "intake.tab_not_native", changed("tab", tab=b'!table\n!version 300\nDefinition Table\n  File "/etc/passwd"\n  Type NATIVE\n'), CRS),
    ("A TAB that is a view of another database", "a.zip", "intake.tab_not_native", changed("tab", tab=b"!table\nDefinition Table\n Type ODBC\nbegin_metadata\n"), CRS),
    ("A TAB that is a picture", "a.zip", "intake.tab_not_native", changed("tab", tab=b'!table\nDefinition Table\n  File "a.tif"\n  Type "RASTER"\n'), CRS),
    ("A TAB whose ids are fewer", "a.zip", "intake.rows_differ", changed("tab", id=cut(4)), CRS),
    ("A TAB whose map is zeros", "a.zip", "intake.gdal_refused", changed("tab", map=lambda d: b"\0" * len(d)), CRS),
    ("A TAB with the numbers of VN-2000 on WGS 84", "a.zip", "intake.crs_datum", changed("tab")),
    ("A KMZ without a KML", "a.kmz", "intake.nothing_inside", lambda _: packed({"a.txt": b"x"})),
    ("A KMZ with a Shapefile", "a.kmz", "intake.nothing_inside", changed("shp")),
]
# fmt: on
