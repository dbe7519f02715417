"""All the surfaces of ICAO Annex 14 over one runway, for every place that its ends may have."""

from shapely.geometry import LineString

from kethop.spatial.surfaces.annex14_columns import assumptions, climb_of, funnel_of
from kethop.spatial.surfaces.circles import StripSurroundings
from kethop.spatial.surfaces.dimensions import annex14_dimensions
from kethop.spatial.surfaces.figures import RunwayFigures, Shapes
from kethop.spatial.surfaces.layouts import thresholds
from kethop.spatial.surfaces.obstacle_free import obstacle_free_pieces
from kethop.spatial.surfaces.pieces import approach_pieces, strip_pieces, take_off_pieces
from kethop.spatial.surfaces.slopes import PlanePiece

__all__ = ["annex14_reach_m", "annex14_shapes"]


def annex14_reach_m() -> float:
    """Return the distance from a runway beyond which none of these surfaces lies, in metres."""
    table = annex14_dimensions()
    return max(column.reach_m for column in table.approach)


def annex14_shapes(figures: RunwayFigures) -> Shapes:
    """Return the pieces of every reading of a runway's figures.

    An unknown approach is the most demanding one of the code number; an unknown code letter is F where that is wider.
    """
    table = annex14_dimensions()
    code = table.code_number(figures.longest_m)
    ends = figures.runway_ends
    columns = [table.landing(end.approach, code) for end in ends]
    departure = table.departure(code)
    letter = figures.code_letter
    pieces: list[PlanePiece] = []
    surroundings: list[StripSurroundings] = []
    for places in figures.layouts:
        for column in dict.fromkeys(columns, None):
            top, beyond = figures.datum_m + float(column.inner_horizontal_height_m), float(column.distance_m)
            segment = LineString([(places[0].x - beyond, 0.0), (places[1].x + beyond, 0.0)])
            surroundings.append(StripSurroundings.around(segment, column, figures.datum_m))
            pieces.extend(strip_pieces(places, funnel_of(column), top_m=top))
        for index, column in enumerate(columns):
            own, other = ends[index], ends[1 - index]
            top = figures.datum_m + float(column.inner_horizontal_height_m)
            for threshold in thresholds(places, index, own):
                pieces.extend(approach_pieces(threshold, funnel_of(column), top_m=top, direction=own.designator))
                pieces.extend(
                    obstacle_free_pieces(
                        threshold,
                        places,
                        column,
                        wide=letter in {None, "F"},
                        top_m=top,
                        direction=own.designator,
                    )
                )
            pieces.extend(
                take_off_pieces(
                    places[index], climb_of(departure), clearway_m=own.clearway_m, direction=other.designator
                )
            )
    reach = max(column.reach_m for column in columns)
    notes = tuple(assumptions(table, code, figures, columns))
    return Shapes(tuple(pieces), tuple(surroundings), reach, notes)
