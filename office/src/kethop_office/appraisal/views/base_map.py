"""The ground of every map: units whose tiles the reader may see; and the map of a list."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.queries.map_tiles import map_layers_for
from kethop_office.common.maps import MapLayer, MapPage, MapSource

__all__ = ["COUNTRY", "base_map", "list_map"]

_LEAST_ZOOMS = {"communes": 9}
COUNTRY = (102.0, 8.3, 109.6, 23.5)  # west, south, east, north: where a map begins that shows nothing yet


def base_map(actor: Actor) -> tuple[list[MapSource], list[MapLayer]]:
    """Return sources and lines of the legend."""
    labels = {"communes": _("Xã, phường, đặc khu"), "provinces": _("Tỉnh, thành phố")}
    sources, layers = [], []
    for name, seen in sorted(map_layers_for(actor).items()):
        url = f"/map/tile/{name}/{{z}}/{{x}}/{{y}}.mvt"
        sources.append(MapSource(name, url=url, least=_LEAST_ZOOMS.get(name, 0)))
        label_property = "name_en" if get_language() == "en" else "name"
        layers.append(
            MapLayer(
                name,
                labels.get(name, name),
                name,
                "unit",
                "administrative",
                tile_layer=name,
                level=seen.level,
                label_property=label_property,
            )
        )
    return sources, layers


def list_map(actor: Actor, points: Mapping[str, object]) -> MapPage:
    """Return the map of the sites of a list."""
    sources, layers = base_map(actor)
    return MapPage(
        key="list-map",
        heading=_("Bản đồ khu đất trong danh sách"),
        bounds=_bounds(points),
        sources=[MapSource("cases", data=points), *sources],
        layers=[MapLayer("cases", _("Hồ sơ"), "cases", "case", "site", label_property="name"), *layers],
        table_id="case-results",
    )


def _bounds(points: Mapping[str, object]) -> tuple[float, float, float, float]:
    features = points.get("features")
    places = [item["geometry"]["coordinates"] for item in features] if isinstance(features, list) else []
    if not places:
        return COUNTRY
    lon, lat = [place[0] for place in places], [place[1] for place in places]
    margin = max(max(lon) - min(lon), max(lat) - min(lat), 0.02) * 0.1
    return min(lon) - margin, min(lat) - margin, max(lon) + margin, max(lat) + margin
