"""Collections of features: the rows of maps that an account may see, read by extent and in pages."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import shapely
from django.core import signing
from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.models import Case, MapShape
from kethop_office.appraisal.queries.case_list.narrowing import reachable
from kethop_office.appraisal.queries.case_list.rows import case_rows
from kethop_office.appraisal.queries.map_tiles import map_layers_for
from kethop_office.appraisal.queries.site_shapes import site_shapes
from kethop_office.appraisal.queries.standing import reader_of
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.queries.layers import layer_labels
from kethop_office.registry.queries.parks import parks_for

__all__ = ["COUNTED", "Asked", "Collection", "Found", "collections_for", "extent_of", "features_of"]

COUNTED = 10_000
_SALT = "kethop.ogc.page"
Feature = dict[str, Any]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection.

    Parameters
    ----------
    columns : tuple of str
        West, south, east and north of a row; a point has two columns twice.
    day : str
        Column of the day of a row; empty where its rows have none.
    """

    id: str
    title: str
    rows: QuerySet[Any]
    columns: tuple[str, str, str, str]
    draw: Callable[[Actor, list[Any]], Iterable[Feature]]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which features: within an extent, of a day or days, after a place, so many."""

    box: Box | None = None
    first: date | None = None
    last: date | None = None
    page: str = ""
    limit: int = 100
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of features; ``number`` is None where there are more than ``COUNTED``, ``next`` empty on the last page."""

    features: list[Feature]
    number: int | None
    next: str


def collections_for(actor: Actor) -> dict[str, Collection]:
    """Return the collections that an account may know of, by name."""
    corners = ("west", "south", "east", "north")
    point = ("lon", "lat", "lon", "lat")
    cases = reachable(actor).exclude(west=None).select_related("lead_office", "officer")
    parks = parks_for(actor).exclude(lon=None).exclude(lat=None)
    found = {
        "cases": Collection("cases", gettext("Khu đất của các hồ sơ"), cases, corners, _cases, day="filed_on"),
        "parks": Collection("parks", gettext("Khu, cụm công nghiệp"), parks, point, _parks),
    }
    labels = layer_labels(actor)
    for layer in map_layers_for(actor):
        shapes = MapShape.objects.visible_to(actor).filter(layer=layer)
        name = f"layer-{layer}"
        found[name] = Collection(name, labels.get(layer, layer), shapes, corners, _shapes)
    return found


def extent_of(collection: Collection) -> Box | None:
    """Return the extent of the rows that the account may see; None where there is none."""
    west, south, east, north = collection.columns
    ends = collection.rows.order_by().aggregate(w=Min(west), s=Min(south), e=Max(east), n=Max(north))
    corners = [value for value in (ends["w"], ends["s"], ends["e"], ends["n"]) if value is not None]
    return (corners[0], corners[1], corners[2], corners[3]) if len(corners) == 4 else None


def features_of(actor: Actor, collection: Collection, asked: Asked) -> Found | None:
    """Return a page of features; None for a page that is not of this collection.

    The extent and the days narrow the query itself; a page goes on after the key of the last row.
    """
    rows = _narrowed(collection, asked)
    after = _after(collection, asked.page) if asked.page else None
    if asked.page and after is None:
        return None
    counted = rows.order_by().values("pk")[: COUNTED + 1].count()
    rest = rows.filter(pk__gt=after) if after else rows
    found = list(rest.order_by("pk")[: asked.limit + 1])
    has_more, found = len(found) > asked.limit, found[: asked.limit]
    mark = signing.dumps([collection.id, found[-1].pk.hex], salt=_SALT) if has_more else ""
    return Found(list(collection.draw(actor, found)), counted if counted <= COUNTED else None, mark)


def _narrowed(collection: Collection, asked: Asked) -> QuerySet[Any]:
    rows = collection.rows
    if asked.key is not None:
        rows = rows.filter(pk=asked.key)
    if asked.box is not None:
        rows = rows.filter(_within(collection, asked.box))
    if collection.day and asked.first:
        rows = rows.filter(**{f"{collection.day}__gte": asked.first})
    if collection.day and asked.last:
        rows = rows.filter(**{f"{collection.day}__lte": asked.last})
    return rows


def _within(collection: Collection, box: Box) -> Q:
    """Return the rows whose extent meets a box; one whose west lies east of its east goes over the date line."""
    west, south, east, north = collection.columns
    is_over = box[0] > box[2]
    from_west, from_east = Q(**{f"{east}__gte": box[0]}), Q(**{f"{west}__lte": box[2]})
    return (
        (from_west | from_east if is_over else from_west & from_east)
        & Q(**{f"{south}__lte": box[3]})
        & Q(**{f"{north}__gte": box[1]})
    )


def _after(collection: Collection, page: str) -> UUID | None:
    try:
        of_collection, key = signing.loads(page, salt=_SALT)
        return UUID(hex=key) if of_collection == collection.id else None
    except (signing.BadSignature, ValueError):
        return None


def _cases(actor: Actor, cases: list[Case]) -> Iterable[Feature]:
    """Draw sites as the page of the site shows them, with the words of the list."""
    shapes = site_shapes(actor, [case.pk for case in cases])
    for case, row in zip(cases, case_rows(reader_of(actor), cases), strict=True):
        shape = shapes.get(case.pk)
        geometry = _geometry(shape) if shape else {"type": "Point", "coordinates": [case.lon, case.lat]}
        words = {
            "reference": row.reference,
            "title": row.title,
            "stage": row.stage,
            "stage_label": str(row.stage_label),
            "kind": str(row.kind),
            "place": row.place,
            "lead_office": row.office,
            "proponent": row.proponent,
            "filed_on": row.filed_on.isoformat(),
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "area_ha": float(row.area_ha) if row.area_ha is not None else None,
            "level": row.level,
        }
        yield _feature(case.pk, geometry, words)


def _parks(_actor: Actor, parks: list[IndustrialPark]) -> Iterable[Feature]:
    for park in parks:
        words = {
            "name": park.name,
            "code": park.code,
            "kind": str(park.get_kind_display()),
            "status": str(park.get_status_display()),
            "province": park.province,
            "area_ha": float(park.area_ha) if park.area_ha is not None else None,
            "investor": park.investor,
        }
        yield _feature(park.pk, {"type": "Point", "coordinates": [park.lon, park.lat]}, words)


def _shapes(_actor: Actor, shapes: list[MapShape]) -> Iterable[Feature]:
    for row in shapes:
        words = {"code": row.code, "name_vi": row.name_vi, "name_en": row.name_en}
        yield _feature(row.pk, _geometry(bytes(row.shape)), words)


def _geometry(shape: bytes) -> dict[str, Any]:
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(shapely.from_wkb(shape)))
    return geometry


def _feature(key: UUID, geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> Feature:
    return {"type": "Feature", "id": str(key), "geometry": dict(geometry), "properties": dict(properties)}
