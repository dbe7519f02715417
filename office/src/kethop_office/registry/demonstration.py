"""Invented industrial parks and clusters for the demonstration."""

from collections.abc import Sequence
from random import Random

from kethop_office.accounts.actor import Actor
from kethop_office.registry.actions.parks import add_park

__all__ = ["add_parks"]

_KINDS = (("park", "Khu công nghiệp"), ("cluster", "Cụm công nghiệp"), ("cluster", "Cụm công nghiệp"))
_STATUSES = (("operating", "đang hoạt động"), ("building", "đang xây dựng"), ("planned", "đang quy hoạch"))


def add_parks(
    actor: Actor, places: Sequence[tuple[str, str, float, float]], *, province: str, count: int, random: Random
) -> int:
    """Add invented parks, each at a commune, and return how many.

    Parameters
    ----------
    places : sequence
        Code, name, longitude and latitude of each commune.
    """
    for number in range(1, count + 1):
        code, name, lon, lat = places[number % len(places)]
        kind, words = _KINDS[number % len(_KINDS)]
        status, status_text = _STATUSES[number % len(_STATUSES)]
        area = round(random.uniform(20, 75) if kind == "cluster" else random.uniform(90, 420), 1)
        values: dict[str, object] = {
            "kind": kind,
            "name": f"{words} {name} {number} (ví dụ)",
            "code": f"VD-{number:03d}",
            "province": province,
            "communes": f" {code} ",
            "commune_text": name,
            "lon": lon,
            "lat": lat,
            "area_ha": str(area),
            "area_text": f"{area} ha".replace(".", ","),
            "status": status,
            "status_text": status_text,
            "founded_year": random.randint(2004, 2025),
            "investor": "Công ty hạ tầng hư cấu",
            "occupancy": str(random.randint(20, 98)) if status == "operating" else None,
            "source": "Dữ liệu hư cấu để minh họa",
        }
        add_park(actor, values, is_illustrative=True)
    return count
