"""What the maps of pages ask for: coordinates, and tiles of the layers that the reader may see."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kethop_office.accounts.access import signed_in
from kethop_office.appraisal.queries.coordinates import converted, line_of, typed_place
from kethop_office.appraisal.queries.map_tiles import tile
from kethop_office.appraisal.views.frame import actor_on

__all__ = ["convert", "coordinates", "map_tile", "place_of"]

_MOST_POINTS = 2_000
_MOST_ZOOM = 16


@require_GET
@signed_in
def coordinates(request: HttpRequest, crs: int) -> HttpResponse:
    """Say a place in words (``lon``, ``lat``), or find a typed one (``text``)."""
    if "text" in request.GET:
        return _found(crs, request.GET["text"])
    return JsonResponse({"text": line_of(crs, *place_of(request.GET))}, json_dumps_params={"ensure_ascii": False})


@require_GET
@signed_in
def convert(request: HttpRequest) -> HttpResponse:
    """Turn points between a grid of VN-2000 and WGS 84."""
    try:
        crs = int(request.GET.get("crs", "").removeprefix("EPSG:"))
        points = [
            [float(item) for item in pair.split(",")] for pair in request.GET.get("points", "").split(";") if pair
        ]
    except ValueError as error:
        raise Http404 from error
    if len(points) > _MOST_POINTS or any(len(pair) != 2 for pair in points):
        raise Http404
    found = converted(crs, "wgs84" if request.GET.get("to") == "wgs84" else "crs", points)
    if found is None:
        raise Http404
    return JsonResponse({"points": found})


@require_GET
@signed_in
def map_tile(request: HttpRequest, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """Give a tile of a layer; one that the reader may not see is not found, as a wrong name is."""
    if z > _MOST_ZOOM or x >= 2**z or y >= 2**z:
        raise Http404
    data = tile(actor_on(request), layer, (z, x, y))
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="application/vnd.mapbox-vector-tile")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def place_of(values: Mapping[str, str]) -> tuple[float, float]:
    """Return longitude and latitude that an address names.

    Raises
    ------
    Http404
        There is none, or it is not on the globe.
    """
    try:
        lon, lat = float(values["lon"]), float(values["lat"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Http404
    return lon, lat


def _found(crs: int, text: str) -> JsonResponse:
    place = typed_place(text[:200])
    if place is None:
        error = _("Không đọc được tọa độ này. Nhập X và Y theo VN-2000, hoặc vĩ độ và kinh độ.")
        return JsonResponse({"error": error}, json_dumps_params={"ensure_ascii": False})
    if place.kind == "degrees":
        return JsonResponse({"lon": place.second, "lat": place.first})
    pairs = converted(crs, "wgs84", [[place.first, place.second]])
    if not pairs:
        error = _("Chưa đổi được tọa độ này theo hệ của hồ sơ. Nhập vĩ độ và kinh độ WGS 84.")
        return JsonResponse({"error": error}, json_dumps_params={"ensure_ascii": False})
    lon, lat = (float(item) for item in pairs[0])
    return JsonResponse({"lon": lon, "lat": lat})
