"""A location map as SVG: site, units, runways, scale, north, legend, sources. It needs no tiles and no network."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from shapely.geometry import LineString

from kethop.appraisal import Filing, ScreeningRun, site_of
from kethop.packs import Pack
from kethop.reporting.map_frame import Frame, frame_around
from kethop.reporting.svg_shapes import draw_cross, draw_shape, element, write
from kethop.reporting.words import WORDS
from kethop.spatial import LayerStore, LocalGrid, Site, local_grid
from kethop.vocabulary import Language, Text, format_date, format_number

__all__ = ["map_svg"]

WIDTH, HEIGHT, FOOT = 900, 640, 200
_STYLE = """
text{font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif;fill:#0b0c0c}
.commune{fill:#f8f8f6;stroke:#8a9297;stroke-width:.8}
.province{fill:none;stroke:#383f43;stroke-width:1.8;stroke-dasharray:9 3 2 3}
.name{font-size:12px;fill:#383f43;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3px}
.runway{fill:none;stroke:#0b0c0c;stroke-width:5}.halo{fill:none;stroke:#fff;stroke-width:8}
.site{fill:#b3005e;fill-opacity:.18;stroke:#b3005e;stroke-width:3}.line{fill:none;stroke:#b3005e;stroke-width:3}
.head{font-size:18px;font-weight:bold}.small{font-size:12px}.mark{font-size:13px;font-weight:bold}
.edge{fill:none;stroke:#0b0c0c;stroke-width:2}
"""
# style -> legend and the path of its sample, drawn from the sample's corner
_LEGEND = {
    "site": (Text(vi="khu đất của đề xuất", en="site of the proposal"), "h26v12h-26z"),
    "line": (Text(vi="điểm, tuyến của đề xuất", en="point or line of the proposal"), "m0 6h26"),
    "commune": (Text(vi="xã, phường, đặc khu", en="commune, ward, special zone"), "h26v12h-26z"),
    "province": (Text(vi="tỉnh, thành phố", en="province, city"), "m0 6h26"),
    "runway": (Text(vi="đường cất hạ cánh", en="runway"), "m0 6h26"),
}
_NAMED_SHARE = 0.012  # of the sheet: a unit that takes less gets no name
_LINE = 125  # characters of a line in the foot
_LETTER_PX = 3.4  # half the width of a letter of a name


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the parts of a map share."""

    root: ET.Element
    run: ScreeningRun
    pack: Pack
    layers: LayerStore
    language: Language

    def say(self, text: Text) -> str:
        return text.in_language(self.language)


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
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {HEIGHT + FOOT}"})
    root.attrib |= {"role": "img", "aria-labelledby": "title"}
    sheet = _Sheet(root, run, pack, layers, language)
    title = f"{sheet.say(WORDS['map'])}: {sheet.say(run.title)}"
    element(root, "title", id="title").text = title
    element(root, "style").text = _STYLE
    element(root, "rect", width=float(WIDTH), height=float(HEIGHT + FOOT), fill="#fff")
    site = site_of(filing, pack, layers, run.law_date)
    if site is None:
        write(root, 20, 40, f"{title}: {sheet.say(WORDS['no_site'])}", "head")
    else:
        _draw(sheet, site)
        _foot(sheet, title)
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _draw(sheet: _Sheet, site: Site) -> None:
    grid = local_grid(site.geometry)
    shape = grid.project(site.geometry)
    runways = _runways(sheet, grid)
    frame = frame_around(shape, [line for _, line in runways], WIDTH, HEIGHT)
    clip = element(element(sheet.root, "defs"), "clipPath", id="frame")
    element(clip, "rect", width=float(WIDTH), height=float(HEIGHT))
    body = element(sheet.root, "g", clip_path="url(#frame)")
    communes = list(_units(body, sheet, frame, grid, "commune"))
    provinces = list(_units(body, sheet, frame, grid, "province"))
    names = communes or provinces
    for index, (name, line) in enumerate(runways):
        draw_shape(body, line, frame, "halo")
        draw_shape(body, line, frame, "runway")
        end = -(index % 2)  # parallel runways get their names at opposite ends
        x, y = frame.point(*line.coords[end][:2])
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            names.append((x, y + (24 if end else -12), name))
    draw_shape(body, shape, frame, "site" if site.dimension == 2 else "line")
    if site.dimension == 0 or max(frame.size_px(shape)) < 14:
        draw_cross(body, *frame.point(*shape.centroid.coords[0]), "line")
    for x, y, name in names:
        margin = _LETTER_PX * len(name) + 4
        write(body, min(max(x, margin), WIDTH - margin), y, name, "name")
    element(sheet.root, "rect", width=float(WIDTH), height=float(HEIGHT), class_="edge")
    _scale_and_north(sheet, frame)


def _units(
    body: ET.Element, sheet: _Sheet, frame: Frame, grid: LocalGrid, style: str
) -> Iterator[tuple[float, float, str]]:
    """Draw the units of a layer and yield place and name of those that are large enough to be named."""
    settings = sheet.pack.manifest.map
    layer = settings.communes if style == "commune" else settings.provinces
    window = frame.window()
    bounds = grid.unproject(window).bounds
    for feature in sheet.layers.features(layer, on=sheet.run.law_date, near=bounds)[1]:
        part = grid.project(feature.geometry).intersection(window)
        draw_shape(body, part, frame, style)
        if part.area > _NAMED_SHARE * window.area:
            centre = part.representative_point()
            name = feature.attributes.get("name_vi" if sheet.language is Language.VI else "name_en") or feature.key
            yield *frame.point(centre.x, centre.y), str(name)


def _runways(sheet: _Sheet, grid: LocalGrid) -> list[tuple[str, LineString]]:
    """Return the runways of the nearest aerodrome with their names."""
    settings, surfaces = sheet.pack.manifest.surfaces, sheet.run.surfaces
    if settings is None or surfaces is None or surfaces.aerodrome is None:
        return []
    _, features = sheet.layers.features(settings.layer, on=sheet.run.law_date)
    near = [item for item in features if item.attributes.get("ident") == surfaces.aerodrome]
    drawn = ((item.key, grid.project(item.geometry)) for item in near)
    return [(name, line) for name, line in drawn if isinstance(line, LineString)]


def _scale_and_north(sheet: _Sheet, frame: Frame) -> None:
    metres, pixels = frame.scale_bar()
    x, y = 24, HEIGHT - 24
    element(sheet.root, "path", d=f"M{x} {y - 6}v6h{pixels:.1f}v-6", class_="edge")
    label = f"{format_number(metres // 1000, sheet.language)} km" if metres >= 1000 else f"{metres} m"
    write(sheet.root, x, y - 12, label, "mark")
    element(sheet.root, "path", d=f"M{WIDTH - 34} 58l10 -38l10 38l-10 -8z", fill="#0b0c0c")
    write(sheet.root, WIDTH - 29, 76, sheet.say(WORDS["north"]), "mark")


def _foot(sheet: _Sheet, title: str) -> None:
    """Write title, marks, legend and sources below the map."""
    y = HEIGHT + 26
    write(sheet.root, 20, y, title, "head")
    marks = [WORDS["illustrative"]] if sheet.run.is_illustrative else []
    marks += [WORDS["invented"]] if sheet.run.pack.is_illustrative else []
    for mark in marks:
        y += 20
        write(sheet.root, 20, y, sheet.say(mark), "mark")
    y += 22
    shown = [item for item in _LEGEND.items() if sheet.root.find(f".//path[@class='{item[0]}']") is not None]
    for column, (style, (legend, sample)) in enumerate(shown):
        x = 20 + 215 * column
        element(sheet.root, "path", d=f"M{x} {y - 10}{sample}", class_=style)
        write(sheet.root, x + 34, y, sheet.say(legend), "small")
    for line in _sources(sheet):
        y += 17
        write(sheet.root, 20, y, line, "small")


def _sources(sheet: _Sheet) -> Iterator[str]:
    manifest = sheet.pack.manifest
    for name in (manifest.map.communes, manifest.surfaces.layer if manifest.surfaces else ""):
        sidecar = sheet.layers.sidecar(name) if name else None
        if sidecar:
            as_of = f"{sheet.say(WORDS['as_of'])} {format_date(sidecar.as_of, sheet.language)}"
            yield from textwrap.wrap(f"{sidecar.attribution} ({as_of})", _LINE)
    grid = sheet.run.site.grid if sheet.run.site else ""
    yield f"WGS 84; {grid}. {sheet.say(WORDS['not_to_survey'])}."
