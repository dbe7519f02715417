"""Aerodromes and runways as the surfaces need them."""

from dataclasses import dataclass

import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from kethop.spatial.surfaces.regimes import ApproachKind, DesignGroup

__all__ = ["Aerodrome", "Runway", "RunwayEnd"]


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
    width_m : float or None
        Width of the runway, in metres.
    code_letter : str or None
        Code letter of the aerodrome reference code, ``A`` to ``F``; None when it is not known.
    """

    designator: str
    ends: tuple[RunwayEnd, RunwayEnd] | None = None
    length_m: float | None = None
    width_m: float | None = None
    code_letter: str | None = None

    @property
    def line(self) -> LineString | None:
        """The line between the ends in WGS 84; None when they are not known or one place.

        Across the antimeridian the longitude of the second end goes on beyond 180, so that the line is the short way.
        """
        if self.ends is None:
            return None
        low, high = self.ends
        second = high.lon + 360.0 * round((low.lon - high.lon) / 360.0)
        places = [(low.lon, low.lat), (second, high.lat)]
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
    group : DesignGroup or None
        Aeroplane design group of its surfaces under Decree 222/2026; None when it is not known.
    """

    ident: str
    name: str
    lon: float
    lat: float
    elevation_m: float | None
    runways: tuple[Runway, ...]
    group: DesignGroup | None = None

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
        return shapely.geometrycollections(list(self.parts)) if len(self.parts) != 1 else self.parts[0]

    @property
    def parts(self) -> tuple[BaseGeometry, ...]:
        """Each runway as a line, or the aerodrome's place for one without ends; WGS 84."""
        return tuple(runway.line or Point(self.lon, self.lat) for runway in self.runways)

    def _end_elevations(self) -> list[float]:
        ends = [end for runway in self.runways for end in runway.ends or ()]
        return [end.elevation_m for end in ends if end.elevation_m is not None]
