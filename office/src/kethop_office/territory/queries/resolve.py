"""From any old or present code or name to the units of a day; every candidate, never a guess."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from kethop_office.territory.models import Unit, UnitChange
from kethop_office.territory.names import place_key
from kethop_office.territory.queries.lineage import became_on

__all__ = ["Candidate", "Resolution", "resolve"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading.

    Parameters
    ----------
    named : Unit
        The unit that has the code or name.
    units : tuple of Unit
        It, or what it became by the day; several where it was split; none where that is not known.
    is_part : bool
        Whether only parts of it went into these units.
    doubts : tuple of str
        What sources differ on.
    """

    named: Unit
    units: tuple[Unit, ...]
    is_part: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """All readings of a text.

    Parameters
    ----------
    candidates : tuple of Candidate
        Present units first, then old ones.
    """

    text: str
    candidates: tuple[Candidate, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units of the day over all candidates, each once."""
        return tuple(dict.fromkeys(unit for item in self.candidates for unit in item.units))

    @property
    def is_clear(self) -> bool:
        """Whether there is exactly one unit and it is meant as a whole."""
        return len(self.units) == 1 and not any(item.is_part for item in self.candidates)


def resolve(text: str, *, on: date | None = None, within: str = "", level: str = "") -> Resolution:
    """Return what a code or name may stand for.

    Parameters
    ----------
    text : str
        A code, or a name with or without its type; parts after a comma name the district or province it lies in.
    on : date or None
        The day whose units are wanted; today's units where None.
    within : str
        Name or code of a province or district, old or new, that the unit lies in.
    level : str
        ``province``, ``district`` or ``commune``; any where empty.
    """
    first, *rest = (piece.strip() for piece in text.split(","))
    found = Unit.objects.select_related("parent", "parent__parent").filter(_named(first))
    if level:
        found = found.filter(level=level)
    places = [*rest, *([within] if within else [])]
    units = [unit for unit in found.distinct() if all(_lies_in(unit, place) for place in places)]
    units.sort(key=lambda unit: (unit.valid_to is not None, unit.level != "commune", unit.code))
    return Resolution(text, tuple(_candidate(unit, on) for unit in units))


def _named(text: str) -> Q:
    key = place_key(text)
    query = Q(names__folded=key)
    if key.isdigit():
        query |= Q(code=text) | Q(other_code=text)
    return query


def _lies_in(unit: Unit, place: str) -> bool:
    """Return whether a unit lies in a place, by its own parents or by those of what it became."""
    key = place_key(place)
    above = [unit.parent, unit.parent.parent if unit.parent else None]
    if any(_is_named(parent, place, key) for parent in above):
        return True
    later = [change.after.parent for change in became_on(unit, None)] if not unit.is_present else []
    return any(_is_named(parent, place, key) for parent in later)


def _is_named(unit: Unit | None, place: str, key: str) -> bool:
    return unit is not None and (unit.code == place or key in {place_key(unit.full_name), place_key(unit.name)})


def _candidate(unit: Unit, on: date | None) -> Candidate:
    lasts = unit.is_present if on is None else _lasts(unit, on)
    if lasts:
        return Candidate(unit, (unit,), is_part=False, doubts=tuple(unit.doubts))
    if on is not None and unit.valid_from is not None and on < unit.valid_from:
        before = (
            UnitChange.objects.filter(after=unit).select_related("before", "before__parent").order_by("before__name")
        )
        made_of = tuple(
            change.before for change in before if change.before.level == unit.level and _lasts(change.before, on)
        )
        return Candidate(
            unit, made_of, is_part=any(change.extent == "part" for change in before), doubts=tuple(unit.doubts)
        )
    changes = became_on(unit, on)
    units = tuple(dict.fromkeys(change.after for change in changes if on is None or _lasts(change.after, on)))
    return Candidate(unit, units, is_part=len(units) > 1, doubts=tuple(unit.doubts))


def _lasts(unit: Unit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or unit.valid_to >= day)
