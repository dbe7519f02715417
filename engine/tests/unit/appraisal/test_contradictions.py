"""Declarations against the map, sites in no unit, periods that cannot be told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kethop.appraisal import Filing, ScreeningRun, appraise
from kethop.packs import Pack
from kethop.spatial import LayerStore
from kethop.spatial.intake import read_outside
from kethop.vocabulary import Outcome

Example = Callable[[str], Filing]


@pytest.fixture
def judged(vietnam: Pack, vietnam_layers: LayerStore) -> Callable[..., ScreeningRun]:
    def judge(filing: Filing, as_of: date | None = None, **facts: object) -> ScreeningRun:
        proposal = filing.proposal.model_copy(update={"facts": {**filing.proposal.facts, **facts}})
        return appraise(replace(filing, proposal=proposal), pack=vietnam, layers=vietnam_layers, as_of=as_of)

    return judge


def site(filing: Filing, longitude: float, latitude: float) -> Filing:
    data = f'{{"type": "Point", "coordinates": [{longitude}, {latitude}]}}'.encode()
    return replace(filing, intake=read_outside(data, name="site.geojson"))


@pytest.mark.parametrize(("declared", "is_known"), [(99, False), (110, True), ("109.5", True), ("111.2", False)])
def test_a_length_that_the_drawing_contradicts_is_unknown(
    judged: Callable[..., ScreeningRun], example: Example, declared: object, is_known: bool
) -> None:
    run = judged(example("line"), power_line_length=declared)
    assert (run.facts["power_line_length"] is not None) == is_known
    reasons = {item.reason: item.text.en for item in run.unknown}
    assert ("contradicted" in reasons) == (not is_known)
    if not is_known:
        assert f"declared {declared} km / measured 110 km" in reasons["contradicted"]
        assert not [item for item in run.inquiries if item.body == "general_staff_operations" and item.is_certain]


def test_no_island_on_a_special_zone_is_unknown(judged: Callable[..., ScreeningRun], example: Example) -> None:
    run = judged(site(example("tower"), 103.96, 10.22), island=False)
    assert "contradicted" in {item.reason for item in run.unknown}
    assert Outcome.CLEAR not in {item.outcome for item in run.findings if item.topic == "coastal_border_area"}


@pytest.mark.parametrize(("longitude", "latitude"), [(100.5, 13.75), (0.0, 0.0), (112.0, 16.0)])
def test_a_site_in_no_unit_says_so(
    judged: Callable[..., ScreeningRun], example: Example, longitude: float, latitude: float
) -> None:
    run = judged(site(example("tower"), longitude, latitude))
    assert run.site is not None
    assert any("no province or commune" in note.en for note in run.site.notes)


def test_administrative_layers_that_do_not_answer_are_said(example: Example, vietnam: Pack, tmp_path: Path) -> None:
    run = appraise(example("tower"), pack=vietnam, layers=LayerStore([tmp_path]))
    assert run.site is not None
    assert any("cannot be used" in note.en for note in run.site.notes)


def test_a_province_has_its_own_communes_and_no_others(judged: Callable[..., ScreeningRun], example: Example) -> None:
    run = judged(example("plan"))
    assert run.site is not None
    assert len(run.site.communes) == 148
    assert {item.share for item in run.site.communes} == {None}


def test_communes_of_a_drawn_site_add_up(judged: Callable[..., ScreeningRun], example: Example) -> None:
    run = judged(example("park"))
    assert run.site is not None
    shares = [item.share for item in run.site.communes if item.share is not None]
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(shares) - 1) < Decimal("0.001")


def test_a_line_of_exactly_100_km_has_no_class_and_no_period(
    judged: Callable[..., ScreeningRun], example: Example
) -> None:
    filing = example("line")
    run = judged(
        replace(filing, intake=None, proposal=filing.proposal.model_copy(update={"site": None})),
        power_line_length=100,
    )
    found = [item for item in run.findings if item.topic == "height_threshold" and item.outcome is Outcome.UNKNOWN]
    assert found
    letters = [item for item in run.inquiries if set(item.findings) & {finding.id for finding in found}]
    assert letters
    assert {item.period.state for item in letters} == {"not_determined"}
    assert found[0].id in {item.fact for item in run.unknown}


def test_nothing_is_called_known_while_a_rule_is_open(judged: Callable[..., ScreeningRun], example: Example) -> None:
    run = judged(example("stack"), as_of=date(2023, 12, 31))
    assert {item.outcome for item in run.findings} == {Outcome.UNKNOWN}
    assert len(run.unknown) >= len(run.findings)
    assert run.inquiries
