"""A park of the register as the site of a proposal."""

import json
from dataclasses import dataclass

from kethop_office.accounts.actor import Actor
from kethop_office.common.vietnamese import words_of
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.queries.parks import parks_named

__all__ = ["ParkSite", "park_choices", "park_site"]

_AREAS = frozenset({"Polygon", "MultiPolygon"})


@dataclass(frozen=True, slots=True)
class ParkSite:
    """What the register knows of where a park lies.

    Parameters
    ----------
    outline : bytes or None
        Its outline as GeoJSON (WGS 84); None where the register has none.
    file_name : str
        Name under which the outline is filed.
    communes : tuple of str
        Codes of its communes: the site where there is no outline.
    """

    key: str
    name: str
    outline: bytes | None
    file_name: str
    communes: tuple[str, ...]

    @property
    def is_placed(self) -> bool:
        """Whether the register says enough for a site."""
        return self.outline is not None or bool(self.communes)


def park_site(park: IndustrialPark) -> ParkSite:
    """Return where a park lies."""
    outline = None
    if isinstance(park.outline, dict) and park.outline.get("type") in _AREAS:
        feature = {"type": "Feature", "properties": {"name": park.name}, "geometry": park.outline}
        plain = {"type": "FeatureCollection", "features": [feature]}
        outline = json.dumps(plain, ensure_ascii=False).encode()
    slug = "-".join(words_of(park.name))[:60] or "khu"
    return ParkSite(str(park.pk), park.name, outline, f"{slug}.geojson", tuple(park.commune_codes))


def park_choices(actor: Actor, text: str) -> list[tuple[ParkSite, str]]:
    """Return the parks that the actor may see and that a text names, each with the words that tell it from the others."""
    found = []
    for park in parks_named(actor, text.strip()):
        place = park.commune_text or park.province_text
        words = [park.name, *([park.code] if park.code else []), *([place] if place else [])]
        found.append((park_site(park), " · ".join(words)))
    return found
