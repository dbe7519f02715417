"""What a page says to its map: sources, layers by kind, addresses of the endpoints, and the words of the controls.

The template ``shell/_map.html`` draws ``map``; the page also loads ``map.css`` and ``map.js`` (``shell/_map_styles.html`` and
``shell/_map_scripts.html`` in the blocks ``styles`` and ``scripts``). Without script or WebGL the picture and the legend's form stand instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kethop_office.common.assets import asset_url
from kethop_office.common.words import Words

__all__ = ["KINDS", "STYLES", "Drawing", "MapLayer", "MapPage", "MapSource"]

# Kinds of the legend, in their order.
KINDS: dict[str, Words] = {
    "site": _("Dự án"),
    "protected": _("Bảo vệ"),
    "height": _("Độ cao"),
    "resource": _("Tài nguyên"),
    "infrastructure": _("Hạ tầng"),
    "administrative": _("Hành chính"),
}
# Looks that map.js knows: never colour alone, each has its line or hatch.
STYLES = frozenset(
    {
        "site",
        "earlier",
        "forbidden",
        "protected",
        "belt",
        "corridor",
        "consultation",
        "unknown",
        "park",
        "case",
        "unit",
        "line",
        "point",
    }
)


@dataclass(frozen=True, slots=True)
class MapSource:
    """Where shapes come from.

    Parameters
    ----------
    key : str
        Name within the map.
    url : str
        GeoJSON, or vector tiles when it has ``{z}/{x}/{y}``.
    data : mapping or None
        GeoJSON given with the page instead of an address.
    least, most : int
        Zooms of the tiles.
    """

    key: str
    url: str = ""
    data: Mapping[str, object] | None = None
    least: int = 0
    most: int = 14


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A line of the legend.

    Parameters
    ----------
    key, label : str
        Name within the map, and as the reader sees it.
    source : str
        Key of its source.
    style : str
        One of ``STYLES``.
    kind : str
        One of ``KINDS``.
    tile_layer : str
        Layer inside vector tiles; empty for GeoJSON.
    level : int
        Rank of its classification level.
    as_of, health : str
        Words shown after the name.
    where : mapping or None
        Property and value that shapes must have, such as ``{"role": "site"}``.
    label_property : str
        Property written beside each shape.
    is_on : bool
        Shown at first.
    """

    key: str
    label: str
    source: str
    style: str
    kind: str
    tile_layer: str = ""
    level: int = 0
    as_of: str = ""
    health: str = ""
    where: Mapping[str, str] | None = None
    label_property: str = ""
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """The vertex table that the map edits; the table stays the truth.

    Parameters
    ----------
    table : str
        Selector of a table, each ``tbody tr`` with inputs ``[data-north]`` and ``[data-east]`` and perhaps ``[data-ring]``; or of
        a text field with a line a point: number, X, Y, parted by tabs, an empty line between rings.
    crs : str
        Selector of the field with the EPSG code in force.
    order : str
        Selector of a field that says ``x-east`` when the text has east before north.
    add : str
        Selector of the page's own button for a new row, if it has one; drawing adds rows without it.
    """

    table: str
    crs: str
    order: str = ""
    add: str = ""


@dataclass(frozen=True, slots=True)
class MapPage:
    """A map on a page.

    Parameters
    ----------
    key, heading : str
        Id of the section and its heading.
    bounds : (float, float, float, float)
        West, south, east, north of the first view, degrees WGS 84.
    level : int
        Highest level of its layers: shown inside the frame.
    coordinates_url : str
        ``?lon=&lat=`` gives ``{"text": …}``, the coordinate line; ``?text=`` gives ``{"lon", "lat"}`` or ``{"error"}``.
    identify_url : str
        ``?lon=&lat=`` gives the panel as HTML.
    convert_url : str
        ``?crs=&to=wgs84|crs&points=a,b;c,d`` gives ``{"points": [[a, b], …]}``; ``wgs84`` pairs are longitude, latitude, ``crs``
        pairs north, east, written as plain decimals.
    picture_url, table_id : str
        The server's picture and the id of the table that stands for the map.
    is_static : bool
        The reader chose pictures instead of moving maps.
    """

    key: str
    heading: str
    bounds: tuple[float, float, float, float]
    sources: Sequence[MapSource] = ()
    layers: Sequence[MapLayer] = ()
    level: int = 0
    coordinates_url: str = ""
    identify_url: str = ""
    convert_url: str = ""
    picture_url: str = ""
    picture_text: str = ""
    table_id: str = ""
    drawing: Drawing | None = None
    is_static: bool = False
    height_class: str = ""

    @property
    def config_id(self) -> str:
        """Id of the script element with the configuration."""
        return f"{self.key}-config"

    @property
    def groups(self) -> list[tuple[Words, list[MapLayer]]]:
        """Lines of the legend by kind, in the order of the kinds."""
        found = [(word, [layer for layer in self.layers if layer.kind == kind]) for kind, word in KINDS.items()]
        return [(word, layers) for word, layers in found if layers]

    @property
    def config(self) -> dict[str, object]:
        """What ``map.js`` reads."""
        return {
            "worker": asset_url("maplibre-worker.mjs"),
            "language": get_language(),
            "bounds": list(self.bounds),
            "sources": [asdict(source) for source in self.sources],
            "layers": [_plain(layer) for layer in self.layers],
            "urls": {"coordinates": self.coordinates_url, "identify": self.identify_url, "convert": self.convert_url},
            "drawing": asdict(self.drawing) if self.drawing else None,
            "isStatic": self.is_static,
            "words": _words(),
        }


def _plain(layer: MapLayer) -> dict[str, object]:
    names: Iterable[str] = ("key", "source", "style", "tile_layer", "where", "label_property", "is_on")
    return {name: getattr(layer, name) for name in names}


def _words() -> dict[str, str]:
    return {
        "canvas": gettext(
            "Bản đồ. Phím mũi tên để di chuyển, phím cộng và trừ để phóng to, thu nhỏ, Enter để chọn tại dấu chữ thập."
        ),
        "outOfView": gettext("{count} lớp khác không có trong khung nhìn"),
        "vertexAdded": gettext("Đã thêm điểm {number}."),
        "vertexRemoved": gettext("Đã bỏ điểm {number}."),
        "vertexMoved": gettext("Đã dời điểm {number}."),
        "undone": gettext("Đã hoàn tác."),
        "nothingToUndo": gettext("Không có gì để hoàn tác."),
        "noCrs": gettext("Chọn hệ tọa độ trước khi vẽ."),
        "failed": gettext("Chưa đọc được số liệu cho bản đồ. Bảng bên dưới vẫn đủ."),
        "notFound": gettext("Không đọc được tọa độ này. Ví dụ 21,19 106,01 hoặc X 2344072,76 Y 552756,73."),
        "copied": gettext("Đã sao chép tọa độ."),
        "distance": gettext("Khoảng cách {length}"),
        "area": gettext("Diện tích {area}, chu vi {length}"),
        "measureStart": gettext(
            "Đang đo: nhấn Enter hoặc nhấn chuột để đặt điểm, Backspace bỏ điểm cuối, Esc kết thúc."
        ),
    }
