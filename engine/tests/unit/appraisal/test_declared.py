"""Answers are checked against the questions: name, type, option, range."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from kethop.appraisal import Filing, read_proposal
from kethop.appraisal.declared import declared_facts
from kethop.errors import CollectedError
from kethop.packs import Pack

HEAD = 'proposal: 1\npack: vn\ntitle: "A"\nproponent: "B"\nsubmitted: "2026-11-22"\nfacts:\n'


def declared(text: str, pack: Pack) -> dict[str, object]:
    proposal, document = read_proposal((HEAD + text).encode(), source="p.yaml")
    return dict(declared_facts(proposal, pack, document))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  service_land_share: 100.1", "proposal.fact_over_100"),
        ("  radio_station_count: 9.5", "proposal.fact_not_whole"),
        ("  total_capital: -1", "proposal.fact_negative"),
        ("  total_capital: many", "proposal.fact_type"),
        ("  island: 1", "proposal.fact_type"),
        ("  kind: dream", "proposal.fact_option"),
        ("  islands: true", "proposal.fact_unknown"),
        ("  site_area: 3", "proposal.fact_not_declared"),
    ],
)
def test_a_wrong_answer_is_refused_at_its_line(vietnam: Pack, text: str, code: str) -> None:
    with pytest.raises(CollectedError) as caught:
        declared(text, vietnam)
    (error,) = caught.value.errors
    assert error.code == code
    assert error.place is not None
    assert error.place.line == 7


def test_right_answers_are_exact(vietnam: Pack) -> None:
    found = declared("  service_land_share: 100\n  total_capital: 0.10\n  island:\n  kind: project\n", vietnam)
    assert found == {
        "service_land_share": Decimal(100),
        "total_capital": Decimal("0.10"),
        "island": None,
        "kind": "project",
    }


def test_every_wrong_answer_is_reported(vietnam: Pack, example: Callable[[str], Filing]) -> None:
    assert example("stack").pack == "vn"
    with pytest.raises(CollectedError) as caught:
        declared("  islands: true\n  kind: dream\n", vietnam)
    assert [error.code for error in caught.value.errors] == ["proposal.fact_unknown", "proposal.fact_option"]
