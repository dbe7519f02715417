"""The lowest elevation that the surfaces permit over a footprint."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from kethop.spatial.measures import dense, nearest
from kethop.spatial.notes import Note, note
from kethop.spatial.surfaces.aerodrome_set import AerodromeSet, NearestAerodrome
from kethop.spatial.surfaces.dimensions import annex14_dimensions
from kethop.spatial.surfaces.regimes import DesignGroup, Regime, SurfaceSet
from kethop.spatial.surfaces.shielding import Shield, ShieldLevel, shield_level
from kethop.spatial.surfaces.surface import Surface
from kethop.spatial.surfaces.within import PlacedSurfaces, surfaces_within

__all__ = ["SurfaceAnswer", "SurfaceLevel", "levels_over", "lowest_level", "surface_answer"]

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
    group : DesignGroup or None
        Design group for which it is so low, under Decree 222/2026.
    """

    surface: Surface
    aerodrome: str
    runway: str
    direction: str
    elevation_m: float
    place: tuple[float, float]
    group: DesignGroup | None = None

    @property
    def regime(self) -> Regime:
        """The rules that gave it: design groups are Decree 222/2026's alone."""
        return Regime.ANNEX14_2004 if self.group is None else Regime.DECREE222_2026


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
        Whether every surface within reach could be computed and the aerodromes' layer answered.
    nearest : NearestAerodrome or None
        The nearest aerodrome and its distance.
    notes : tuple of Note
        Conflicts and readings.
    loosest : SurfaceLevel or None
        What governs for the design group that permits most, where the group is not known; None where for some group no
        surface lies over the footprint. The same as ``governing`` where the group is known.
    guidance : tuple of SurfaceLevel
        Outer horizontal surfaces: guidance that governs nothing.
    computable : bool
        Whether every runway within reach could be computed; True with ``complete`` False where only the text of the rules
        leaves surfaces open.
    shielding : tuple of ShieldLevel
        The sloping surface of each existing object that was given.
    """

    surface_set: SurfaceSet
    inside: bool
    governing: SurfaceLevel | None
    levels: tuple[SurfaceLevel, ...]
    complete: bool
    nearest: NearestAerodrome | None
    notes: tuple[Note, ...]
    loosest: SurfaceLevel | None = None
    guidance: tuple[SurfaceLevel, ...] = ()
    computable: bool = True
    shielding: tuple[ShieldLevel, ...] = ()

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


def surface_answer(
    footprint: BaseGeometry, aerodromes: AerodromeSet, surface_set: SurfaceSet, *, shields: Sequence[Shield] = ()
) -> SurfaceAnswer:
    """Return the lowest permitted elevation over a footprint, exactly.

    Parameters
    ----------
    footprint : BaseGeometry
        Point, line or polygon (or several) in WGS 84, longitude first, not empty.
    aerodromes : AerodromeSet
        Aerodromes to judge by; those out of reach are not computed.
    surface_set : SurfaceSet
        Rules to compute.
    shields : sequence of Shield
        Existing objects whose shielding is computed; without any, a note says that it is not assessed. What is permitted
        stays as it is: whether a shielded work may pass the surface is for the authority to say.

    Raises
    ------
    ValueError
        The footprint is empty.

    References
    ----------
    .. [1] ICAO Annex 14, Vol. I, chapter 4; dimensions and their source in ``annex14.yaml``.
    .. [2] Decree 222/2026/NĐ-CP, appendix Ia; dimensions and their source in ``decree222.yaml``.
    """
    if footprint.is_empty:
        raise ValueError("the footprint is empty")
    outline = dense(footprint)
    within = surfaces_within(outline, aerodromes, surface_set)
    levels: dict[tuple[str, ...], SurfaceLevel] = {}
    by_group: dict[DesignGroup | None, SurfaceLevel] = {}
    notes = list(within.notes)
    for item in within.placed:
        own = levels_over(outline, item)
        for level in own:
            key = (level.surface, level.aerodrome, level.runway, level.direction)
            levels[key] = min(levels.get(key, level), level, key=_rank)
            by_group[item.assumed] = min(by_group.get(item.assumed, level), level, key=_rank)
        if own:
            notes.extend(item.surfaces.notes)
    ordered = sorted(levels.values(), key=_rank)
    if ordered and not shields:
        notes.append(note("surfaces.shielding_not_assessed"))
    return SurfaceAnswer(
        surface_set,
        bool(ordered),
        ordered[0] if ordered else None,
        tuple(ordered),
        within.complete,
        aerodromes.nearest_to(footprint),
        tuple(dict.fromkeys(notes)),
        _loosest(by_group),
        tuple(_guidance(footprint, aerodromes)) if surface_set.regime is Regime.ANNEX14_2004 else (),
        within.computable,
        tuple(shield_level(footprint, item) for item in shields),
    )


def _rank(level: SurfaceLevel) -> tuple[float, int, str, str]:
    return level.elevation_m, _ORDER.index(level.surface), level.aerodrome, level.runway


def _loosest(by_group: Mapping[DesignGroup | None, SurfaceLevel]) -> SurfaceLevel | None:
    """Return the governing surface of the group that permits most; None where some group has none over the footprint."""
    sure = by_group.get(None)
    if set(by_group) <= {None}:
        return sure
    each = [by_group.get(group, sure) for group in DesignGroup]
    lowest = [min(item, sure, key=_rank) if item and sure else item for item in each]
    known = [item for item in lowest if item]
    return max(known, key=_rank) if len(known) == len(lowest) else None


def _guidance(footprint: BaseGeometry, aerodromes: AerodromeSet) -> Iterator[SurfaceLevel]:
    """Yield the outer horizontal surface of each aerodrome whose nearest runway is within its radius."""
    table = annex14_dimensions().outer_horizontal
    for aerodrome in aerodromes.near(footprint, float(table.radius_m)):
        if aerodrome.datum_m is None:
            continue
        way = min((nearest(footprint, part) for part in aerodrome.parts), key=lambda item: item.metres)
        if way.metres <= float(table.radius_m):
            elevation = aerodrome.datum_m + float(table.height_m)
            yield SurfaceLevel(Surface.OUTER_HORIZONTAL, aerodrome.ident, "", "", elevation, way.from_point)


def lowest_level(levels: Sequence[SurfaceLevel]) -> SurfaceLevel | None:
    """Return the level that governs; None without levels."""
    return min(levels, key=_rank) if levels else None


def levels_over(footprint: BaseGeometry, item: PlacedSurfaces) -> Sequence[SurfaceLevel]:
    """Return the lowest elevation of each surface of a runway over a footprint in WGS 84 that has dense vertices."""
    frame = item.surfaces.frame
    return [
        SurfaceLevel(
            low.surface,
            item.aerodrome.ident,
            item.runway.designator,
            low.direction,
            low.elevation_m,
            frame.lonlat(low.x, low.y),
            item.group,
        )
        for low in item.surfaces.lowest(frame.project(footprint))
    ]
