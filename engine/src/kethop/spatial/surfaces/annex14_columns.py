"""A column of the tables of ICAO Annex 14 as shapes are made from it, and what choosing it assumed."""

from collections.abc import Iterator, Sequence

from kethop.spatial.notes import Note, NoteValue, note
from kethop.spatial.surfaces.dimensions import ApproachDimensions, Dimensions, TakeOffDimensions
from kethop.spatial.surfaces.figures import RunwayFigures
from kethop.spatial.surfaces.pieces import Climb, Funnel

__all__ = ["assumptions", "climb_of", "funnel_of"]


def funnel_of(column: ApproachDimensions) -> Funnel:
    """Return what an approach of a column of Table 4-1 is made from."""
    return Funnel(
        float(column.distance_m),
        column.edge_m,
        float(column.divergence),
        tuple((float(section.length_m), float(section.slope)) for section in column.sections),
        float(column.transitional_slope),
    )


def climb_of(table: TakeOffDimensions) -> Climb:
    """Return a column of Table 4-2; the wider of its final widths is taken."""
    return Climb(
        float(table.distance_m),
        float(table.inner_edge_m),
        float(table.divergence),
        table.widest_m,
        float(table.length_m),
        float(table.slope),
    )


def assumptions(
    table: Dimensions, code: int, figures: RunwayFigures, columns: Sequence[ApproachDimensions]
) -> Iterator[Note]:
    """Yield what was assumed of a runway of a code number, whose ends use these columns."""
    named: dict[str, NoteValue] = dict(figures.named)
    for end, column in zip(figures.runway_ends, columns, strict=True):
        if end.approach is None:
            yield note(
                "surfaces.approach_assumed", end=end.designator, kind=str(column.kind), code_number=code, **named
            )
    departure = table.departure(code)
    if departure.final_width_turning_m is not None:
        yield note("surfaces.take_off_width_assumed", width_m=departure.widest_m, **named)
    for column in dict.fromkeys(columns, None):
        inner = column.inner_approach
        if column.inner_edge_older_m is not None:
            yield note(
                "surfaces.inner_edge_edition",
                used_m=column.edge_m,
                later_m=float(column.inner_edge_m),
                **named,
            )
        if inner is not None and inner.width_f_m is not None and figures.code_letter is None:
            yield note("surfaces.code_letter_assumed", used_m=float(inner.width_f_m), **named)
