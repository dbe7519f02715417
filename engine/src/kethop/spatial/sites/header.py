"""Recognise the header row of a corner table by its words, Vietnamese or English, also below merged title rows."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kethop.spatial.sites.table import Cell

__all__ = ["ColumnOrder", "Columns", "columns_of_row"]


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
    """

    north: int
    east: int
    name: int | None
    ring: int | None
    duplicate: str | None = None


_WORDS = {
    "north": {"bac", "n", "north", "northing"},
    "east": {"dong", "e", "east", "easting"},
    "lat": {"vi", "vido", "lat", "latitude", "b"},
    "lon": {"kinh", "kinhdo", "lon", "long", "lng", "longitude", "l"},
    "x": {"x"},
    "y": {"y"},
    "ring": {"vong", "ring", "vung", "thua", "lo", "khu", "part", "polygon"},
    "name": {"diem", "stt", "tt", "point", "no", "id", "moc", "ten", "goc", "name", "pt", "corner", "dinh"},
}
_FILLERS = {
    "toa",
    "do",
    "huong",
    "truc",
    "m",
    "met",
    "so",
    "hieu",
    "ranh",
    "vn2000",
    "vn",
    "2000",
    "he",
    "of",
    "the",
    "ma",
}
_FILLERS |= {"coordinate", "coord", "number", "deg", "degree", "degrees", "thu", "tu", "vn2k"}
_TOKEN = re.compile(r"[a-z0-9]+")


def columns_of_row(row: Sequence[Cell], *, degrees: bool, order: ColumnOrder) -> Columns | None:
    """Return the columns when the row is a header, else None.

    Parameters
    ----------
    row : sequence of Cell
        One row of the table.
    degrees : bool
        Whether the CRS is geographic: latitude and longitude columns are then taken before X and Y.
    order : ColumnOrder
        What X and Y mean.
    """
    roles: dict[str, list[int]] = {}
    for position, cell in enumerate(row):
        role = _role(cell) if isinstance(cell, str) else None
        if role is not None:
            roles.setdefault(role, []).append(position)
    x, y = ("north", "east") if order is ColumnOrder.X_IS_NORTH else ("east", "north")
    angular = {"north": roles.get("lat", []), "east": roles.get("lon", [])}
    lettered = {x: roles.get("x", []), y: roles.get("y", [])}
    metric = {side: roles.get(side) or lettered[side] for side in ("north", "east")}
    choices = (angular, metric) if degrees else (metric,)
    for choice in choices:
        if choice["north"] and choice["east"]:
            duplicate = next((role for role, places in choice.items() if len(places) > 1), None)
            name, ring = roles.get("name", []), roles.get("ring", [])
            return Columns(
                choice["north"][0], choice["east"][0], name[0] if name else None, ring[0] if ring else None, duplicate
            )
    return None


def _role(cell: str) -> str | None:
    """Return the role that a header cell names; None when it holds a word that no header has."""
    tokens = _TOKEN.findall(_plain(cell))
    roles = {role for token in tokens for role, words in _WORDS.items() if token in words}
    known = set.union(*_WORDS.values()) | _FILLERS
    if not tokens or not roles or any(token not in known for token in tokens):
        return None
    for role in ("north", "east", "lat", "lon", "x", "y", "ring", "name"):
        if role in roles:
            return role
    return None


def _plain(text: str) -> str:
    """Lower case without marks: the words are compared however they were typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
