"""A window of the grid on paper at a round scale."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["SCALES", "Window", "window_around"]

# the scales that maps and plans are drawn at
SCALES = (
    500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 1_500_000, 2_500_000, 5_000_000,
)  # fmt: skip
_MILLIMETRES = 1000
_LEAST_GRID_MM = 22  # two labels of the grid stand side by side
_NICE = (1, 2, 5)
_TENS = tuple(int(f"1{'0' * power}") for power in range(8))


@dataclass(frozen=True, slots=True)
class Window:
    """A window of the grid on paper.

    Parameters
    ----------
    scale : int
        Denominator: a millimetre on paper is as many millimetres on the grid.
    west, north : float
        Upper left corner, metres of the grid.
    left, top, width, height : float
        Place and size on the sheet, millimetres.
    """

    scale: int
    west: float
    north: float
    left: float
    top: float
    width: float
    height: float

    @property
    def metres_per_mm(self) -> float:
        """Metres of the grid for one millimetre of paper."""
        return self.scale / _MILLIMETRES

    def on_paper(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry of the grid in millimetres of the sheet, to a twentieth of a millimetre."""
        return shapely.simplify(shapely.transform(geometry, self._millimetres), 0.05)

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Return a point of the grid in millimetres of the sheet."""
        return self.left + (east - self.west) / self.metres_per_mm, self.top + (self.north - north) / self.metres_per_mm

    def box(self) -> BaseGeometry:
        """Return the window as a box of the grid."""
        east, south = self.west + self.width * self.metres_per_mm, self.north - self.height * self.metres_per_mm
        return shapely.box(self.west, south, east, self.north)

    def grid_step(self) -> int:
        """Return the distance of grid lines in metres: 1, 2 or 5 times a power of ten, wide enough for their labels."""
        least = _LEAST_GRID_MM * self.metres_per_mm
        steps = (factor * size for size in _TENS for factor in _NICE)
        return next(step for step in steps if step >= least)

    def _millimetres(
        self, rows: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.column_stack(
            (
                self.left + (rows[:, 0] - self.west) / self.metres_per_mm,
                self.top + (self.north - rows[:, 1]) / self.metres_per_mm,
            )
        )


def window_around(shown: BaseGeometry, sheet: tuple[float, float, float, float], *, share: float, least: int) -> Window:
    """Return the window with the largest round scale at which a geometry takes no more than a share of it.

    Parameters
    ----------
    shown : BaseGeometry
        In metres of the grid.
    sheet : tuple of float, shape (4,)
        Left, top, width, height of the window in millimetres.
    share : float
        Of the window's width and height, between 0 and 1.
    least : int
        Denominator of the largest scale that is wanted.

    Raises
    ------
    ValueError
        No scale of the list is small enough.
    """
    left, top, width, height = sheet
    west, south, east, north = shown.bounds
    needed = max((east - west) / width, (north - south) / height) * _MILLIMETRES / share
    fitting = [scale for scale in SCALES if scale >= max(needed, least)]
    if not fitting:
        raise ValueError("larger than any map of the list can show")
    scale = fitting[0]
    half_width, half_height = width * scale / _MILLIMETRES / 2, height * scale / _MILLIMETRES / 2
    return Window(scale, (west + east) / 2 - half_width, (south + north) / 2 + half_height, left, top, width, height)
