"""The surfaces of Decree 222/2026/NĐ-CP over one runway, for one design group."""

from collections.abc import Iterator, Sequence

from kethop.spatial.notes import Note, note
from kethop.spatial.surfaces.aerodromes import RunwayEnd
from kethop.spatial.surfaces.decree222 import Decree222
from kethop.spatial.surfaces.figures import RunwayFigures, Shapes
from kethop.spatial.surfaces.layouts import thresholds
from kethop.spatial.surfaces.pieces import Climb, Funnel, approach_pieces, strip_pieces, take_off_pieces
from kethop.spatial.surfaces.regimes import ApproachKind, DesignGroup
from kethop.spatial.surfaces.slopes import End, PlanePiece
from kethop.spatial.surfaces.surface import Surface

__all__ = ["decree222_shapes", "open_surfaces"]

OES = (Surface.PRECISION_APPROACH_OES, Surface.PRECISION_TRANSITIONAL_OES)
_BUILT = {Surface.APPROACH, Surface.TRANSITIONAL, Surface.TAKE_OFF_CLIMB, *OES}


def open_surfaces(table: Decree222, group: DesignGroup) -> tuple[str, ...]:
    """Return the names of the surfaces that cannot be computed for a group, for some kind of approach at least."""
    names = (str(row.surface) for row in table.surfaces if row.column(group) is None or row.surface not in _BUILT)
    return tuple(dict.fromkeys(names))


def decree222_shapes(figures: RunwayFigures, table: Decree222, group: DesignGroup) -> Shapes:
    """Return the pieces of every reading of a runway's figures; of an unknown approach, those of every kind.

    Parameters
    ----------
    figures : RunwayFigures
        The runway in its frame.
    table : Decree222
        Figures of the decree. What it leaves open is not computed: ``complete`` is False then.
    group : DesignGroup
        Aeroplane design group.
    """
    pieces: list[PlanePiece] = []
    for places in figures.layouts:
        for index, own in enumerate(figures.runway_ends):
            other = figures.runway_ends[1 - index]
            pieces.extend(_landing(figures, table, group, index, places))
            pieces.extend(_departing(table, group, places[index], own, other.designator))
    unique = tuple({(item.surface, item.direction, item.polygon.wkb, item.z0): item for item in pieces}.values())
    notes = tuple(_notes(figures, table, group))
    return Shapes(unique, (), table.reach_m, notes, complete=not open_surfaces(table, group))


def _kinds(end: RunwayEnd) -> Sequence[ApproachKind]:
    return (end.approach,) if end.approach else tuple(ApproachKind)


def _landing(
    figures: RunwayFigures, table: Decree222, group: DesignGroup, index: int, places: tuple[End, End]
) -> Iterator[PlanePiece]:
    """Yield what landings over the end of an index need, of every kind that they may be of."""
    own = figures.runway_ends[index]
    kinds = _kinds(own)
    starts = tuple(thresholds(places, index, own))
    transitional = _one(table, Surface.TRANSITIONAL, kinds[0], group)
    for row in table.rows(Surface.APPROACH, *kinds):
        values = row.column(group)
        if values is None or transitional is None:
            continue
        edge = row.inner_edge_m(group, values["inner_edge_m"], figures.width_m)
        sections = ((values["length_m"], values["slope"]),)
        funnel = Funnel(values["distance_m"], edge, values["divergence"], sections, transitional["slope"])
        # above the highest threshold of the runway: the higher of both ends
        top = max(place.elevation_m for place in places) + transitional["top_m"]
        yield from strip_pieces(places, funnel, top_m=top)
        for threshold in starts:
            yield from approach_pieces(threshold, funnel, top_m=top, direction=own.designator)
    precise = next((kind for kind in kinds if table.rows(OES[0], kind)), None)
    oes = _one(table, OES[0], precise, group) if precise else None
    beside = _one(table, OES[1], precise, group) if precise else None
    if oes and beside:
        parts = ((oes["first_length_m"], oes["first_slope"]), (oes["second_length_m"], oes["second_slope"]))
        wide = Funnel(oes["distance_m"], oes["inner_edge_m"], oes["divergence"], parts, beside["slope"])
        for threshold in starts:
            ceiling = threshold.elevation_m + beside["top_m"]
            yield from approach_pieces(threshold, wide, top_m=ceiling, direction=own.designator, surfaces=OES)


def _departing(
    table: Decree222, group: DesignGroup, place: End, own: RunwayEnd, direction: str
) -> Iterator[PlanePiece]:
    """Yield the take-off climb surface over an end, once its distance is known."""
    values = _one(table, Surface.TAKE_OFF_CLIMB, ApproachKind.NON_INSTRUMENT, group)
    if values:
        climb = Climb(
            values["distance_m"],
            values["inner_edge_m"],
            values["divergence"],
            values["widest_m"],
            values["length_m"],
            values["slope"],
        )
        yield from take_off_pieces(place, climb, clearway_m=own.clearway_m, direction=direction)


def _one(table: Decree222, surface: Surface, kind: ApproachKind, group: DesignGroup) -> dict[str, float] | None:
    rows = table.rows(surface, kind)
    values = rows[0].column(group) if rows else None
    return dict(values) if values is not None else None


def _notes(figures: RunwayFigures, table: Decree222, group: DesignGroup) -> Iterator[Note]:
    if any(end.approach is None for end in figures.runway_ends):
        yield note("surfaces.decree_approach_assumed", **figures.named)
    if figures.width_m is None and any(group in wider.groups for row in table.surfaces for wider in row.wider):
        yield note("surfaces.runway_width_assumed", **figures.named)
    yield note("surfaces.decree_transitional", **figures.named)
