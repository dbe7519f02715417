"""The aerodromes against which a footprint is judged, from a layer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from kethop.spatial.layers import Feature, LayerState, LayerStore
from kethop.spatial.measures import nearest
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd

__all__ = ["AerodromeSet", "NearestAerodrome"]

_DEGREE_M = 110_500.0  # a little less than any degree of latitude


@dataclass(frozen=True, slots=True)
class NearestAerodrome:
    """The aerodrome nearest to a footprint and the geodesic distance to its nearest runway, in metres."""

    ident: str
    name: str
    distance_m: float


class AerodromeSet:
    """Aerodromes against which a footprint is judged.

    Parameters
    ----------
    aerodromes : iterable of Aerodrome
        In any order; kept by ident.
    state : LayerState
        State of the layer they come from; anything but ``answered`` makes every answer incomplete.
    """

    def __init__(self, aerodromes: Iterable[Aerodrome], *, state: LayerState = LayerState.ANSWERED) -> None:
        self.aerodromes = tuple(sorted(aerodromes, key=lambda aerodrome: aerodrome.ident))
        self.state = state
        self._geometries = np.array([aerodrome.geometry for aerodrome in self.aerodromes], dtype=object)
        self._asked: tuple[BaseGeometry, NearestAerodrome] | None = (
            None  # each set of rules asks for the same footprint
        )

    @classmethod
    def from_layer(cls, store: LayerStore, *, on: date, layer: str = "aerodromes") -> "AerodromeSet":
        """Return the aerodromes of a layer with the columns that tools/build_layers.py writes.

        Parameters
        ----------
        store : LayerStore
            Where the layer is.
        on : date
            Day for which the layer's age is judged.
        layer : str
            Identifier of the layer.
        """
        state, features = store.features(layer, on=on)
        by_ident: dict[str, list[Feature]] = {}
        for feature in features:
            by_ident.setdefault(str(feature.attributes.get("ident")), []).append(feature)
        try:
            return cls((_aerodrome(ident, rows) for ident, rows in by_ident.items()), state=state)
        except (KeyError, TypeError, ValueError):  # a layer with other columns
            return cls((), state=LayerState.UNREADABLE)

    def near(self, footprint: BaseGeometry, metres: float) -> tuple[Aerodrome, ...]:
        """Return the aerodromes that may have a runway within so many metres of a WGS 84 footprint: by boxes, no fewer."""
        west, south, east, north = footprint.bounds
        up = metres / _DEGREE_M
        right = up / np.cos(np.radians(min(89.0, max(abs(south), abs(north)) + up)))
        box = shapely.box(west - right, south - up, east + right, north + up)
        boxes = [translate(box, turn) for turn in self._turns(footprint)]
        meets = shapely.intersects(self._geometries, shapely.geometrycollections(boxes))
        return tuple(self.aerodromes[index] for index in np.flatnonzero(meets))

    def nearest_to(self, footprint: BaseGeometry) -> NearestAerodrome | None:
        """Return the aerodrome nearest to a WGS 84 footprint; None when there is no aerodrome."""
        if not self.aerodromes:
            return None
        if self._asked is None or self._asked[0] is not footprint:
            self._asked = footprint, self._nearest_to(footprint)
        return self._asked[1]

    def _nearest_to(self, footprint: BaseGeometry) -> NearestAerodrome:
        middle = (footprint.bounds[1] + footprint.bounds[3]) / 2
        stretch = np.array([np.cos(np.radians(middle)), 1.0])
        flat, homes = shapely.force_2d(footprint), shapely.transform(self._geometries, lambda rows: rows * stretch)
        moved = [translate(flat, turn) for turn in self._turns(footprint)]
        rough = np.min(
            [shapely.distance(homes, shapely.transform(item, lambda rows: rows * stretch)) for item in moved], axis=0
        )
        found: list[NearestAerodrome] = []
        for index in np.flatnonzero(rough <= rough.min() * 1.2 + 0.01):
            metres = min(
                nearest(footprint, part).metres for part in shapely.get_parts(self._geometries[index]).tolist()
            )
            found.append(NearestAerodrome(self.aerodromes[index].ident, self.aerodromes[index].name, metres))
        return min(found, key=lambda near: (near.distance_m, near.ident))

    def _turns(self, footprint: BaseGeometry) -> tuple[float, ...]:
        """Return by how many degrees of longitude a footprint may be moved and lie nearer: across the antimeridian."""
        if not self.aerodromes:
            return (0.0,)
        west, _, east, _ = footprint.bounds
        first, _, last, _ = shapely.total_bounds(self._geometries)
        return (0.0, *([360.0] if last - west > 180.0 else []), *([-360.0] if east - first > 180.0 else []))


def _aerodrome(ident: str, rows: list[Feature]) -> Aerodrome:
    first = rows[0]
    place = first.geometry.centroid
    elevations = [value for row in rows if (value := _metres(row, "elevation_m")) is not None]
    return Aerodrome(
        ident=ident,
        name=str(first.attributes["name"]),
        lon=float(place.x),
        lat=float(place.y),
        elevation_m=max(elevations) if elevations else None,
        runways=tuple(sorted((_runway(row) for row in rows), key=lambda runway: runway.designator)),
    )


def _runway(row: Feature) -> Runway:
    designators = [str(row.attributes[f"{end}_designator"]) for end in ("le", "he")]
    ends: tuple[RunwayEnd, RunwayEnd] | None = None
    if isinstance(row.geometry, LineString):
        low, high = (
            RunwayEnd(
                name,
                float(lon),
                float(lat),
                _metres(row, f"{end}_elevation_m"),
                _metres(row, f"{end}_displaced_m") or 0.0,
            )
            for name, end, (lon, lat) in zip(designators, ("le", "he"), row.geometry.coords, strict=True)
        )
        ends = (low, high)
    width = _metres(row, "width_m") if "width_m" in row.attributes else None
    return Runway("/".join(designators), ends, _metres(row, "length_m"), width)


def _metres(row: Feature, name: str) -> float | None:
    value = row.attributes[name]
    if value is None:
        return None
    if not isinstance(value, Decimal):
        raise TypeError(name)
    return float(value)
