"""What a unit was made of, and what it became."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kethop_office.territory.models import Unit, UnitChange

__all__ = ["Lineage", "became_on", "lineage_of", "overview", "present_units", "unit_count", "unit_with_key"]


@dataclass(frozen=True, slots=True)
class Lineage:
    """A unit with what is known of it before and after."""

    unit: Unit
    made_of: tuple[UnitChange, ...]
    became: tuple[UnitChange, ...]


def unit_with_key(key: str) -> Unit:
    """Return a unit.

    Raises
    ------
    Unit.DoesNotExist
        There is none.
    """
    return Unit.objects.select_related("parent", "parent__parent").get(key=key)


def lineage_of(unit: Unit) -> Lineage:
    """Return the changes in which a unit takes part."""
    made_of = UnitChange.objects.filter(after=unit).select_related("before", "before__parent", "before__parent__parent")
    became = UnitChange.objects.filter(before=unit).select_related("after", "after__parent")
    return Lineage(
        unit,
        tuple(made_of.order_by("before__level", "before__name", "before_id")),
        tuple(became.order_by("after__level", "after__name", "after_id")),
    )


def became_on(unit: Unit, day: date | None) -> tuple[UnitChange, ...]:
    """Return the changes that lead from a unit to those of a day (today's where None), over as many steps as it takes."""
    found: list[UnitChange] = []
    for change in UnitChange.objects.filter(before=unit).select_related("after", "after__parent"):
        after = change.after
        if after.valid_to is None or (day is not None and after.valid_to >= day):
            found.append(change)
        else:
            found += became_on(after, day)
    return tuple(found)


def overview() -> dict[str, int]:
    """Return how many units of each level there are now and were before."""
    counts = {
        f"{level}_now": Unit.objects.filter(level=level, valid_to=None).count() for level in ("province", "commune")
    }
    old = Unit.objects.filter(valid_to__gte=date(2025, 6, 30))
    return counts | {
        f"{level}_before": old.filter(level=level).count() for level in ("province", "district", "commune")
    }


def unit_count() -> int:
    """Return how many units are stored, present and past."""
    return Unit.objects.count()


def present_units(level: str, *, codes: Collection[str] | None = None) -> list[Unit]:
    """Return the present units of a level by name; of some codes only where they are given."""
    units = Unit.objects.filter(level=level, valid_to=None)
    if codes is not None:
        units = units.filter(code__in=codes)
    return list(units.order_by("name", "code"))
