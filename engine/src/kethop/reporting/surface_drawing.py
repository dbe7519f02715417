"""The computed surfaces and the areas of radio aids as tables of shapes, for files of maps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from kethop.spatial import DrawnArea, DrawnShape

__all__ = ["DrawnTable", "SurfaceDrawing"]

Column = Sequence[str | float | None]

_KINDS = {"facets": "Polygon Z", "contours": "LineString Z", "runways": "LineString Z"}


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One layer of a file.

    Parameters
    ----------
    name, kind : str
        Name of the layer and its kind of geometry, such as ``Polygon Z``.
    geometries : sequence of BaseGeometry
        Longitude and latitude in degrees of WGS 84, metres above mean sea level.
    columns : Mapping of str to sequence
        By name, as long as ``geometries``.
    """

    name: str
    kind: str
    geometries: Sequence[BaseGeometry]
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class SurfaceDrawing:
    """What is written.

    Parameters
    ----------
    layers : Mapping of str to sequence of DrawnShape
        By name: ``facets``, ``contours``, ``runways``; an empty one is left out.
    metadata : Mapping of str to str
        What the reader must know: rules, day of publication, sources, trust, what was not computed.
    areas : sequence of DrawnArea
        Of radio aids: layer ``radio_aids``, and ``radio_aids_flat`` of those whose foot has no elevation.
    """

    layers: Mapping[str, Sequence[DrawnShape]]
    metadata: Mapping[str, str]
    areas: Sequence[DrawnArea] = ()

    def tables(self) -> Iterator[DrawnTable]:
        """Yield each layer that is not empty."""
        for name, shapes in self.layers.items():
            if shapes:
                yield DrawnTable(name, _KINDS[name], [item.geometry for item in shapes], _of_surfaces(shapes))
        for name, kind, is_flat in (("radio_aids", "Polygon Z", False), ("radio_aids_flat", "Polygon", True)):
            areas = [item for item in self.areas if (item.aid.foot_m is None) is is_flat]
            if areas:
                yield DrawnTable(name, kind, [item.geometry for item in areas], _of_areas(areas))


def _of_surfaces(shapes: Sequence[DrawnShape]) -> Mapping[str, Column]:
    sources = [item.source for item in shapes]
    return {
        "surface": [str(source.surface) for source in sources],
        "aerodrome": [source.aerodrome for source in sources],
        "runway": [source.runway for source in sources],
        "direction": [source.direction for source in sources],
        "group": [item.group for item in shapes],
        "regime": [str(item.regime) for item in shapes],
        "low_m": [round(item.low_m, 3) for item in shapes],
        "high_m": [round(item.high_m, 3) for item in shapes],
    }


def _of_areas(areas: Sequence[DrawnArea]) -> Mapping[str, Column]:
    return {
        "aid": [str(item.aid.kind) for item in areas],
        "name": [item.aid.name for item in areas],
        "area": [str(item.area) for item in areas],
        "foot_m": [item.aid.foot_m for item in areas],
        "low_m": [None if item.low_m is None else round(item.low_m, 3) for item in areas],
        "high_m": [None if item.high_m is None else round(item.high_m, 3) for item in areas],
    }
