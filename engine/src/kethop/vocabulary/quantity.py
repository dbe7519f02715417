"""Numbers with a unit, exact."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from kethop.documents import Record

__all__ = ["Quantity", "Unit"]


class Unit(StrEnum):
    """The units that law, proposals and findings use."""

    METRE = "m"
    KILOMETRE = "km"
    SQUARE_METRE = "m2"
    HECTARE = "ha"
    PERCENT = "%"
    COUNT = "count"
    BILLION_DONG = "billion VND"
    WORKING_DAY = "working days"
    CALENDAR_DAY = "days"


# Unit -> (dimension, factor to the base unit of that dimension)
_FACTORS: Mapping[Unit, tuple[str, Decimal]] = MappingProxyType(
    {
        Unit.METRE: ("length", Decimal(1)),
        Unit.KILOMETRE: ("length", Decimal(1000)),
        Unit.SQUARE_METRE: ("area", Decimal(1)),
        Unit.HECTARE: ("area", Decimal(10_000)),
        Unit.PERCENT: ("ratio", Decimal(1)),
        Unit.COUNT: ("count", Decimal(1)),
        Unit.BILLION_DONG: ("money", Decimal(1)),
        Unit.WORKING_DAY: ("working days", Decimal(1)),
        Unit.CALENDAR_DAY: ("days", Decimal(1)),
    }
)


class Quantity(Record):
    """A decimal number with its unit.

    Parameters
    ----------
    value : Decimal
        The number; never a binary float.
    unit : Unit
        Its unit. Working days and days are different dimensions: no number turns one into the other.
    """

    value: Decimal
    unit: Unit

    def to(self, unit: Unit) -> "Quantity":
        """Return the same quantity in ``unit``.

        Raises
        ------
        ValueError
            The units measure different things.

        Examples
        --------
        >>> Quantity(value=Decimal("3.2"), unit=Unit.HECTARE).to(Unit.SQUARE_METRE).value
        Decimal('32000.0')
        """
        dimension, factor = _FACTORS[self.unit]
        wanted, divisor = _FACTORS[unit]
        if dimension != wanted:
            raise ValueError(f"{self.unit} is no {wanted}")
        return Quantity(value=self.value * factor / divisor, unit=unit)
