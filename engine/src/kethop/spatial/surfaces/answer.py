"""The lowest elevation that the surfaces permit over a footprint."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from kethop.spatial.measures import dense
from kethop.spatial.notes import Note
from kethop.spatial.surfaces.aerodromes import AerodromeSet, NearestAerodrome
from kethop.spatial.surfaces.dimensions import SurfaceSet
from kethop.spatial.surfaces.pieces import Surface
from kethop.spatial.surfaces.within import PlacedSurfaces, surfaces_within

__all__ = ["SurfaceAnswer", "SurfaceLevel", "surface_answer"]

_ORDER = list(Surface)


@dataclass(frozen=True, slots=True)
class SurfaceLevel:
    """The lowest elevation of one surface over a footprint.

    Parameters
    ----------
    surface : Surface
        The surface.
    aerodrome, runway : str
        Location indicator and designator, such as ``VVNB`` and ``11R/29L``.
    direction : str
        Designator of the runway direction that the surface belongs to; empty where it serves both (strip, inner
        horizontal, conical, transitional beside the strip).
    elevation_m : float
        Metres above mean sea level.
    place : tuple of float, shape (2,)
        Longitude and latitude of a point of the footprint where it is reached.
    """

    surface: Surface
    aerodrome: str
    runway: str
    direction: str
    elevation_m: float
    place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SurfaceAnswer:
    """What was computed over a footprint. It is not the published plan: it can forbid, it can never clear.

    Parameters
    ----------
    surface_set : SurfaceSet
        Rules that were computed and the day their plan was published.
    inside : bool
        Whether a computed surface lies over some part of the footprint.
    governing : SurfaceLevel or None
        The lowest surface; None when the footprint lies under none.
    levels : tuple of SurfaceLevel
        Every surface over the footprint, lowest first.
    complete : bool
        Whether every runway within reach could be computed and the aerodromes' layer answered.
    nearest : NearestAerodrome or None
        The nearest aerodrome and its distance.
    notes : tuple of Note
        Conflicts and readings.
    """

    surface_set: SurfaceSet
    inside: bool
    governing: SurfaceLevel | None
    levels: tuple[SurfaceLevel, ...]
    complete: bool
    nearest: NearestAerodrome | None
    notes: tuple[Note, ...]

    @property
    def permitted_elevation_m(self) -> float | None:
        """Lowest permitted elevation over the footprint, metres above mean sea level; None outside every surface."""
        return self.governing.elevation_m if self.governing else None

    @property
    def place(self) -> tuple[float, float] | None:
        """Longitude and latitude where the lowest surface governs; None outside every surface."""
        return self.governing.place if self.governing else None

    def penetration_m(self, top: float) -> float | None:
        """Return by how many metres an object with its top at ``top`` (m above mean sea level) rises above the surface.

        Returns
        -------
        float or None
            At least 0; None outside every surface.
        """
        permitted = self.permitted_elevation_m
        return None if permitted is None else max(0.0, top - permitted)


def surface_answer(footprint: BaseGeometry, aerodromes: AerodromeSet, surface_set: SurfaceSet) -> SurfaceAnswer:
    """Return the lowest permitted elevation over a footprint, exactly.

    Parameters
    ----------
    footprint : BaseGeometry
        Point, line or polygon (or several) in WGS 84, longitude first, not empty.
    aerodromes : AerodromeSet
        Aerodromes to judge by; those out of reach are not computed.
    surface_set : SurfaceSet
        Rules to compute.

    Raises
    ------
    ValueError
        The footprint is empty.

    References
    ----------
    .. [1] ICAO Annex 14, Vol. I, chapter 4; dimensions and their source in ``annex14.yaml``.
    """
    if footprint.is_empty:
        raise ValueError("the footprint is empty")
    outline = dense(footprint)
    within = surfaces_within(outline, aerodromes, surface_set)
    levels: list[SurfaceLevel] = []
    notes = list(within.notes)
    for item in within.placed:
        if own := _levels(outline, item):
            levels.extend(own)
            notes.extend(item.surfaces.notes)
    levels.sort(key=lambda level: (level.elevation_m, _ORDER.index(level.surface), level.aerodrome, level.runway))
    return SurfaceAnswer(
        surface_set,
        bool(levels),
        levels[0] if levels else None,
        tuple(levels),
        within.complete,
        aerodromes.nearest_to(footprint),
        tuple(notes),
    )


def _levels(footprint: BaseGeometry, item: PlacedSurfaces) -> Sequence[SurfaceLevel]:
    frame = item.surfaces.frame
    return [
        SurfaceLevel(
            low.surface,
            item.aerodrome.ident,
            item.runway.designator,
            low.direction,
            low.elevation_m,
            frame.lonlat(low.x, low.y),
        )
        for low in item.surfaces.lowest(frame.project(footprint))
    ]
