"""Single files of maps and drawings that must be refused, each with its code."""

import json
from collections.abc import Callable, Mapping

Seeds = Mapping[str, bytes]
Make = Callable[[Seeds], bytes]
Row = tuple[str, str, str, Make] | tuple[str, str, str, Make, Mapping[str, str]]
CRS = {"crs": "EPSG:5897"}
METRES = {"crs": "EPSG:5897", "unit": "m"}
SQUARE = "105.1,21.1 105.2,21.1 105.2,21.2 105.1,21.1"


def text(content: str) -> Make:
    return lambda _: content.encode()


def kml(inside: str, head: str = "") -> Make:
    return text(f'{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{inside}</Document></kml>')


def mark(inside: str) -> Make:
    return kml(f"<Placemark>{inside}</Placemark>")


def polygon(coordinates: str) -> Make:
    return mark(
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
    )


def dxf(*entities: str, header: str = "", blocks: str = "", end: str = "0\nEOF\n") -> Make:
    """Groups are written ``code value`` with a bar between groups."""

    def groups(line: str) -> str:
        return "".join(
            f"{code}\n{value}\n"
            for code, _, value in (group.strip().partition(" ") for group in line.split("|") if group)
        )

    parts = (("HEADER", header), ("BLOCKS", blocks), ("ENTITIES", "|".join(entities)))
    body = "".join(f"0\nSECTION\n2\n{name}\n{groups(inside)}0\nENDSEC\n" for name, inside in parts)
    return text(body + end)


LINE = "0 LWPOLYLINE|8 RANH|90 3|70 1|10 562559|20 2357270|10 562659|20 2357270|10 562659|20 2357370"
MIF = 'Version 300\nDelimiter ","\nColumns 1\n  ten Char(9)\nData\n\n'
REGION = "Region 1\n 4\n562559 2357270\n562659 2357270\n562659 2357370\n562559 2357270\n"


def mif(data: str, head: str = "Version 300\nData\n\n") -> Make:
    return text(head + data)


def sized(**member: object) -> Make:
    return text(json.dumps({"type": "Point", "coordinates": [105.1, 21.1]} | member))


# fmt: off
ROWS: list[Row] = [
    ("A VRT that reads a local file, named .kml", "a.kml", "intake.kml_broken", text("<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")),
    ("A WFS service named .kml", "a.kml", "intake.kml_broken", text("<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL></OGRWFSDataSource>")),
    ("GML named .kml", "a.kml", "intake.kml_broken", text("<ogr:FeatureCollection xmlns:ogr='http://ogr.maptools.org/'/>")),
    ("A VRT named .gpkg", "a.gpkg", "site.content_differs", text("<OGRVRTDataSource/>")),
    ("A VRT named .dxf", "a.dxf", "intake.dxf_broken", text("<OGRVRTDataSource/>"), METRES),
    ("A GDAL pipeline named .geojson", "a.geojson", "site.geometry_type", text('{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd ! write --of stream streamed_dataset"}')),
    ("A KML with an external entity", "a.kml", "intake.xml_hostile", kml("<Placemark><name>&e;</name></Placemark>", '<!DOCTYPE k [<!ENTITY e SYSTEM "file:///etc/passwd">]>')),
    ("A KML with an entity that grows a billionfold", "a.kml", "intake.xml_hostile", kml("&b;", '<!DOCTYPE k [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>')),
    ("A KML with an external DTD", "a.kml", "intake.xml_hostile", kml("", '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/x.dtd">')),
    ("A KML that is cut off", "a.kml", "intake.kml_broken", lambda s: s["kml"][:400]),
    ("A KML in an encoding that does not exist", "a.kml", "intake.kml_broken", kml("", '<?xml version="1.0" encoding="x-tcvn"?>')),
    ("A KML whose letters are not its encoding's", "a.kml", "intake.kml_broken", lambda _: b"<kml><Document><name>Kho h\xb5ng</name></Document></kml>"),
    ("A KML nested a hundred deep", "a.kml", "intake.xml_limit", kml("<Folder>" * 100 + "</Folder>" * 100)),
    ("A KML that holds a link to the network only", "a.kml", "site.no_features", kml("<NetworkLink><Link><href>http://127.0.0.1:9/n.kml</href></Link></NetworkLink>")),
    ("A KML without placemarks", "a.kml", "site.no_features", kml("")),
    ("A placemark without a shape", "a.kml", "site.geometry_missing", mark("<name>x</name>")),
    ("A placemark with an empty polygon", "a.kml", "site.geometry_missing", mark("<Polygon/>")),
    ("A point without coordinates", "a.kml", "site.geometry_missing", mark("<Point><coordinates> </coordinates></Point>")),
    ("A point of two positions", "a.kml", "site.geometry_missing", mark("<Point><coordinates>105,21 106,21</coordinates></Point>")),
    ("A 3-D model", "a.kml", "site.geometry_type", mark("<Model/>")),
    ("A track of a receiver", "a.kml", "site.geometry_type", mark('<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"/>')),
    ("Coordinates with spaces after commas", "a.kml", "site.not_a_number", polygon("105.1, 21.1 105.2, 21.1")),
    ("Coordinates with decimal commas", "a.kml", "site.not_a_number", polygon("105,1,21,1 105,2,21,1")),
    ("Coordinates that are NaN", "a.kml", "site.not_a_number", polygon("nan,21.1 105.2,21.1")),
    ("Coordinates that are infinite", "a.kml", "site.not_a_number", polygon("1e999,21.1 105.2,21.1")),
    ("A ring that is not closed", "a.kml", "site.ring_not_closed", polygon("105.1,21.1 105.2,21.1 105.2,21.2")),
    ("Two folders with sites", "a.kml", "intake.several_layers", kml("".join(f"<Folder><name>{n}</name><Placemark><Point><coordinates>105,21</coordinates></Point></Placemark></Folder>" for n in "ab"))),
    ("A KML under a VN-2000 system", "a.kml", "site.crs_conflict", polygon(SQUARE), CRS),
    ("A KML named .geojson", "a.geojson", "site.content_differs", polygon(SQUARE)),
    ("A binary DXF", "a.dxf", "intake.dxf_binary", text("AutoCAD Binary DXF\r\n\x1a\0"), METRES),
    ("A DWG named .dxf", "a.dxf", "intake.dxf_broken", text("AC1032\0\0\0"), METRES),
    ("A DXF that is cut off", "a.dxf", "intake.dxf_broken", dxf(LINE, end=""), METRES),
    ("A DXF with text after its end", "a.dxf", "intake.dxf_broken", dxf(LINE, end="0\nEOF\n0\nLINE\n"), METRES),
    ("A DXF without entities", "a.dxf", "intake.dxf_broken", text("0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nEOF\n"), METRES),
    ("A DXF with two sections of entities", "a.dxf", "intake.dxf_broken", lambda s: dxf(LINE)(s).replace(b"BLOCKS", b"ENTITIES"), METRES),
    ("A DXF with a line too many", "a.dxf", "intake.dxf_broken", lambda s: dxf(LINE)(s).replace(b"70\n1\n", b"70\n1\n\n"), METRES),
    ("A polyline without its end", "a.dxf", "intake.dxf_broken", dxf("0 POLYLINE|70 1|0 VERTEX|10 1|20 2"), METRES),
    ("A vertex without its polyline", "a.dxf", "intake.dxf_broken", dxf("0 VERTEX|10 1|20 2"), METRES),
    ("A DXF with an external reference", "a.dxf", "intake.dxf_outside", dxf(LINE, blocks="0 BLOCK|2 x|70 4|1 /srv/base.dwg|0 ENDBLK"), METRES),
    ("A DXF with a picture", "a.dxf", "intake.dxf_outside", dxf(LINE, "0 IMAGE|8 RANH"), METRES),
    ("A DXF with an OLE object", "a.dxf", "intake.dxf_outside", dxf(LINE, "0 OLE2FRAME|8 RANH"), METRES),
    ("A circle", "a.dxf", "intake.dxf_entity", dxf("0 CIRCLE|8 RANH|10 1|20 2|40 5"), METRES),
    ("A spline", "a.dxf", "intake.dxf_entity", dxf("0 SPLINE|8 RANH"), METRES),
    ("A hatch on the boundary's layer", "a.dxf", "intake.dxf_entity", dxf(LINE, "0 HATCH|8 RANH"), METRES),
    ("A block on the boundary's layer", "a.dxf", "intake.dxf_entity", dxf(LINE, "0 INSERT|8 RANH|2 x"), METRES),
    ("A fitted polyline", "a.dxf", "intake.dxf_entity", dxf("0 POLYLINE|8 RANH|70 5|0 VERTEX|10 1|20 2|0 SEQEND"), METRES),
    ("A polyline in a tilted plane", "a.dxf", "intake.dxf_tilted", dxf(LINE + "|210 0|220 1|230 0"), METRES),
    ("A polyline whose count of corners lies", "a.dxf", "intake.vertices_differ", dxf(LINE.replace("90 3", "90 4")), METRES),
    ("A polyline of one corner", "a.dxf", "site.geometry_missing", dxf("0 LWPOLYLINE|8 RANH|90 1|10 1|20 2"), METRES),
    ("A corner without its northing", "a.dxf", "site.not_a_number", dxf("0 LWPOLYLINE|8 RANH|90 2|10 1|10 2|20 3"), METRES),
    ("A corner that is NaN", "a.dxf", "site.not_a_number", dxf(LINE.replace("562659", "nan")), METRES),
    ("Two entities with one handle", "a.dxf", "intake.dxf_broken", dxf(LINE + "|5 2F", LINE + "|5 2f"), METRES),
    ("Texts only", "a.dxf", "site.no_features", dxf("0 TEXT|8 CHU|1 x"), METRES),
    ("Two layers with lines", "a.dxf", "intake.several_layers", dxf(LINE, LINE.replace("RANH", "DUONG")), METRES),
    ("A layer that the drawing has not", "a.dxf", "intake.layer_missing", dxf(LINE), METRES | {"layer": "khác"}),
    ("A drawing whose system nobody says", "a.dxf", "site.crs_missing", dxf(LINE), {"unit": "m"}),
    ("A drawing whose unit nobody says", "a.dxf", "intake.unit_missing", dxf(LINE), CRS),
    ("A drawing in inches", "a.dxf", "intake.unit_unknown", dxf(LINE, header="9 $INSUNITS|70 1"), CRS),
    ("A drawing in metres whose header says millimetres", "a.dxf", "intake.unit_doubtful", dxf(LINE, header="9 $INSUNITS|70 4"), CRS),
    ("A plan in kilometres", "a.mif", "intake.unit_unknown", mif(REGION, 'Version 300\nCoordSys NonEarth Units "km"\nData\n'), CRS),
    ("A plan without its unit", "a.mif", "intake.crs_unidentified", mif(REGION, "Version 300\nCoordSys NonEarth\nData\n"), CRS),
    ("A grid with a unit given", "a.mif", "intake.option_not_used", mif(REGION, "Version 300\nData\n"), METRES),
    ("A MIF without its header", "a.mif", "intake.mif_broken", text("Point 1 2\n"), CRS),
    ("A MIF that is cut off", "a.mif", "intake.mif_broken", mif(REGION[:40]), CRS),
    ("A MIF with a line that is unknown", "a.mif", "intake.mif_broken", mif("Polygon 1\n"), CRS),
    ("A MIF with a huge count", "a.mif", "intake.mif_broken", mif("Region 1\n 9999999\n1 2\n"), CRS),
    ("A MIF that transforms its numbers", "a.mif", "intake.mif_broken", mif(REGION, "Version 300\nTransform 2,2,0,0\nData\n"), CRS),
    ("A MIF without its table", "a.mif", "intake.part_missing", mif(REGION, MIF), CRS),
    ("A MIF with an ellipse", "a.mif", "site.geometry_type", mif("Ellipse 1 2 3 4\n"), CRS),
    ("A MIF with an object of no shape", "a.mif", "site.geometry_missing", mif("none\n"), CRS),
    ("A MIF with decimal commas", "a.mif", "site.not_a_number", mif("Point 1,5 2,5\n"), CRS),
    ("A MIF without a system", "a.mif", "site.crs_missing", mif(REGION)),
    ("A MIF of a plan without earth", "a.mif", "site.crs_missing", mif(REGION, 'Version 300\nCoordSys NonEarth Units "m"\nData\n')),
    ("A MIF with a datum of its own that is not VN-2000's", "a.mif", "intake.crs_unidentified", mif(REGION, 'Version 300\nCoordSys Earth Projection 8, 9999, 28, -100, 0, 0, 0, 0, 0, 0, 0, "m", 105, 0, 0.9999, 500000, 0\nData\n'), CRS),
    ("A Parquet table without geography", "a.parquet", "intake.geoparquet_broken", lambda s: s["plain.parquet"]),
    ("A GeoParquet that is cut off", "a.parquet", "intake.geoparquet_broken", lambda s: s["parquet"][:200]),
    ("A GeoParquet whose end lies", "a.parquet", "intake.geoparquet_broken", lambda s: s["parquet"][:-8] + b"\xff\xff\xff\x7fPAR1"),
    ("A GeoParquet of another system", "a.parquet", "site.crs_conflict", lambda s: s["parquet"], {"crs": "EPSG:9210"}),
    ("A layer of a file that has none", "a.parquet", "intake.layer_not_asked", lambda s: s["parquet"], {"layer": "x"}),
    ("A GeoPackage's table that is not there", "a.gpkg", "intake.layer_missing", lambda s: s["gpkg"], {"layer": "x"}),
    ("A GeoJSON of 200,001 points", "a.geojson", "site.too_many_vertices", lambda _: json.dumps({"type": "LineString", "coordinates": [[105, 21]] * 200_001}).encode()),
    ("A GeoJSON of 10,001 places", "a.geojson", "site.too_many_parts", lambda _: json.dumps({"type": "MultiPoint", "coordinates": [[105, 21]] * 10_001}).encode()),
    ("A table of 501 rings", "a.csv", "site.too_many_parts", lambda _: ("X;Y\n" + "1.5;2.5\n1.5;3.5\n2.5;2.5\n\n" * 501).encode(), CRS),
    ("A scheme in place of a system", "a.geojson", "site.crs_unknown", sized(), {"crs": "http://127.0.0.1:9/crs"}),
    ("A GeoJSON whose system is a link", "a.geojson", "site.crs_unknown", sized(crs={"type": "link", "properties": {"href": "http://127.0.0.1:9"}})),
    ("JSON nested ten thousand deep", "a.geojson", "document.too_deep", text("[" * 10_000 + "]" * 10_000)),
    ("A member that is there twice", "a.geojson", "document.duplicate_key", text('{"type": "Point", "type": "Point"}')),
]
# fmt: on
