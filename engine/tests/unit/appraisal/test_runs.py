"""A run is canonical, fits its schema, and is replayed to the byte."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from kethop.appraisal import (
    Filing,
    Proposal,
    ScreeningRun,
    appraise,
    proposal_template,
    read_proposal,
    read_run,
    replay,
    run_bytes,
)
from kethop.errors import CollectedError, ReplayError
from kethop.packs import Pack
from kethop.spatial import LayerStore
from kethop.vocabulary import Language

Judge = Callable[..., ScreeningRun]


@pytest.mark.parametrize("name", ["stack", "warehouse", "plan"])
def test_replay_is_identical(judge: Judge, vietnam: Pack, vietnam_layers: LayerStore, name: str) -> None:
    stored = read_run(run_bytes(judge(name)), source="run.json")
    result = replay(stored, pack=vietnam, layers=vietnam_layers)
    assert result.is_identical
    assert result.differences == ()


def test_replay_keeps_the_day_of_the_law(judge: Judge, vietnam: Pack, vietnam_layers: LayerStore) -> None:
    stored = read_run(run_bytes(judge("tower", date(2025, 5, 1))), source="run.json")
    assert stored.law_date == date(2025, 5, 1)
    assert replay(stored, pack=vietnam, layers=vietnam_layers).is_identical


def test_replay_names_what_differs(judge: Judge, vietnam: Pack, tmp_path: Path) -> None:
    stored = read_run(run_bytes(judge("stack")), source="run.json")
    result = replay(stored, pack=vietnam, layers=LayerStore([tmp_path]))
    assert not result.is_identical
    assert result.differences[0].path.startswith("layers")


def test_run_fits_its_schema(judge: Judge, repository: Path) -> None:
    schema = json.loads((repository / "docs" / "reference" / "run.schema.json").read_text(encoding="utf-8"))
    for name in ("stack", "line", "plan"):
        jsonschema.Draft202012Validator(schema).validate(json.loads(run_bytes(judge(name))))


def test_run_is_canonical(judge: Judge) -> None:
    data = run_bytes(judge("stack"))
    assert data == run_bytes(judge("stack"))
    value = json.loads(data)
    assert list(value) == sorted(value)
    assert value["surfaces"]["permitted_elevation_m"] == pytest.approx(66.52, abs=0.05)
    for finding in value["findings"]:
        assert finding["outcome"] in {"hit", "clear", "unknown"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[]", "replay.not_a_run"),
        (b'{"format": "kethop-run/1", "input": 3, "law_date": "2026-01-01"}', "replay.not_a_run"),
        (b'{"format": "kethop-run/1", "input": {}, "law_date": "soon"}', "replay.not_a_run"),
        (b'{"format": "kethop-run/1", "input": {}, "law_date": "2026-01-01"}', "replay.input_damaged"),
        (
            b'{"format": "kethop-run/1", "law_date": "2026-01-01", "input": {"proposal": {"name": "a", "base64": "*"}}}',
            "replay.input_damaged",
        ),
    ],
)
def test_a_damaged_run_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReplayError) as caught:
        read_run(data, source="run.json")
    assert caught.value.code == code


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", [None, "project", "master_plan"])
def test_new_proposal_is_a_proposal_to_fill_in(vietnam: Pack, language: Language, kind: str | None) -> None:
    text = proposal_template(vietnam, kind=kind, today=date(2026, 11, 22), language=language)
    with pytest.raises(CollectedError) as caught:
        read_proposal(text.encode(), source="new.yaml")
    assert {error.place.path for error in caught.value.errors if error.place} == {"title", "proponent"}
    filled = text.replace('title: ""', 'title: "A"').replace('proponent: ""', 'proponent: "B"')
    proposal, _ = read_proposal(filled.encode(), source="new.yaml")
    assert isinstance(proposal, Proposal)
    assert ("power_line_length" in proposal.facts) == (kind != "master_plan")


def test_asking_later_moves_the_last_day(
    example: Callable[[str], Filing], vietnam: Pack, vietnam_layers: LayerStore
) -> None:
    filing = example("stack")
    later = Filing(
        filing.name,
        filing.proposal_bytes,
        filing.intake,
        filing.proposal.model_copy(update={"asked_on": date(2026, 11, 25)}),
        filing.document,
    )
    run = appraise(later, pack=vietnam, layers=vietnam_layers)
    assert run.asked_on == date(2026, 11, 25)
    assert {item.last_day for item in run.inquiries if item.period.days == 10 and item.is_certain} == {
        date(2026, 12, 9)
    }
