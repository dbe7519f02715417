"""From metres of the local grid to the pixels of a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["Frame", "frame_around"]

_NEAR_M = 25_000.0  # runways farther than this from the site do not widen the map
_LEAST_M = 1_500.0  # a point gets this much around it


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the grid on a sheet.

    Parameters
    ----------
    west, north : float
        Upper left corner, in metres of the grid.
    metres_per_px : float
        Scale.
    width, height : int
        Size of the sheet in pixels.
    """

    west: float
    north: float
    metres_per_px: float
    width: int
    height: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a point of the grid."""
        return (x - self.west) / self.metres_per_px, (self.north - y) / self.metres_per_px

    def window(self) -> BaseGeometry:
        """Return the window as a box of the grid."""
        east = self.west + self.width * self.metres_per_px
        return shapely.box(self.west, self.north - self.height * self.metres_per_px, east, self.north)

    def size_px(self, geometry: BaseGeometry) -> tuple[float, float]:
        """Return width and height of a geometry in pixels."""
        west, south, east, north = geometry.bounds
        return (east - west) / self.metres_per_px, (north - south) / self.metres_per_px

    def scale_bar(self) -> tuple[int, float]:
        """Return a round length in metres, at most a quarter of the sheet, and its length in pixels."""
        longest = self.width * self.metres_per_px / 4
        step = 10 ** (len(str(int(longest))) - 1)
        metres = max((factor * step for factor in (1, 2, 5) if factor * step <= longest), default=step)
        return metres, metres / self.metres_per_px


def frame_around(site: BaseGeometry, runways: Sequence[BaseGeometry], width: int, height: int) -> Frame:
    """Return a frame that shows the site with its surroundings, and near runways whole."""
    shown = [site, *(line for line in runways if line.distance(site) < _NEAR_M)]
    west, south, east, north = shapely.union_all(shown).bounds
    span = max((east - west) / width, (north - south) / height) * 1.35
    metres_per_px = max(span, 2 * _LEAST_M / height)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(
        middle_x - width * metres_per_px / 2, middle_y + height * metres_per_px / 2, metres_per_px, width, height
    )
