"""Shapes and text of an SVG sheet."""

from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from kethop.reporting.map_frame import Frame

__all__ = ["draw_cross", "draw_shape", "element", "write"]


def element(parent: ET.Element, tag: str, **attributes: str | float) -> ET.Element:
    """Add an element; underscores in names stand for hyphens, numbers get one decimal."""
    texts = {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
        for name, value in attributes.items()
    }
    return ET.SubElement(parent, tag, texts)


def write(parent: ET.Element, x: float, y: float, text: str, style: str) -> None:
    """Write a line of text with its base line at ``y``."""
    element(parent, "text", x=x, y=y, class_=style).text = text


def draw_shape(parent: ET.Element, geometry: BaseGeometry, frame: Frame, style: str) -> None:
    """Draw the areas and lines of a geometry in metres of the grid, to half a pixel; points are not drawn."""
    seen = shapely.simplify(geometry, frame.metres_per_px / 2)
    path = " ".join(filter(None, (_path(part, frame) for part in shapely.get_parts(seen).tolist())))
    if path:
        element(parent, "path", d=path, class_=style, fill_rule="evenodd")


def draw_cross(parent: ET.Element, x: float, y: float, style: str) -> None:
    """Draw a circle with a cross, for what is too small to see."""
    element(parent, "circle", cx=x, cy=y, r=9.0, class_=style)
    element(parent, "path", d=f"M{x - 14:.1f} {y:.1f}h28M{x:.1f} {y - 14:.1f}v28", class_=style)


def _path(part: BaseGeometry, frame: Frame) -> str:
    if isinstance(part, Polygon):
        return " ".join(_polyline(ring, frame) + "Z" for ring in (part.exterior, *part.interiors))
    return _polyline(part, frame) if isinstance(part, LineString) else ""


def _polyline(line: LineString, frame: Frame) -> str:
    points = [frame.point(x, y) for x, y, *_ in line.coords]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
