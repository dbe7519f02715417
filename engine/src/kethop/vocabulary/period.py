"""A period in which something is in force."""

from datetime import date
from typing import Self

from pydantic import model_validator

from kethop.documents import Record

__all__ = ["Period"]


class Period(Record):
    """Days from the first to the last, both included.

    Parameters
    ----------
    valid_from : date
        First day in force.
    valid_to : date or None
        Last day in force; None while no end is known.
    """

    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    def covers(self, day: date) -> bool:
        """Return whether ``day`` lies in the period."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two periods share a day."""
        starts_in_time = other.valid_to is None or self.valid_from <= other.valid_to
        return starts_in_time and (self.valid_to is None or other.valid_from <= self.valid_to)

    def within(self, other: "Period") -> bool:
        """Return whether every day of this period lies in ``other``."""
        if self.valid_from < other.valid_from:
            return False
        return other.valid_to is None or (self.valid_to is not None and self.valid_to <= other.valid_to)
