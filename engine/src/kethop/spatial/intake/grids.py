"""The grids of VN-2000 by their parameters, and the datum shifts that the register knows for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pyproj import CRS
from pyproj.crs.crs import CoordinateOperation  # type: ignore[attr-defined]  # pyproj lists no public names there

from kethop.spatial.crs_names import PROJECTED

__all__ = ["Grid", "code_of_grid", "grid_of_crs", "is_pinned_shift", "is_utm"]

_SHIFTS = ("6960", "5194")
_SLACK = (1e-9, 1e-9, 1e-9, 1e-4, 1e-4)  # degrees, degrees, ratio, metres, metres
_MERCATOR = "Transverse Mercator"
_UTM_SCALE = 0.9996


@dataclass(frozen=True, slots=True)
class Grid:
    """Parameters of a transverse Mercator grid.

    Parameters
    ----------
    latitude, longitude : float
        Natural origin, degrees.
    scale : float
        At the central meridian.
    east, north : float
        False easting and northing, metres.
    """

    latitude: float
    longitude: float
    scale: float
    east: float
    north: float

    @property
    def numbers(self) -> tuple[float, ...]:
        """The five numbers in order."""
        return self.latitude, self.longitude, self.scale, self.east, self.north


def code_of_grid(grid: Grid) -> str | None:
    """Return the code of the VN-2000 grid with these parameters."""
    for code, known in _known_grids().items():
        pairs = zip(grid.numbers, known.numbers, _SLACK, strict=True)
        if all(abs(one - other) <= slack for one, other, slack in pairs):
            return code
    return None


def is_pinned_shift(shift: Sequence[float]) -> bool:
    """Return whether a datum shift has the translations of one that the register knows for VN-2000."""
    if len(shift) < 3:
        return False
    return any(all(abs(a - b) < 1e-3 for a, b in zip(shift[:3], known, strict=True)) for known in _translations())


def is_utm(code: str) -> bool:
    """Return whether a grid is a UTM one: WGS 84 has grids with the same numbers, so they hint at nothing."""
    return _known_grids()[code].scale == _UTM_SCALE


def grid_of_crs(crs: CRS) -> Grid | None:
    """Return the parameters of a transverse Mercator grid in metres; None for any other CRS."""
    operation = crs.coordinate_operation
    if not crs.is_projected or operation is None or operation.method_name != _MERCATOR:
        return None
    if any(axis.unit_conversion_factor != 1.0 for axis in crs.axis_info):
        return None
    values = {item.name: float(item.value) * _to_base(item.unit_name) for item in operation.params}
    try:
        return Grid(
            values["Latitude of natural origin"],
            values["Longitude of natural origin"],
            values["Scale factor at natural origin"],
            values["False easting"],
            values["False northing"],
        )
    except KeyError:
        return None


def _to_base(unit: str) -> float:
    """Factor to degrees or metres; a unit that is not one of these two makes the number fit nothing."""
    return 1.0 if unit.lower() in {"degree", "metre", "meter", "unity"} else float("nan")


@cache
def _known_grids() -> Mapping[str, Grid]:
    found = {code: grid_of_crs(CRS.from_user_input(code)) for code in PROJECTED}
    return {code: grid for code, grid in found.items() if grid is not None}


@cache
def _translations() -> tuple[tuple[float, ...], ...]:
    found = []
    for code in _SHIFTS:
        operation = CoordinateOperation.from_authority("EPSG", code)
        values = {item.name: float(item.value) for item in operation.params}
        found.append(tuple(values[f"{axis}-axis translation"] for axis in "XYZ"))
    return tuple(found)
