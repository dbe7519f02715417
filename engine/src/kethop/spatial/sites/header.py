"""Recognise the header row of a corner table by its words, Vietnamese or English, also below merged title rows."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kethop.spatial.sites.table import Cell

__all__ = ["HEADER_ROWS", "ColumnOrder", "Columns", "columns_of_row", "role_of_words"]

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


_WORDS = {
    "lat": {"vi", "vido", "lat", "latitude"},
    "lon": {"kinh", "kinhdo", "lon", "long", "lng", "longitude"},
    "north": {"bac", "n", "north", "northing"},
    "east": {"dong", "e", "east", "easting"},
    "x": {"x"},
    "y": {"y"},
    "ring": {"vong", "ring", "vung", "thua", "lo", "khu", "part", "polygon"},
    "name": {"diem", "stt", "tt", "point", "no", "id", "moc", "ten", "goc", "name", "pt", "corner", "dinh"},
}
_FILLERS = {"toa", "do", "huong", "truc", "m", "met", "so", "hieu", "ky", "ki", "ranh", "vn2000", "vn", "2000", "he"}
_FILLERS |= {"of", "the", "ma", "b", "l", "d", "coordinate", "coord", "number", "deg", "degree", "degrees", "thu", "tu"}
_FILLERS |= {"vn2k", "wgs84", "wgs", "84"}
_KNOWN = set.union(*_WORDS.values()) | _FILLERS
# B and Đ beside X or Y are Bắc and Đông; alone, B and L are latitude and longitude
_BESIDE = {"b": "north", "d": "east"}
_ALONE = {"b": "lat", "l": "lon"}
_TOKEN = re.compile(r"[a-z0-9]+")


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


def role_of_words(cell: str) -> str | None:
    r"""Return the role that a header cell names; None when it holds a word that no header has.

    Examples
    --------
    >>> role_of_words("Tọa độ X\n(m)"), role_of_words("Vĩ độ Bắc (B)"), role_of_words("Ghi chú X")
    ('x', 'lat', None)
    """
    tokens = _TOKEN.findall(_plain(cell))
    if not tokens or any(token not in _KNOWN for token in tokens):
        return None
    roles = {role for token in tokens for role, words in _WORDS.items() if token in words}
    if roles & {"x", "y"}:
        roles |= {_BESIDE[token] for token in tokens if token in _BESIDE}
    for role in _WORDS:
        if role in roles:
            return role
    return _ALONE.get(tokens[0]) if len(tokens) == 1 else None


def _plain(text: str) -> str:
    """Lower case without marks: the words are compared however they were typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
