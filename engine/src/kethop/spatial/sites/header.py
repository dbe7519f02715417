"""Recognise the header row of a corner table by its words, Vietnamese or English, also below merged title rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kethop.spatial.sites.header_words import role_of_words
from kethop.spatial.sites.table import Cell

__all__ = ["HEADER_ROWS", "ColumnOrder", "Columns", "columns_of_row"]

HEADER_ROWS = 100
"""A header further down is none."""


class ColumnOrder(StrEnum):
    """What X and Y mean where no column says north or east."""

    X_IS_NORTH = "x-north"
    """The convention of Vietnamese cadastral tables (and of every national survey that counts X northwards)."""
    X_IS_EAST = "x-east"


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns, from 0.

    Parameters
    ----------
    north, east : int
        Northing or latitude, easting or longitude.
    name, ring : int or None
        Number of the point, number of the ring, where the table has them.
    duplicate : str or None
        Role that two columns claim.
    by_letters : bool
        Whether only X and Y say what the columns hold, so that the column order decides.
    """

    north: int
    east: int
    name: int | None
    ring: int | None
    duplicate: str | None = None
    by_letters: bool = False


def columns_of_row(
    row: Sequence[Cell], *, degrees: bool, order: ColumnOrder, above: Sequence[Cell] = ()
) -> Columns | None:
    """Return the columns when the row is a header, else None.

    Parameters
    ----------
    row : sequence of Cell
        One row of the table.
    degrees : bool
        Whether the CRS is geographic: latitude and longitude columns are then taken before X and Y.
    order : ColumnOrder
        What X and Y mean.
    above : sequence of Cell
        The row above: a header of two rows names points and rings there.
    """
    roles = _places_of_roles(row)
    x, y = ("north", "east") if order is ColumnOrder.X_IS_NORTH else ("east", "north")
    angular = {"north": roles.get("lat", []), "east": roles.get("lon", [])}
    lettered = {x: roles.get("x", []), y: roles.get("y", [])}
    metric = {side: roles.get(side) or lettered[side] for side in ("north", "east")}
    choices = (angular, metric) if degrees else (metric,)
    upper = {role: places for role, places in _places_of_roles(above).items() if role in {"name", "ring"}}
    for choice in choices:
        if choice["north"] and choice["east"]:
            duplicate = next((role for role, places in choice.items() if len(places) > 1), None)
            taken = {choice["north"][0], choice["east"][0]}
            name, ring = (
                next((place for place in roles.get(role, upper.get(role, [])) if place not in taken), None)
                for role in ("name", "ring")
            )
            by_letters = choice is metric and not (roles.get("north") or roles.get("east"))
            return Columns(choice["north"][0], choice["east"][0], name, ring, duplicate, by_letters)
    return None


def _places_of_roles(row: Sequence[Cell]) -> dict[str, list[int]]:
    roles: dict[str, list[int]] = {}
    for position, cell in enumerate(row):
        role = role_of_words(cell) if isinstance(cell, str) else None
        if role is not None:
            roles.setdefault(role, []).append(position)
    return roles
