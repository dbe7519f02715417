"""Vector tiles of the layers that a reader may see."""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, Max

from kethop_office.accounts.actor import Actor
from kethop_office.appraisal.bridge.tiles import Shape, cut, extent
from kethop_office.appraisal.models import MapShape
from kethop_office.registry.queries.layers import closed_layers

__all__ = ["TILE_SECONDS", "SeenLayer", "map_layers_for", "tile"]

_CACHED_ZOOM = 12
_COARSE_ZOOM = 9
TILE_SECONDS = 24 * 3600
"""How long a tile of an open layer may stand in the memory of a process; a new version of the layer has tiles of its own."""


class SeenLayer(NamedTuple):
    """A layer as a reader may see it: version, highest level of its shapes, how many stand in compartments."""

    version: str
    level: int
    granted: int


def map_layers_for(actor: Actor) -> dict[str, SeenLayer]:
    """Return the layers that the reader may see and that the register has in use, by name."""
    rows = MapShape.objects.visible_to(actor).order_by().values_list("layer", "version")
    held = rows.annotate(highest=Max("level"), granted=Count("compartment"))
    found = {layer: SeenLayer(*facts) for layer, *facts in held}
    closed = closed_layers(actor) if found else set()
    return {layer: value for layer, value in found.items() if layer not in closed}


def tile(actor: Actor, layer: str, at: tuple[int, int, int]) -> bytes | None:
    """Return one tile; None where the reader may not see the layer, or there is none.

    Parameters
    ----------
    at : (int, int, int)
        Zoom, column, row.
    """
    seen = map_layers_for(actor).get(layer)
    if seen is None:
        return None
    zoom = at[0]
    key = f"tile-{layer}-{seen.version}-{actor.rank}-{'-'.join(map(str, at))}"
    # Each reading of a level that is told is told anew; the next reader of the level may have other grants.
    is_told = seen.level >= settings.KETHOP_AUDIT_READS_FROM
    is_kept = zoom <= _CACHED_ZOOM and not is_told and not seen.granted
    known = caches["tiles"].get(key) if is_kept else None
    if isinstance(known, bytes):
        return known
    west, south, east, north = extent(*at)
    rows = MapShape.objects.visible_to(actor).filter(
        layer=layer, west__lte=east, east__gte=west, south__lte=north, north__gte=south
    )
    column = "coarse" if zoom < _COARSE_ZOOM else "shape"
    shapes = [
        Shape(bytes(shape), {"code": code, "name": name, "name_en": name_en})
        for shape, code, name, name_en in rows.values_list(column, "code", "name_vi", "name_en")
    ]
    data = cut(layer, shapes, at)
    if is_kept:
        caches["tiles"].set(key, data, TILE_SECONDS)
    return data
