"""A location map as SVG: the site, communes, runways, scale, north, legend, sources. It needs no tiles and no network."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.appraisal import Filing, ScreeningRun, site_of
from kethop.packs import Pack
from kethop.reporting.map_frame import Frame, frame_around
from kethop.reporting.words import WORDS
from kethop.spatial import LayerStore, LocalGrid, Site, local_grid
from kethop.vocabulary import Language, Text, format_date, format_number

__all__ = ["map_svg"]

WIDTH, HEIGHT, FOOT = 900, 640, 150
_STYLE = """
text{font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif;fill:#0b0c0c}
.commune{fill:#f8f8f6;stroke:#6f777b;stroke-width:1}.name{font-size:12px;fill:#383f43;text-anchor:middle}
.runway{fill:none;stroke:#0b0c0c;stroke-width:5}.halo{fill:none;stroke:#fff;stroke-width:8}
.site{fill:#b3005e;fill-opacity:.18;stroke:#b3005e;stroke-width:3}.line{fill:none;stroke:#b3005e;stroke-width:3}
.head{font-size:18px;font-weight:bold}.small{font-size:12px}.mark{font-size:13px;font-weight:bold}
"""
_LEGEND = {
    "site": Text(vi="khu đất của đề xuất", en="site of the proposal"),
    "commune": Text(vi="xã, phường, đặc khu", en="commune, ward, special zone"),
    "runway": Text(vi="đường cất hạ cánh", en="runway"),
    "outside": Text(vi="{n} đường cất hạ cánh khác ngoài khung", en="{n} other runways outside the frame"),
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is drawn upon: the SVG root, the frame and the grid."""

    root: ET.Element
    frame: Frame
    grid: LocalGrid
    language: Language


def map_svg(run: ScreeningRun, filing: Filing, *, pack: Pack, layers: LayerStore, language: Language) -> bytes:
    """Return the location map of a run.

    Parameters
    ----------
    run : ScreeningRun
        The run; its title, day and marks are written on the map.
    filing : Filing
        Holds the site.
    pack, layers : Pack, LayerStore
        Administrative units and runways, as far as the reader may see them.
    language : Language
        Language of the labels.

    Returns
    -------
    bytes
        An SVG 1.1 document in UTF-8. Without a site it says so.
    """
    site = site_of(filing, pack, layers, run.law_date)
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT + FOOT}",
            "role": "img",
            "aria-labelledby": "title",
        },
    )
    title = f"{WORDS['map'].in_language(language)}: {run.title.in_language(language)}"
    ET.SubElement(root, "title", {"id": "title"}).text = title
    ET.SubElement(root, "style").text = _STYLE
    ET.SubElement(root, "rect", {"width": str(WIDTH), "height": str(HEIGHT + FOOT), "fill": "#fff"})
    if site is None:
        _write(root, 20, 40, WORDS["site"].in_language(language) + ": –", "head")
        return _bytes(root)
    _draw(root, site, run, pack, layers, language)
    _foot(root, run, pack, layers, language, title)
    return _bytes(root)


def _bytes(root: ET.Element) -> bytes:
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _draw(root: ET.Element, site: Site, run: ScreeningRun, pack: Pack, layers: LayerStore, language: Language) -> None:
    grid = local_grid(site.geometry)
    shape = grid.project(site.geometry)
    runways = _runways(run, pack, layers, grid)
    frame = frame_around(shape, runways, WIDTH, HEIGHT)
    sheet = _Sheet(root, frame, grid, language)
    clip = ET.SubElement(ET.SubElement(root, "defs"), "clipPath", {"id": "frame"})
    ET.SubElement(clip, "rect", {"width": str(WIDTH), "height": str(HEIGHT)})
    body = ET.SubElement(root, "g", {"clip-path": "url(#frame)"})
    window = frame.window()
    _, communes = layers.features(pack.manifest.map.communes, on=run.law_date)
    for feature in communes:
        part = grid.project(feature.geometry).intersection(window)
        _shape(body, part, frame, "commune")
        if not part.is_empty and part.area > 0.01 * window.area:
            point = frame.point(*part.representative_point().coords[0])
            name = feature.attributes.get("name_vi" if language is Language.VI else "name_en") or feature.key
            _write(body, *point, str(name), "name")
    for _, line in runways:
        for style in ("halo", "runway"):
            _shape(body, line, frame, style)
    _shape(body, shape, frame, "site" if site.dimension == 2 else "line")
    if site.dimension == 0 or max(frame.size_px(shape)) < 14:
        _cross(body, *frame.point(*shape.centroid.coords[0]))
    ET.SubElement(
        root,
        "rect",
        {"width": str(WIDTH), "height": str(HEIGHT), "fill": "none", "stroke": "#0b0c0c", "stroke-width": "2"},
    )
    _scale_and_north(sheet)


def _runways(run: ScreeningRun, pack: Pack, layers: LayerStore, grid: LocalGrid) -> list[tuple[str, BaseGeometry]]:
    if pack.manifest.surfaces is None or run.surfaces is None or run.surfaces.aerodrome is None:
        return []
    _, features = layers.features(pack.manifest.surfaces.layer, on=run.law_date)
    near = [item for item in features if item.attributes.get("ident") == run.surfaces.aerodrome]
    return [(item.key, grid.project(item.geometry)) for item in near if item.geometry.geom_type == "LineString"]


def _shape(parent: ET.Element, geometry: BaseGeometry, frame: Frame, style: str) -> None:
    path = " ".join(_path(part, frame) for part in shapely.get_parts(geometry).tolist())
    if path.strip():
        ET.SubElement(parent, "path", {"d": path, "class": style, "fill-rule": "evenodd"})


def _path(part: BaseGeometry, frame: Frame) -> str:
    if isinstance(part, Polygon):
        return " ".join(_polyline(ring, frame) + "Z" for ring in (part.exterior, *part.interiors))
    return _polyline(part, frame) if isinstance(part, LineString) else ""


def _polyline(line: LineString, frame: Frame) -> str:
    points = [frame.point(x, y) for x, y, *_ in line.coords]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _cross(parent: ET.Element, x: float, y: float) -> None:
    ET.SubElement(parent, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "9", "class": "line"})
    ET.SubElement(parent, "path", {"d": f"M{x - 14:.1f} {y:.1f}h28M{x:.1f} {y - 14:.1f}v28", "class": "line"})


def _scale_and_north(sheet: _Sheet) -> None:
    metres, pixels = sheet.frame.scale_bar()
    x, y = 24, HEIGHT - 24
    ET.SubElement(
        sheet.root,
        "path",
        {"d": f"M{x} {y - 6}v6h{pixels:.1f}v-6", "fill": "none", "stroke": "#0b0c0c", "stroke-width": "2"},
    )
    label = f"{format_number(metres // 1000, sheet.language)} km" if metres >= 1000 else f"{metres} m"
    _write(sheet.root, x, y - 12, label, "mark")
    ET.SubElement(sheet.root, "path", {"d": f"M{WIDTH - 34} 58l10 -38l10 38l-10 -8z", "fill": "#0b0c0c"})
    _write(sheet.root, WIDTH - 30, 76, "B" if sheet.language is Language.VI else "N", "mark")


def _foot(root: ET.Element, run: ScreeningRun, pack: Pack, layers: LayerStore, language: Language, title: str) -> None:
    y = HEIGHT + 26
    _write(root, 20, y, title, "head")
    marks = [WORDS["illustrative"]] if run.is_illustrative else []
    marks += [WORDS["invented"]] if run.pack.is_illustrative else []
    for mark in marks:
        y += 20
        _write(root, 20, y, mark.in_language(language), "mark")
    y += 22
    x = 20
    for name, style in (("site", "site"), ("commune", "commune"), ("runway", "runway")):
        ET.SubElement(
            root, "path", {"d": f"M{x} {y - 10}h26v12h-26z" if name != "runway" else f"M{x} {y - 4}h26", "class": style}
        )
        _write(root, x + 34, y, _LEGEND[name].in_language(language), "small")
        x += 260
    names = (pack.manifest.map.communes, pack.manifest.surfaces.layer if pack.manifest.surfaces else "")
    for sidecar in filter(None, (layers.sidecar(name) for name in names if name)):
        y += 18
        as_of = f"{WORDS['as_of'].in_language(language)} {format_date(sidecar.as_of, language)}"
        _write(root, 20, y, f"{sidecar.label.in_language(language)}: {sidecar.attribution} ({as_of})"[:150], "small")
    y += 18
    grid = run.site.grid if run.site else ""
    _write(root, 20, y, f"WGS 84; {grid}. {WORDS['not_to_survey'].in_language(language)}.", "small")


def _write(parent: ET.Element, x: float, y: float, text: str, style: str) -> None:
    ET.SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "class": style}).text = text
