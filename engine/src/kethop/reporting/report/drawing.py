"""A drawing whose user unit is a millimetre on paper."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.reporting.report.glyphs import printable

__all__ = ["Drawing"]

_INK = "#000000"
_LETTER = 0.5  # mean width of a letter as a share of the size of the type
_POINT_MM = 25.4 / 72


class Drawing:
    """An SVG drawing in millimetres, the origin at the upper left.

    Parameters
    ----------
    width, height : float
        Size on paper in millimetres.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        size = {"width": f"{width:g}mm", "height": f"{height:g}mm", "viewBox": f"0 0 {width:g} {height:g}"}
        self._root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
        self._taken: list[tuple[float, float, float, float]] = []
        self._here = self._root

    def svg(self) -> str:
        """Return the document."""
        return ET.tostring(self._root, encoding="unicode")

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """Keep what is drawn until ``unclip`` inside a box."""
        clip = ET.SubElement(ET.SubElement(self._root, "defs"), "clipPath", {"id": "window"})
        ET.SubElement(clip, "rect", _numbers(x=x, y=y, width=width, height=height))
        self._here = ET.SubElement(self._root, "g", {"clip-path": "url(#window)"})

    def unclip(self) -> None:
        """Draw on the whole sheet again."""
        self._here = self._root

    def box(self, x: float, y: float, width: float, height: float, **style: str) -> None:
        """Draw a rectangle."""
        ET.SubElement(self._here, "rect", _numbers(x=x, y=y, width=width, height=height) | _style(style))

    def circle(self, x: float, y: float, radius: float, **style: str) -> None:
        """Draw a circle."""
        ET.SubElement(self._here, "circle", _numbers(cx=x, cy=y, r=radius) | _style(style))

    def lines(self, points: Sequence[tuple[float, float]], **style: str) -> None:
        """Draw straight lines through points."""
        text = "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in points)
        ET.SubElement(self._here, "path", {"d": text} | _style({"fill": "none"} | style))

    def area(self, points: Sequence[tuple[float, float]], **style: str) -> None:
        """Draw the area inside points."""
        text = "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in points) + "Z"
        ET.SubElement(self._here, "path", {"d": text} | _style(style))

    def shape(self, geometry: BaseGeometry, **style: str) -> None:
        """Draw the areas and lines of a geometry in millimetres of the sheet; points are not drawn."""
        parts = [_path(part) for part in shapely.get_parts(geometry).tolist()]
        path = " ".join(part for part in parts if part)
        if path:
            ET.SubElement(self._here, "path", {"d": path, "fill-rule": "evenodd"} | _style({"fill": "none"} | style))

    def text(  # noqa: PLR0913 - the place, the words and how they stand
        self,
        x: float,
        y: float,
        words: str,
        *,
        size_pt: float = 9,
        anchor: str = "start",
        bold: bool = False,
        italic: bool = False,
        turned: float = 0,
        fill: str = _INK,
    ) -> None:
        """Write a line, its base line at ``y``."""
        attributes = _numbers(x=x, y=y) | {"font-family": "Tinos", "font-size": f"{size_pt * _POINT_MM:.3f}"}
        attributes |= {"text-anchor": anchor, "fill": fill}
        attributes |= ({"font-weight": "bold"} if bold else {}) | ({"font-style": "italic"} if italic else {})
        attributes |= {"transform": f"rotate({turned:g} {x:.3f} {y:.3f})"} if turned else {}
        ET.SubElement(self._here, "text", attributes).text = printable(words)

    def label(self, x: float, y: float, words: str, *, size_pt: float = 9, bold: bool = False) -> bool:
        """Write a line centred at a place on a white ground unless it would lie on another label; say whether."""
        height = size_pt * _POINT_MM
        width = len(words) * height * _LETTER
        box = (x - width / 2 - 0.6, y - height, x + width / 2 + 0.6, y + height * 0.35)
        if any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in self._taken
        ):
            return False
        self._taken.append(box)
        self.box(box[0], box[1], box[2] - box[0], box[3] - box[1], fill="#ffffff", fill_opacity="0.75")
        self.text(x, y, words, size_pt=size_pt, anchor="middle", bold=bold)
        return True

    def keep_free(self, west: float, north: float, east: float, south: float) -> None:
        """Let no label stand in a box."""
        self._taken.append((west, north, east, south))


def _numbers(**values: float) -> dict[str, str]:
    return {name: f"{value:.3f}" for name, value in values.items()}


def _style(style: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in style.items()}


def _path(part: BaseGeometry) -> str:
    if isinstance(part, Polygon):
        return " ".join(_polyline(ring) + "Z" for ring in (part.exterior, *part.interiors))
    return _polyline(part) if isinstance(part, LineString) else ""


def _polyline(line: LineString) -> str:
    return "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y, *_ in line.coords)
