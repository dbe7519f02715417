"""A site as its pages show it: which drawing, which part of its picture, and the map."""

import re
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, SiteDrawing
from kethop_office.appraisal.queries.shell import case_path
from kethop_office.appraisal.views.base_map import base_map
from kethop_office.common.maps import MapLayer, MapPage, MapSource
from kethop_office.common.models import Blob

__all__ = ["PictureView", "chosen", "epsg_of", "picture_of", "site_map"]

_VIEW = re.compile(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_MOST_ZOOM = 6
_PAN = 0.25  # of what is seen


class PictureView:
    """Which part of a picture is seen: ``zoom`` doublings about a centre in parts of the whole."""

    def __init__(self, zoom: int, x: float, y: float) -> None:
        self.zoom, self.x, self.y = zoom, x, y

    @classmethod
    def read(cls, values: Mapping[str, str]) -> "PictureView":
        """Return the view that an address asks for; what cannot be read is the whole."""
        try:
            zoom, x, y = int(values.get("z", 0)), float(values.get("x", 0.5)), float(values.get("y", 0.5))
        except ValueError:
            return cls(0, 0.5, 0.5)
        return cls(min(max(zoom, 0), _MOST_ZOOM), min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))

    def cut(self, data: bytes) -> bytes:
        """Return the picture with its window set."""
        found = _VIEW.search(data)
        if found is None or not self.zoom:
            return data
        width, height = float(found[1]), float(found[2])
        part = 0.5**self.zoom
        west = min(max(self.x - part / 2, 0), 1 - part) * width
        north = min(max(self.y - part / 2, 0), 1 - part) * height
        window = f'viewBox="{west:.2f} {north:.2f} {width * part:.2f} {height * part:.2f}"'.encode()
        return data[: found.start()] + window + data[found.end() :]

    @property
    def query(self) -> str:
        """The view as it stands in an address."""
        return f"z={self.zoom}&x={self.x:.4f}&y={self.y:.4f}"

    def links(self) -> list[tuple[str, str]]:
        """Return the views beside, nearer and farther, with their names."""
        step = _PAN * 0.5**self.zoom
        moves = [
            (_("Phóng to"), PictureView(min(self.zoom + 1, _MOST_ZOOM), self.x, self.y)),
            (_("Thu nhỏ"), PictureView(max(self.zoom - 1, 0), self.x, self.y)),
            (_("Sang trái"), PictureView(self.zoom, max(self.x - step, 0), self.y)),
            (_("Sang phải"), PictureView(self.zoom, min(self.x + step, 1), self.y)),
            (_("Lên trên"), PictureView(self.zoom, self.x, max(self.y - step, 0))),
            (_("Xuống dưới"), PictureView(self.zoom, self.x, min(self.y + step, 1))),
            (_("Toàn cảnh"), PictureView(0, 0.5, 0.5)),
        ]
        return [(name, view.query) for name, view in moves]


def site_map(  # noqa: PLR0913 - what a map shows
    actor: Actor,
    case: Case,
    drawing: SiteDrawing | None,
    earlier: SiteDrawing | None,
    *,
    level: int,
    zoom: PictureView,
    is_static: bool,
) -> MapPage | None:
    """Return the map of a site; None without a drawing."""
    if drawing is None or drawing.shape is None:
        return None
    west, south, east, north = (float(item) for item in drawing.facts["shape"]["extent"])
    margin = max(east - west, north - south, 0.004) * 0.3
    features = [{"type": "Feature", "geometry": drawing.facts["shape"]["geometry"], "properties": {"role": "site"}}]
    layers = [
        MapLayer("site", _("Khu đất của hồ sơ"), "site", "site", "site", level=case.level, where={"role": "site"})
    ]
    if earlier is not None and earlier.shape is not None:
        features.append(
            {"type": "Feature", "geometry": earlier.facts["shape"]["geometry"], "properties": {"role": "earlier"}}
        )
        label = _("Khu đất của lần trình %(number)s") % {"number": earlier.submission.number}
        layers.append(
            MapLayer("earlier", label, "site", "earlier", "site", level=case.level, where={"role": "earlier"})
        )
    sources, base = base_map(actor)
    path = case_path(case, "site")
    return MapPage(
        key="site-map",
        heading=_("Bản đồ khu đất"),
        bounds=(west - margin, south - margin, east + margin, north + margin),
        sources=[MapSource("site", data={"type": "FeatureCollection", "features": features}), *sources],
        layers=[*layers, *base],
        level=level,
        coordinates_url=f"/map/coordinates/{epsg_of(drawing)}",
        identify_url=f"{path}/identify?version={drawing.submission.number}",
        convert_url="/map/convert",
        picture_url=f"{path}/picture.svg?version={drawing.submission.number}&{zoom.query}"
        if picture_of(drawing, "picture")
        else "",
        picture_text=_("Ảnh bản đồ khu đất trên nền đơn vị hành chính; bảng bên dưới có cùng thông tin."),
        table_id="map-table",
        is_static=is_static,
    )


def epsg_of(drawing: SiteDrawing) -> str:
    """Return the number of the grid of a drawing."""
    return str(drawing.facts.get("grid", {}).get("code", "")).removeprefix("EPSG:")


def chosen(drawings: list[SiteDrawing], version: str) -> SiteDrawing | None:
    """Return the drawing of a filing by its number; the newest where none is named."""
    if version:
        return next((item for item in drawings if str(item.submission.number) == version), None)
    return drawings[0] if drawings else None


def picture_of(drawing: SiteDrawing, kind: str) -> Blob | None:
    """Return a picture in the reader's language."""
    language = "en" if get_language() == "en" else "vi"
    blob = getattr(drawing, f"{kind}_{language}", None)
    return blob if isinstance(blob, Blob) else None
