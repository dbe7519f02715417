"""What is missing, stale or broken makes unknown; nothing makes clear out of an error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kethop.appraisal import Filing, ScreeningRun, appraise
from kethop.packs import Pack
from kethop.spatial import LayerStore
from kethop.vocabulary import Outcome

Example = Callable[[str], Filing]


def without(filing: Filing, fact: str) -> Filing:
    facts = {name: value for name, value in filing.proposal.facts.items() if name != fact}
    return replace(filing, proposal=filing.proposal.model_copy(update={"facts": facts}))


def asked(run: ScreeningRun) -> set[tuple[str, str]]:
    return {(item.body, name.split(".")[0]) for item in run.inquiries for name in item.findings}


def serious(run: ScreeningRun) -> set[str]:
    return {item.topic for item in run.findings if item.outcome is not Outcome.CLEAR}


@pytest.mark.parametrize("name", ["stack", "park", "line"])
def test_fail_closed_when_an_answer_is_left_out(
    example: Example, vietnam: Pack, vietnam_layers: LayerStore, name: str
) -> None:
    filing = example(name)
    whole = appraise(filing, pack=vietnam, layers=vietnam_layers)
    for fact in filing.proposal.facts:
        less = appraise(without(filing, fact), pack=vietnam, layers=vietnam_layers)
        assert serious(whole) <= serious(less), fact


def test_fail_closed_without_any_layer(example: Example, vietnam: Pack, tmp_path: Path) -> None:
    run = appraise(example("stack"), pack=vietnam, layers=LayerStore([tmp_path]))
    states = {use.id: use.state for use in run.layers}
    assert set(states.values()) == {"missing"}
    assert Outcome.CLEAR not in {item.outcome for item in run.findings if item.topic == "height_surfaces"}
    assert any(item.reason == "layer_missing" for item in run.unknown)
    assert run.surfaces is not None
    assert run.surfaces.permitted_elevation_m is None


def test_fail_closed_when_layers_are_stale(example: Example, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    run = appraise(example("tower"), pack=vietnam, layers=vietnam_layers, as_of=date(2027, 11, 1))
    assert {use.state for use in run.layers if use.id in {"provinces", "communes", "aerodromes"}} == {"stale"}
    assert Outcome.CLEAR not in {item.outcome for item in run.findings if item.topic == "height_surfaces"}


def test_fail_closed_without_a_site_or_heights(example: Example, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    filing = example("tower")
    bare = filing.proposal.model_copy(update={"site": None, "heights": type(filing.proposal.heights)()})
    run = appraise(replace(filing, proposal=bare, intake=None), pack=vietnam, layers=vietnam_layers)
    assert run.site is None
    for topic in ("height_surfaces", "height_threshold"):
        assert {item.outcome for item in run.findings if item.topic == topic} == {Outcome.UNKNOWN}
    assert {"no_site", "no_height"} <= {item.reason for item in run.unknown}


def test_unknown_asks(example: Example, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    filing = example("warehouse")
    run = appraise(without(filing, "in_border_belt"), pack=vietnam, layers=vietnam_layers)
    whole = appraise(filing, pack=vietnam, layers=vietnam_layers)
    assert asked(whole) <= asked(run)
    assert "in_border_belt" in {item.fact for item in run.unknown}
    assert asked(run) > asked(whole)


def test_each_unknown_says_why_and_what_to_do(example: Example, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    run = appraise(example("stack"), pack=vietnam, layers=vietnam_layers)
    assert run.unknown
    for item in run.unknown:
        assert item.text.vi != item.text.en
        assert item.how_to_learn.vi


def test_a_sentence_calls_a_layer_by_its_name(example: Example, vietnam: Pack, tmp_path: Path) -> None:
    run = appraise(example("stack"), pack=vietnam, layers=LayerStore([tmp_path]))
    said = [item.text for item in run.findings] + [item.text for item in run.unknown]
    for layer, name in vietnam.manifest.layers.items():
        assert not [text for text in said if f"“{layer}”" in text.vi + text.en]
        if layer in {"air_defence_sites", "security_works"}:
            assert any(f"“{name.vi}”" in text.vi and f"“{name.en}”" in text.en for text in said), layer
