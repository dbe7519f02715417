"""Existing objects that a proposal gives: what they would permit, said beside the result and never part of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kethop.appraisal.heights import Heights
from kethop.appraisal.site_records import ShieldRecord
from kethop.spatial import Note, Shield, ShieldLevel, note

__all__ = ["given_shields", "shield_notes", "shield_records"]

HUNDREDTH = Decimal("0.01")
DEGREES = Decimal("0.0000001")


def given_shields(heights: Heights) -> tuple[Shield, ...]:
    """Return the objects of a proposal as the surfaces take them."""
    return tuple(
        Shield(item.name, float(item.at[0]), float(item.at[1]), float(item.top_elevation)) for item in heights.shields
    )


def shield_notes(levels: Iterable[ShieldLevel], top: Decimal | None) -> Iterator[Note]:
    """Yield what each object would permit, and how the top of the work (m above mean sea level) stands to it."""
    for level in levels:
        name = level.shield.name
        yield note(
            "shield.level",
            name=name,
            top_m=round(level.shield.top_m, 2),
            level_m=round(level.elevation_m, 2),
            distance_m=round(level.distance_m, 2),
        )
        if top is None:
            yield note("shield.top_unknown", name=name)
        elif level.holds(float(top)):
            yield note("shield.top_below", name=name, work_m=float(top))
        else:
            # a millimetre above is not "0 m above": what is shown is at least a centimetre
            above = max(0.01, round(float(top) - level.elevation_m, 2))
            yield note("shield.top_above", name=name, work_m=float(top), above_m=above)


def shield_records(levels: Iterable[ShieldLevel]) -> tuple[ShieldRecord, ...]:
    """Return the objects as they are stored."""
    return tuple(
        ShieldRecord(
            name=level.shield.name,
            at=(Decimal(level.shield.lon).quantize(DEGREES), Decimal(level.shield.lat).quantize(DEGREES)),
            top_elevation_m=Decimal(level.shield.top_m).quantize(HUNDREDTH),
            distance_m=Decimal(level.distance_m).quantize(HUNDREDTH),
            sloping_elevation_m=Decimal(level.elevation_m).quantize(HUNDREDTH),
        )
        for level in levels
    )
