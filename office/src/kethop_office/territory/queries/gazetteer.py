"""All units in memory, for work on many names at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from kethop_office.territory.models import Unit, UnitChange, UnitName
from kethop_office.territory.names import place_key

__all__ = ["Gazetteer", "Reading", "load_gazetteer"]


@dataclass(frozen=True, slots=True)
class Known:
    """A unit as the gazetteer keeps it."""

    key: str
    level: str
    code: str
    full_name: str
    parent: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit that bears the name, and the present units that it is or became.

    Parameters
    ----------
    present : tuple of str
        Codes; several where it was split.
    """

    named: Known
    present: tuple[str, ...]


class Gazetteer:
    """Units by name and code, old and present.

    Parameters
    ----------
    units : collection of Known
        All of them.
    names : collection of (str, str)
        Key of a unit and a folded name of it.
    became : collection of (str, str)
        Key of a unit and of one that it became.
    """

    def __init__(
        self, units: Collection[Known], names: Collection[tuple[str, str]], became: Collection[tuple[str, str]]
    ) -> None:
        self._units = {unit.key: unit for unit in units}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for key, name in names:
            self._by_name[name].append(key)
        self._by_code: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            self._by_code[unit.code].append(unit.key)
        self._after: dict[str, list[str]] = defaultdict(list)
        for before, after in became:
            self._after[before].append(after)

    @cached_property
    def names(self) -> dict[tuple[str, str], str]:
        """Full names of present units, by level and code."""
        return {(unit.level, unit.code): unit.full_name for unit in self._units.values() if unit.is_present}

    def provinces(self, text: str) -> tuple[Reading, ...]:
        """Return the provinces that bear a name or code, each with its present ones."""
        return tuple(self._reading(unit, "province") for unit in self._named(text) if unit.level == "province")

    def communes(self, text: str, *, provinces: Collection[str], district: str = "") -> tuple[Reading, ...]:
        """Return the communes, or the old ones, that bear a name or code.

        Parameters
        ----------
        provinces : collection of str
            Codes of present provinces in one of which it lies now; anywhere where empty.
        district : str
            Name of the old district that it lay in.
        """
        found = [unit for unit in self._named(text) if unit.level == "commune"]
        if district:
            key = place_key(district)
            found = [unit for unit in found if self._district_is(unit, key)]
        readings = (self._reading(unit, "commune") for unit in found)
        return tuple(item for item in readings if not provinces or self._lies_in(item, provinces))

    def is_district(self, text: str, *, provinces: Collection[str]) -> bool:
        """Return whether a name is that of an old district (of communes that lie in these provinces now)."""
        return any(
            not provinces or set(provinces) & set(self._reading(unit, "province").present)
            for unit in self._named(text)
            if unit.level == "district"
        )

    def province_of(self, commune: str) -> str:
        """Return the code of the province of a present commune; empty for an unknown code."""
        return self._provinces_of_communes.get(commune, "")

    @cached_property
    def _provinces_of_communes(self) -> dict[str, str]:
        present = (unit for unit in self._units.values() if unit.is_present and unit.level == "commune")
        return {unit.code: self._units[unit.parent].code for unit in present}

    def _named(self, text: str) -> list[Known]:
        key = place_key(text)
        keys = self._by_code[text.strip()] if key.isdigit() else self._by_name.get(key, [])
        return [self._units[one] for one in dict.fromkeys(keys)]

    def _district_is(self, unit: Known, key: str) -> bool:
        parent = self._units.get(unit.parent)
        if parent is None or parent.level != "district":
            return False
        return any(parent.key == one for one in self._by_name.get(key, []))

    def _lies_in(self, item: Reading, provinces: Collection[str]) -> bool:
        if not item.present:  # what became of it is not known: by the province it lay in
            above = self._units.get(item.named.parent)
            return bool(above and set(provinces) & set(self._reading(above, "province").present))
        return any(self.province_of(code) in provinces for code in item.present)

    def _reading(self, unit: Known, level: str) -> Reading:
        if unit.is_present and unit.level == level:
            return Reading(unit, (unit.code,))
        codes = dict.fromkeys(code for code in self._present(unit.key, level))
        if not codes and unit.parent and level == "province":
            return Reading(unit, self._reading(self._units[unit.parent], level).present)
        return Reading(unit, tuple(codes))

    def _present(self, key: str, level: str) -> list[str]:
        found: list[str] = []
        for after in self._after.get(key, []):
            unit = self._units[after]
            if unit.is_present:
                found += [unit.code] if unit.level == level else []
            else:
                found += self._present(after, level)
        return found


def load_gazetteer() -> Gazetteer:
    """Return all units, read in three queries."""
    units = [
        Known(unit.key, unit.level, unit.code, unit.full_name, unit.parent_id or "", unit.is_present)
        for unit in Unit.objects.only("key", "level", "code", "name", "type", "parent_id", "valid_to")
    ]
    return Gazetteer(
        units,
        list(UnitName.objects.values_list("unit_id", "folded")),
        list(UnitChange.objects.values_list("before_id", "after_id")),
    )
