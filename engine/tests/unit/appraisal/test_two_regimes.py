"""From 1 July 2026 the old surfaces and those of Decree 222/2026 stand side by side; the lowest governs, each is shown."""

from decimal import Decimal
from pathlib import Path

import pytest
from shapely.geometry import Point

from kethop.appraisal.height import _state
from kethop.appraisal.height_record import set_notes
from kethop.appraisal.notes import note_texts
from kethop.appraisal.unknown_reason import UnknownReason
from kethop.packs import load_pack
from kethop.spatial import Aerodrome, AerodromeSet, ApproachKind, Regime, Runway, RunwayEnd, SurfaceSet, surface_answer

KIND = ApproachKind.NON_PRECISION
ENDS = (RunwayEnd("09", 105.0, 20.0, 10.0, approach=KIND), RunwayEnd("27", 105.0287, 20.0, 16.0, approach=KIND))
HOME = AerodromeSet([Aerodrome("ZZZZ", "Invented", 105.0, 20.0, 16.0, (Runway("09/27", ENDS, 3000.0),))])
SETS = (SurfaceSet(), SurfaceSet(regime=Regime.DECREE222_2026))
UNDER_BOTH, UNDER_OLD, NEAR, FAR = (
    Point(104.98, 20.0025),
    Point(105.014, 20.03),
    Point(105.014, 20.09),
    Point(105.0, 21.0),
)


def answers(place: Point) -> list:
    found = [surface_answer(place, HOME, item) for item in SETS]
    return sorted(found, key=lambda item: item.permitted_elevation_m or 1e9)


def state(place: Point, top: str | None) -> tuple:
    both = answers(place)
    cannot = None if all(item.complete for item in both) else UnknownReason.SURFACES_NOT_COMPUTABLE
    return _state(both, None if top is None else Decimal(top), cannot)


def test_the_pack_names_both_and_the_day_of_the_second(repository: Path) -> None:
    settings = load_pack(repository / "packs" / "vn").manifest.surfaces
    assert settings is not None
    assert [(item.regime, str(item.law_from)) for item in settings.regimes] == [
        ("annex14-2004", "None"),
        ("decree222-2026", "2026-07-01"),
    ]


@pytest.mark.parametrize(
    ("place", "top", "expected"),
    [
        (UNDER_BOTH, "500", ("penetrated", None)),
        (UNDER_BOTH, "11", ("inside_open", None)),
        (UNDER_BOTH, None, (None, UnknownReason.NO_HEIGHT)),
        (UNDER_OLD, "500", ("penetrated", None)),
        (UNDER_OLD, "20", ("inside_open", None)),
        # outside what can be computed, within reach of what cannot: never "not reached"
        (NEAR, "500", (None, UnknownReason.SURFACES_NOT_COMPUTABLE)),
        (FAR, "500", ("not_reached", None)),
    ],
)
def test_the_state(place: Point, top: str | None, expected: tuple) -> None:
    assert state(place, top) == expected


def test_each_number_says_whose_it_is() -> None:
    codes = [item.code for item in set_notes(answers(UNDER_BOTH))]
    assert {"surfaces.annex14_permits", "surfaces.decree_permits"} <= set(codes)
    assert "surfaces.loosest_group" in codes or "surfaces.loosest_none" in codes
    assert [item.code for item in set_notes(answers(UNDER_OLD))] == ["surfaces.annex14_permits", "surfaces.decree_none"]
    assert set_notes(answers(UNDER_OLD)[:1]) == ()
    for text in note_texts(set_notes(answers(UNDER_BOTH))):
        assert text.vi != text.en


def test_every_note_has_a_sentence() -> None:
    for place in (UNDER_BOTH, UNDER_OLD, NEAR, FAR):
        for answer in answers(place):
            assert len(note_texts(answer.notes)) <= len(answer.notes)


def test_what_the_run_says_before_and_after(judge) -> None:
    run = judge("stack")
    assert run.surfaces.regime == "annex14-2004"
    assert [item.regime for item in run.other_surfaces] == ["decree222-2026"]
    (finding,) = [item for item in run.findings if item.message == "surface_penetrated"]
    said = " ".join(text.en for text in finding.notes)
    assert "Old ICAO surfaces (Annex 14): lowest elevation 66.52 m" in said
    assert "Decree 222/2026: no surface that can be computed lies over the site" in said
    assert "Shielding by existing objects is not assessed" in said
