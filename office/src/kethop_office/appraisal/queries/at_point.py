"""What lies at a point of the map of a case: from the same queries as the table that stands for the map."""

from dataclasses import dataclass

from django.utils.translation import get_language

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.bridge.site_maps import holds
from kethop_office.appraisal.models import Case, MapShape, SiteDrawing
from kethop_office.appraisal.queries.map_tiles import map_layers_for
from kethop_office.appraisal.queries.site_page import MapRow, map_rows

__all__ = ["AtPoint", "at_point"]


@dataclass(frozen=True, slots=True)
class AtPoint:
    """What is there.

    Parameters
    ----------
    units : tuple of str
        Units of the ground whose shape holds the point.
    is_inside : bool
        Whether the point lies in the site.
    rows : tuple of MapRow
        Inside the site, what the table says of it; what does not touch the site is left out.
    """

    units: tuple[str, ...]
    is_inside: bool
    rows: tuple[MapRow, ...]


def at_point(
    actor: Actor, case: Case, drawing: SiteDrawing | None, place: tuple[float, float], *, carries: bool
) -> AtPoint:
    """Return what lies at a longitude and latitude of WGS 84, in degrees."""
    is_inside = drawing is not None and drawing.shape is not None and holds(bytes(drawing.shape), place)
    rows = map_rows(actor, case, drawing, carries=carries) if is_inside else []
    return AtPoint(_units(actor, place), is_inside, tuple(row for row in rows if row.is_touching))


def _units(actor: Actor, place: tuple[float, float]) -> tuple[str, ...]:
    lon, lat = place
    near = MapShape.objects.visible_to(actor).filter(
        layer__in=map_layers_for(actor), west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat
    )
    name = "name_en" if get_language() == "en" else "name_vi"
    return tuple(
        text for text, shape in near.order_by("layer", "code").values_list(name, "shape") if holds(bytes(shape), place)
    )
