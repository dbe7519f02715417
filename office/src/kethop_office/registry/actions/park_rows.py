"""A park's values as plain JSON, and back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kethop_office.accounts.actor import Actor
from kethop_office.common.folding import tokens
from kethop_office.common.vietnamese import sort_key
from kethop_office.registry.models import IndustrialPark, ParkVersion
from kethop_office.registry.reading.rows import name_key

__all__ = ["VALUE_FIELDS", "new_version", "put", "values_of"]

VALUE_FIELDS = (
    "kind",
    "name",
    "aliases",
    "code",
    "province",
    "communes",
    "province_text",
    "commune_text",
    "address",
    "lon",
    "lat",
    "outline",
    "area_ha",
    "area_text",
    "status",
    "status_text",
    "founded_text",
    "founded_year",
    "term_text",
    "term_from",
    "term_to",
    "investor",
    "industries",
    "occupancy",
    "occupancy_text",
    "facts",
    "source",
    "source_on",
)
_DECIMALS = ("area_ha", "occupancy")
_EMPTY: Mapping[str, object] = {
    "aliases": [],
    "facts": {},
    "outline": None,
    "kind": IndustrialPark.Kind.UNKNOWN,
    "status": IndustrialPark.Status.UNKNOWN,
    **dict.fromkeys(("lon", "lat", "area_ha", "founded_year", "term_from", "term_to", "occupancy", "source_on"), None),
}


def values_of(park: IndustrialPark) -> dict[str, object]:
    """Return the values as plain JSON."""
    return {name: _plain(getattr(park, name)) for name in VALUE_FIELDS}


def put(park: IndustrialPark, values: Mapping[str, object]) -> None:
    """Set values from plain JSON, and what is reckoned from them; absent ones become empty."""
    for name in VALUE_FIELDS:
        value = values.get(name)
        if value is None or value == "":
            value = _EMPTY.get(name, "")
            value = value.copy() if isinstance(value, dict | list) else value
        elif name in _DECIMALS:
            value = Decimal(str(value))
        elif name == "source_on":
            value = date.fromisoformat(str(value))
        setattr(park, name, value)
    park.sort_name = sort_key(park.name)[:400]
    park.name_key = name_key(park.name)
    texts = [park.name, *map(str, park.aliases), park.code, park.address, park.province_text, park.commune_text]
    park.folded = f" {' '.join(dict.fromkeys(word for text in texts for word in tokens(text)))} "


def new_version(park: IndustrialPark, act: str, actor: Actor) -> ParkVersion:
    """Return the row, not yet saved, that keeps the present values of a park."""
    return ParkVersion(
        park=park,
        number=park.version,
        values=values_of(park),
        act=act,
        user_id=actor.user_id,
        at=actor.at,
        level=park.level,
        compartment_id=park.compartment_id,
    )


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else value
