"""Take in the units of a pack."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kethop_office.territory.bridge import ChangeRow, UnitRow, UnitTables
from kethop_office.territory.models import Unit, UnitChange, UnitName
from kethop_office.territory.names import folded_names

__all__ = ["take_in"]

BATCH = 2_000
_LEVELS = ("province", "district", "commune")


@transaction.atomic
def take_in(tables: UnitTables) -> int:
    """Replace all units with those of the tables, and return how many there are. The same tables change nothing.

    Notes
    -----
    Rooms above keep codes, never rows of this one, so that replacing is safe.
    """
    UnitChange.objects.all().delete()
    UnitName.objects.all().delete()
    Unit.objects.all().delete()
    for level in _LEVELS:
        Unit.objects.bulk_create([_unit(row) for row in tables.units if row["level"] == level], batch_size=BATCH)
    names = [
        UnitName(unit_id=row["key"], folded=name)
        for row in tables.units
        for name in folded_names(row["type"], row["name"])
    ]
    UnitName.objects.bulk_create(names, batch_size=BATCH)
    UnitChange.objects.bulk_create(_changes(tables.changes), batch_size=BATCH)
    return len(tables.units)


def _unit(row: UnitRow) -> Unit:
    return Unit(
        key=row["key"],
        level=row["level"],
        code=row["code"],
        other_code=row["other_code"] or "",
        name=row["name"],
        name_en=row["name_en"] or "",
        type=row["type"],
        parent_id=row["parent"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        lon=row["lon"],
        lat=row["lat"],
        wording=row["wording"] or "",
        doubts=row["doubts"] or [],
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _changes(rows: Sequence[ChangeRow]) -> list[UnitChange]:
    return [UnitChange(before_id=row["before"], after_id=row["after"], extent=row["extent"]) for row in rows]
