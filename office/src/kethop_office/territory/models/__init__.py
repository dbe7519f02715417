"""Units by date, and what became what."""

from kethop_office.territory.models.unit import Unit, UnitChange, UnitName

__all__ = ["Unit", "UnitChange", "UnitName"]
