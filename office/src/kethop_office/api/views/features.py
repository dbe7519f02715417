"""OGC API Features, part 1: core and GeoJSON, always in CRS 84; row by row what the account may see on a map."""

import json
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router
from pydantic import Field

from kethop_office.api.door import ProgramRequest
from kethop_office.api.filled import FormFault
from kethop_office.api.problems import Stop
from kethop_office.api.queries.features import Asked, Collection, collections_for, extent_of, features_of
from kethop_office.api.service import answers

__all__ = ["CRS84", "MOST", "router"]

router = Router(tags=["features"])
MOST = 1_000
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_CONFORMS = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson")]
_GEOJSON = "application/geo+json"
_OTHERS = (400, 401, 404, 429)
_KNOWN = {"bbox", "limit", "datetime", "page", "f", "crs", "bbox-crs"}
_DESCRIBED = {"responses": {200: {"content": {_GEOJSON: {"schema": {"type": "object"}}}}}}
Name = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9_.-]+$")]
_CRS = rf"^({CRS84})?$"


@router.get("/", response=answers(dict[str, Any], others=_OTHERS))
def read_landing(request: ProgramRequest) -> Mapping[str, object]:
    """Say where everything is."""
    return {
        "title": "Kết hợp",
        "description": gettext("Các lớp bản đồ mà tài khoản này được xem."),
        "links": [
            _link(request, "self", ""),
            _link(request, "service-desc", "api", "application/vnd.oai.openapi+json;version=3.1"),
            _link(request, "conformance", "conformance"),
            _link(request, "data", "collections"),
        ],
    }


@router.get("/conformance", response=answers(dict[str, Any], others=_OTHERS))
def read_conformance(request: ProgramRequest) -> Mapping[str, object]:  # noqa: ARG001 - ninja gives it by this name
    """Say which parts of the standard hold."""
    return {"conformsTo": _CONFORMS}


@router.get("/collections", response=answers(dict[str, Any], others=_OTHERS))
def list_collections(request: ProgramRequest) -> Mapping[str, object]:
    """List the collections that this account may see."""
    found = [_described(request, one) for one in collections_for(request.actor).values()]
    return {"collections": found, "links": [_link(request, "self", "collections")]}


@router.get("/collections/{name}", response=answers(dict[str, Any], others=_OTHERS))
def read_collection(request: ProgramRequest, name: Name) -> Mapping[str, object]:
    """Read what a collection is and where it lies."""
    return _described(request, _collection(request, name))


@router.get("/collections/{name}/items", response=answers(None, others=_OTHERS), openapi_extra=_DESCRIBED)
def list_items(  # noqa: PLR0913 - the parameters of the standard
    request: ProgramRequest,
    *,
    name: Name,
    bbox: Annotated[str, Query(max_length=200, description="west,south,east,north in degrees.")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    datetime: Annotated[str, Query(max_length=80, description="A day, or two with `/`; `..` is open.")] = "",
    page: Annotated[str, Query(max_length=300, description="From the link `next` of another page.")] = "",
    crs: Annotated[str, Query(max_length=200, pattern=_CRS)] = "",
    bbox_crs: Annotated[str, Query(alias="bbox-crs", max_length=200, pattern=_CRS)] = "",
) -> HttpResponse:
    """List features within an extent and of a time, in pages."""
    del crs, bbox_crs  # the one that is served, by the pattern of the parameter
    unknown = sorted(set(request.GET) - _KNOWN)
    if unknown:
        raise FormFault([{"pointer": f"/query/{one}", "detail": one} for one in unknown])
    collection = _collection(request, name)
    first, last = _days(datetime)
    found = features_of(request.actor, collection, Asked(_box(bbox), first, last, page, limit))
    if found is None:
        raise Stop(400, "api.page")
    here = f"collections/{name}/items"
    given = {key: value for key, value in request.GET.items() if key != "page"}
    links = [_link(request, "self", f"{here}?{urlencode(request.GET)}", _GEOJSON)]
    links += [_link(request, "collection", f"collections/{name}")]
    if found.next:
        links.append(_link(request, "next", f"{here}?{urlencode({**given, 'page': found.next})}", _GEOJSON))
    answer: dict[str, object] = {"type": "FeatureCollection", "features": found.features, "links": links}
    answer |= {"numberReturned": len(found.features), "timeStamp": request.actor.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    if found.number is not None:
        answer["numberMatched"] = found.number
    return _geojson(answer)


@router.get("/collections/{name}/items/{key}", response=answers(None, others=_OTHERS), openapi_extra=_DESCRIBED)
def read_item(request: ProgramRequest, name: Name, key: UUID) -> HttpResponse:
    """Read one feature."""
    found = features_of(request.actor, _collection(request, name), Asked(limit=1, key=key))
    if found is None or not found.features:
        raise Http404
    here = f"collections/{name}"
    links = [
        _link(request, "self", f"{here}/items/{key}", _GEOJSON),
        _link(request, "collection", here),
    ]
    return _geojson({**found.features[0], "links": links})


def _collection(request: ProgramRequest, name: str) -> Collection:
    found = collections_for(request.actor).get(name)
    if found is None:
        raise Http404
    return found


def _described(request: ProgramRequest, one: Collection) -> dict[str, object]:
    extent = extent_of(one)
    here = f"collections/{one.id}"
    return {
        "id": one.id,
        "title": one.title,
        "itemType": "feature",
        "crs": [CRS84],
        **({"extent": {"spatial": {"bbox": [list(extent)], "crs": CRS84}}} if extent else {}),
        "links": [_link(request, "self", here), _link(request, "items", f"{here}/items", _GEOJSON)],
    }


def _link(request: ProgramRequest, rel: str, path: str, kind: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "href": request.build_absolute_uri(f"/ogc/{path}"), "type": kind}


def _geojson(answer: Mapping[str, object]) -> HttpResponse:
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    response = HttpResponse(text, content_type=_GEOJSON)
    response["Content-Crs"] = f"<{CRS84}>"
    return response


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise FormFault([_fault("bbox", text)]) from error
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    if len(numbers) != 4 or not all(map(isfinite, numbers)) or numbers[1] > numbers[3]:
        raise FormFault([_fault("bbox", text)])
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _days(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a moment or an interval."""
    parts = text.split("/")
    if not text:
        return None, None
    if len(parts) > 2:
        raise FormFault([_fault("datetime", text)])
    try:
        ends = [None if part in {"", ".."} else date.fromisoformat(part[:10]) for part in parts]
    except ValueError as error:
        raise FormFault([_fault("datetime", text)]) from error
    if ends[0] and ends[-1] and ends[0] > ends[-1]:
        raise FormFault([_fault("datetime", text)])
    return ends[0], ends[-1]


def _fault(name: str, text: str) -> dict[str, object]:
    return {"pointer": f"/query/{name}", "detail": text}
