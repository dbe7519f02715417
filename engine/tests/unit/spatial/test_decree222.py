"""The surfaces of Decree 222/2026 that its read text allows, by hand; what it leaves open is never computed."""

from dataclasses import replace
from decimal import Decimal

import pytest
import shapely
from pydantic import ValidationError
from pyproj import Geod

from kethop.spatial import (
    Aerodrome,
    AerodromeSet,
    ApproachKind,
    DesignGroup,
    Regime,
    Runway,
    RunwayEnd,
    Surface,
    SurfaceAnswer,
    SurfaceSet,
    surface_answer,
)
from kethop.spatial.surfaces.decree222 import decree222
from kethop.spatial.surfaces.decree222_shapes import decree222_shapes, open_surfaces
from kethop.spatial.surfaces.decree_row import DecreeRow
from kethop.spatial.surfaces.frame import frame_between
from kethop.spatial.surfaces.layouts import figures_of

GEOD = Geod(ellps="WGS84")
SOUTH = (105.0, 20.0)
NORTH = GEOD.fwd(*SOUTH, 0, 3000)[:2]
ALL = list(DesignGroup)
PRECISE, VISUAL = ApproachKind.PRECISION_1, ApproachKind.NON_INSTRUMENT


def aerodrome(
    kind: ApproachKind | None = PRECISE, group: DesignGroup | None = None, width_m: float | None = 45.0
) -> AerodromeSet:
    ends = (RunwayEnd("36", *SOUTH, 10.0, approach=kind), RunwayEnd("18", *NORTH, 16.0, approach=kind))
    runway = Runway("36/18", ends, 3000.0, width_m=width_m)
    return AerodromeSet([Aerodrome("ZZZZ", "Invented", *SOUTH, 16.0, (runway,), group=group)])


def at(north_m: float, east_m: float) -> shapely.Point:
    foot = GEOD.fwd(*SOUTH, 0, north_m)
    return shapely.Point(GEOD.fwd(foot[0], foot[1], 90, east_m)[:2])


def ask(place: shapely.Point, where: AerodromeSet, group: DesignGroup | None = None) -> SurfaceAnswer:
    return surface_answer(place, where, SurfaceSet(regime=Regime.DECREE222_2026, group=group))


def levels(answer: SurfaceAnswer) -> dict[tuple[Surface, str], float]:
    return {(level.surface, level.direction): level.elevation_m for level in answer.levels}


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(
    ("group", "edge"), list(zip(ALL, (110, 125, 155, 175, 185, 200), strict=True)), ids=[str(group) for group in ALL]
)
def test_the_instrument_approach(group: DesignGroup, edge: float, side: int) -> None:
    # 60 m before the threshold, 10 % on each side, 3.33 % for 4,500 m.
    key = (Surface.APPROACH, "36")
    where = aerodrome(ApproachKind.NON_PRECISION)
    half = edge / 2 + 0.10 * 2000
    found = levels(ask(at(-2060, side * (half - 0.1)), where, group))
    assert found[key] == pytest.approx(10 + 0.0333 * 2000, abs=0.01)
    assert key not in levels(ask(at(-2060, side * (half + 0.1)), where, group))
    assert levels(ask(at(-4559.9, 0), where, group))[key] == pytest.approx(10 + 0.0333 * 4500, abs=0.01)
    assert levels(ask(at(-4560.1, 0), where, group)) == {}


@pytest.mark.parametrize(
    ("group", "distance", "edge", "length", "slope"),
    [
        (DesignGroup.I, 30, 100, 1600, 0.05),
        (DesignGroup.IIA_IIB, 60, 100, 2500, 0.04),
        (DesignGroup.IIC, 60, 100, 2500, 0.0333),
        (DesignGroup.V, 60, 150, 2500, 0.0333),
    ],
)
def test_the_visual_approach(group: DesignGroup, distance: float, edge: float, length: float, slope: float) -> None:
    where = aerodrome(VISUAL)
    out = distance + 1000
    found = levels(ask(at(-out, edge / 2 + 99.9), where, group))
    assert found[Surface.APPROACH, "36"] == pytest.approx(10 + slope * 1000, abs=0.01)
    assert (Surface.APPROACH, "36") not in levels(ask(at(-out, edge / 2 + 100.1), where, group))
    assert levels(ask(at(-(distance + length + 0.1), 0), where, group)) == {}


@pytest.mark.parametrize("group", [DesignGroup.III, DesignGroup.IV])
def test_a_doubtful_digit_is_never_computed(group: DesignGroup) -> None:
    # The inner edge of a visual approach was read as "125/135": no approach, no transitional surface, and never complete.
    answer = ask(at(-500, 0), aerodrome(VISUAL), group)
    assert (answer.inside, answer.complete, answer.governing) == (False, False, None)
    assert "surfaces.decree_open" in {note.code for note in answer.notes}


@pytest.mark.parametrize(("width", "edge"), [(23, 60), (23.1, 80), (30, 80), (30.1, 100), (None, 100)])
def test_a_wider_runway_has_a_wider_inner_edge(width: float | None, edge: float) -> None:
    where = aerodrome(VISUAL, DesignGroup.I, width)
    assert (Surface.APPROACH, "36") in levels(ask(at(-30.5, edge / 2 - 0.1), where))
    assert (Surface.APPROACH, "36") not in levels(ask(at(-30.5, edge / 2 + 0.2), where))
    said = "surfaces.runway_width_assumed" in {note.code for note in ask(at(-100, 0), where).notes}
    assert said is (width is None)
    row = decree222().rows(Surface.APPROACH, VISUAL)[0]
    assert row.inner_edge_m(DesignGroup.IIA_IIB, 80.0, 46.0) == 110.0
    assert row.inner_edge_m(DesignGroup.IIC, 100.0, 45.0) == 100.0
    assert row.inner_edge_m(DesignGroup.V, 150.0, None) == 150.0


@pytest.mark.parametrize("side", [1, -1])
def test_the_transitional_surface(side: int) -> None:
    # 20 % beside a strip as wide as the inner edge (group V: 100 m on a side), to 60 m above the higher threshold.
    where = aerodrome(ApproachKind.NON_PRECISION, DesignGroup.V)
    found = levels(ask(at(1000, side * 200), where))
    assert found[Surface.TRANSITIONAL, ""] == pytest.approx(12 + 0.20 * 100, abs=0.01)
    reach = 100 + (76 - 12) / 0.20
    assert (Surface.TRANSITIONAL, "") in levels(ask(at(1000, side * (reach - 0.5)), where))
    assert levels(ask(at(1000, side * (reach + 0.5)), where)) == {}
    beside = levels(ask(at(-1060, side * 250), where))
    assert beside[Surface.TRANSITIONAL, "36"] == pytest.approx(10 + 33.3 + 0.20 * 50, abs=0.01)


def test_the_evaluation_surfaces_of_a_precision_approach() -> None:
    where = aerodrome(PRECISE, DesignGroup.IV)
    key, beside = (Surface.PRECISION_APPROACH_OES, "36"), (Surface.PRECISION_TRANSITIONAL_OES, "36")
    # 300 m wide from 60 m, 15 %; 3,000 m at 2 %, then 9,600 m at 2.5 % to 300 m above the threshold.
    assert levels(ask(at(-2060, 449), where))[key] == pytest.approx(10 + 40, abs=0.01)
    assert levels(ask(at(-7060, 0), where))[key] == pytest.approx(10 + 60 + 100, abs=0.01)
    assert levels(ask(at(-12_659, 0), where))[key] == pytest.approx(310, abs=0.05)
    assert levels(ask(at(-12_661, 0), where)) == {}
    assert levels(ask(at(-2060, 650), where))[beside] == pytest.approx(10 + 40 + 0.143 * 200, abs=0.01)
    assert key not in levels(ask(at(-2060, 0), aerodrome(VISUAL, DesignGroup.V)))


def test_an_unknown_group_gives_the_strictest_and_states_the_loosest() -> None:
    where = aerodrome(ApproachKind.NON_PRECISION)
    answer = ask(at(-1060, 195), where)
    assert answer.governing is not None
    assert answer.loosest is not None
    assert answer.governing.group is DesignGroup.V
    assert answer.governing.elevation_m == pytest.approx(10 + 33.3, abs=0.01)
    # Group I: half width 155 m there, so 40 m out on the transitional surface: 8 m more.
    assert (answer.loosest.group, answer.loosest.elevation_m) == (
        DesignGroup.I,
        pytest.approx(10 + 33.3 + 0.2 * 40, abs=0.01),
    )
    each = [ask(at(-1060, 195), where, group).permitted_elevation_m or 1e9 for group in ALL]
    assert (min(each), max(each)) == pytest.approx((answer.governing.elevation_m, answer.loosest.elevation_m))
    assert "surfaces.group_not_known" in {note.code for note in answer.notes}
    # 410 m beside the centre line half way along only the wide groups have a surface.
    edge = ask(at(1500, 410), where)
    assert (edge.inside, edge.loosest) == (True, None)


def test_an_aerodrome_s_own_group_goes_before_the_one_given() -> None:
    own = ask(at(-1060, 170), aerodrome(ApproachKind.NON_PRECISION, DesignGroup.I), DesignGroup.V)
    assert own.governing is not None
    assert own.governing.group is DesignGroup.I
    assert own.loosest == own.governing


@pytest.mark.parametrize(("south", "complete"), [(18_000, False), (26_000, True)])
def test_it_is_complete_only_out_of_reach_of_what_is_open(south: float, *, complete: bool) -> None:
    answer = ask(at(-south, 0), aerodrome())
    assert (answer.inside, answer.complete) == (False, complete)


def test_filling_a_gap_computes_the_surface() -> None:
    """The arithmetic of the take-off climb surface, with an invented distance in place of the one not read."""
    table = decree222()
    row = next(item for item in table.surfaces if item.surface is Surface.TAKE_OFF_CLIMB)
    values = {**row.values, "distance_m": row.values["widest_m"]}
    filled = row.model_copy(update={"values": values, "open": ()})
    known = table.model_copy(update={"surfaces": tuple(filled if item is row else item for item in table.surfaces)})
    assert "take_off_climb" in open_surfaces(table, DesignGroup.V)
    assert "take_off_climb" not in open_surfaces(known, DesignGroup.V)
    (home,) = aerodrome().aerodromes
    figures = figures_of(home, home.runways[0], frame_between(SOUTH, NORTH))
    figures = replace(figures, layouts=figures.layouts[:1])
    pieces = [
        item
        for item in decree222_shapes(figures, known, DesignGroup.V).pieces
        if item.surface is Surface.TAKE_OFF_CLIMB and item.direction == "18"
    ]
    # From 1,800 m beyond the south end (x = -1,500 m): 2 %, so 20 m up 1,000 m further out.
    assert min(item.z0 + item.zx * -4300 for item in pieces) == pytest.approx(10 + 20)


def test_every_gap_of_the_table_is_named() -> None:
    row = decree222().surfaces[0]
    with pytest.raises(ValidationError, match="gaps"):
        DecreeRow.model_validate({**row.model_dump(), "open": ()})
    with pytest.raises(ValidationError, match="gaps"):
        DecreeRow(surface="approach", values={"slope": (Decimal(1),) * 5 + (None,)})
