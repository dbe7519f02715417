"""How much is read."""

from typing import TypeAlias

__all__ = ["MAX_COLUMNS", "MAX_ROWS", "MAX_TEXT", "Cell"]

Cell: TypeAlias = str | int | float | bool | None
"""A cell as plain JSON: a day is ISO 8601 text."""

MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_TEXT = 32_767
"""What Excel itself keeps in a cell."""
