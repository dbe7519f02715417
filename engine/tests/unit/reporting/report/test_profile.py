"""The height profile draws the surfaces that the run was judged by."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from kethop.reporting.report import profile_sheet as sheet
from kethop.reporting.report.profile_line import profile_of
from kethop.vocabulary import Language

Make = Callable[..., Any]


def made(**changes: Any) -> sheet.Profile:
    plain = sheet.Profile(
        distances_m=np.array([0.0, 500.0, 500.0, 1000.0, 1000.0, 1500.0]),
        permitted_m=np.array([10.0, 10.0, 10.0, 60.0, np.nan, np.nan]),
        surface=("strip", "strip", "conical", "conical", "", ""),
        threshold="XXXX 01",
        site_m=800.0,
        ground_m=Decimal(5),
        top_m=Decimal(70),
    )
    return replace(plain, **changes)


def test_the_profile_passes_through_what_the_run_found(case_of: Make) -> None:
    case = case_of("stack")
    profile, surfaces = profile_of(case), case.run.surfaces
    assert profile is not None
    at = float(np.interp(profile.site_m, profile.distances_m, profile.permitted_m))
    assert at == pytest.approx(float(surfaces.permitted_elevation_m), abs=0.02)
    nearest = int(np.argmin(abs(profile.distances_m - profile.site_m)))
    assert profile.surface[nearest] == surfaces.governing
    assert (profile.ground_m, profile.top_m) == (Decimal("10.0"), Decimal("70.0"))
    assert profile.threshold == "VVNB 11R"


def test_no_profile_without_a_surface_a_height_or_the_runs_own_runways(case_of: Make) -> None:
    case = case_of("stack")
    assert profile_of(replace(case, pack=None)) is None
    assert profile_of(case_of("park")) is None
    assert profile_of(case_of("plan")) is None
    layers = tuple(item.model_copy(update={"sha256": "0" * 64}) for item in case.run.layers)
    assert profile_of(replace(case, run=case.run.model_copy(update={"layers": layers}))) is None
    for change in ({"runway": "00/00"}, {"at": None}):
        surfaces = case.run.surfaces.model_copy(update=change)
        assert profile_of(replace(case, run=case.run.model_copy(update={"surfaces": surfaces}))) is None


def test_a_stretch_a_row(case_of: Make) -> None:
    table = sheet.segment_table(case_of("stack", Language.EN), made())
    rows = [[cell[0][0].text for cell in row] for row in table.rows]
    assert rows == [
        ["Runway strip", "0", "500", "10", "10"],
        ["Conical surface", "500", "1,000", "10", "60"],
        ["No surface that can be computed", "1,000", "1,500", "–", "–"],
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "top 70 m"),
        ({"ground_m": None}, "top 70 m"),
        ({"top_m": None}, "site, top not known"),
        ({"top_m": Decimal(-2)}, "top -2 m"),
    ],
)
def test_the_top_stands_at_its_height(changes: dict[str, Any], says: str, case_of: Make) -> None:
    svg = sheet.profile_sheet(case_of("stack", Language.EN), made(**changes))
    assert f">{says}<" in svg
    assert "Heights are drawn" in svg
    numbers = [float(item) for item in re.findall(r"-?\d+\.\d+", " ".join(re.findall(r' d="([^"]*)"', svg)))]
    assert min(numbers) >= 0
    assert max(numbers) <= sheet.WIDTH


def test_the_report_says_by_how_much(printed: Make) -> None:
    text = printed("stack", Language.VI).pdf_text
    assert "đỉnhcôngtrìnhở70m,vượt3,48m" in text
    assert "Bềmặtquyếtđịnh:bềmặthìnhnón,ở66,52m" in text
