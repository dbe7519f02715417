"""Aerodromes and runways as the surfaces need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from kethop.spatial.layers import Feature, LayerState, LayerStore
from kethop.spatial.measures import nearest
from kethop.spatial.surfaces.dimensions import ApproachKind

__all__ = ["Aerodrome", "AerodromeSet", "NearestAerodrome", "Runway", "RunwayEnd"]


@dataclass(frozen=True, slots=True)
class RunwayEnd:
    """One end of a runway.

    Parameters
    ----------
    designator : str
        Such as ``11L``.
    lon, lat : float
        Place of the end, in degrees of WGS 84.
    elevation_m : float or None
        Elevation above mean sea level, in metres.
    displaced_m : float
        How far inwards the landing threshold lies, in metres.
    clearway_m : float
        Clearway beyond this end, in metres.
    approach : ApproachKind or None
        How landings over this end are made; None when it is not known.
    """

    designator: str
    lon: float
    lat: float
    elevation_m: float | None = None
    displaced_m: float = 0.0
    clearway_m: float = 0.0
    approach: ApproachKind | None = None


@dataclass(frozen=True, slots=True)
class Runway:
    """A runway.

    Parameters
    ----------
    designator : str
        Such as ``11L/29R``.
    ends : tuple of RunwayEnd, shape (2,), or None
        None when the places of the ends are not known.
    length_m : float or None
        Length as published, in metres.
    """

    designator: str
    ends: tuple[RunwayEnd, RunwayEnd] | None = None
    length_m: float | None = None

    @property
    def line(self) -> LineString | None:
        """The line between the ends in WGS 84; None when they are not known or one place."""
        places = [(end.lon, end.lat) for end in self.ends or ()]
        return LineString(places) if len(set(places)) == 2 else None


@dataclass(frozen=True, slots=True)
class Aerodrome:
    """An aerodrome.

    Parameters
    ----------
    ident : str
        ICAO location indicator.
    name : str
        Its name.
    lon, lat : float
        Its place, in degrees of WGS 84.
    elevation_m : float or None
        Published elevation above mean sea level, in metres.
    runways : tuple of Runway
        Its open runways.
    """

    ident: str
    name: str
    lon: float
    lat: float
    elevation_m: float | None
    runways: tuple[Runway, ...]

    @property
    def datum_m(self) -> float | None:
        """Highest runway point: the highest known end, else the published elevation; None when nothing is known.

        References
        ----------
        .. [1] Decree 32/2016/NĐ-CP, art. 3(11): aerodrome elevation is the highest point of the runway.
        """
        known = self._end_elevations()
        return max(known) if known else self.elevation_m

    @property
    def has_end_elevations(self) -> bool:
        """Whether the elevation of some runway end is known."""
        return bool(self._end_elevations())

    @property
    def geometry(self) -> BaseGeometry:
        """The runways as lines, with the aerodrome's place for those without ends; WGS 84."""
        lines = [runway.line or Point(self.lon, self.lat) for runway in self.runways]
        return shapely.geometrycollections(lines) if len(lines) != 1 else lines[0]

    def _end_elevations(self) -> list[float]:
        ends = [end for runway in self.runways for end in runway.ends or ()]
        return [end.elevation_m for end in ends if end.elevation_m is not None]


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

    def nearest_to(self, footprint: BaseGeometry) -> NearestAerodrome | None:
        """Return the aerodrome nearest to a WGS 84 footprint; None when there is no aerodrome."""
        if not self.aerodromes:
            return None
        middle = (footprint.bounds[1] + footprint.bounds[3]) / 2
        stretch = np.array([np.cos(np.radians(middle)), 1.0])
        rough = shapely.distance(
            shapely.transform(self._geometries, lambda rows: rows * stretch),
            shapely.transform(shapely.force_2d(footprint), lambda rows: rows * stretch),
        )
        found: list[NearestAerodrome] = []
        for index in np.flatnonzero(rough <= rough.min() * 1.2 + 0.01):
            metres = min(
                nearest(footprint, part).metres for part in shapely.get_parts(self._geometries[index]).tolist()
            )
            found.append(NearestAerodrome(self.aerodromes[index].ident, self.aerodromes[index].name, metres))
        return min(found, key=lambda near: (near.distance_m, near.ident))


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
    return Runway("/".join(designators), ends, _metres(row, "length_m"))


def _metres(row: Feature, name: str) -> float | None:
    value = row.attributes[name]
    if value is None:
        return None
    if not isinstance(value, Decimal):
        raise TypeError(name)
    return float(value)
