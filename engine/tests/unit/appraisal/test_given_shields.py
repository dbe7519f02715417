"""Existing objects of a proposal: computed and said beside the result, which they never change."""

import dataclasses
from decimal import Decimal

import pytest
from pyproj import Geod

from kethop.appraisal import Filing, appraise, proposal_template, read_proposal, replay, run_bytes
from kethop.appraisal.replaying import read_run
from kethop.appraisal.shields import shield_notes
from kethop.errors import CollectedError, DocumentError
from kethop.spatial import Shield, ShieldLevel
from kethop.vocabulary import Language

TOP = "  top_elevation: 70.0\n"
STACK = (105.7626, 21.1936)  # the example's point
EAST = Geod(ellps="WGS84").fwd(*STACK, 90, 400)[:2]


def with_shields(filing: Filing, *shields: str) -> Filing:
    text = filing.proposal_bytes.decode()
    assert text.count(TOP) == 1
    lines = "".join(f"    - {item}\n" for item in shields)
    data = text.replace(TOP, f"{TOP}  shields:\n{lines}").encode()
    proposal, document = read_proposal(data, source="stack.yaml")
    return dataclasses.replace(filing, proposal=proposal, document=document, proposal_bytes=data)


def mast(top: str, name: str = "Mast") -> str:
    return f'{{name: "{name}", at: [{EAST[0]:.9f}, {EAST[1]:.9f}], top_elevation: {top}}}'


@pytest.fixture
def judged(example, vietnam, vietnam_layers):
    def run(*shields: str):
        filing = with_shields(example("stack"), *shields) if shields else example("stack")
        return appraise(filing, pack=vietnam, layers=vietnam_layers, as_of=None)

    return run


def test_a_shield_changes_no_result(judged) -> None:
    plain, given = judged(), judged(mast("500"))
    for one, other in zip(plain.findings, given.findings, strict=True):
        assert (one.outcome, one.message, one.provisions) == (other.outcome, other.message, other.provisions)
    assert plain.inquiries == given.inquiries
    assert plain.facts == given.facts
    assert plain.surfaces.permitted_elevation_m == given.surfaces.permitted_elevation_m
    (finding,) = [item for item in given.findings if item.message == "surface_penetrated"]
    said = " ".join(text.en for text in finding.notes)
    assert "Shielding by “Mast”, given by the proponent and not verified" in said
    assert "is at 460 m over the farthest part of the site, 400 m away" in said
    assert "the result stays; whether the work counts as shielded is for the authority to say" in said
    assert "not assessed" not in said


def test_the_record_of_each_set_and_replay(judged, vietnam, vietnam_layers) -> None:
    run = judged(mast("100"), mast("120", "Chimney"))
    for record in (run.surfaces, *run.other_surfaces):
        assert [(item.name, item.sloping_elevation_m) for item in record.shielding] == [
            ("Mast", Decimal("60.00")),
            ("Chimney", Decimal("80.00")),
        ]
    said = " ".join(text.en for text in run.surfaces.notes)
    assert "The top of the work, 70 m, is 10 m above the sloping surface of “Mast”: not shielded" in said
    assert "70 m, is not above the sloping surface of “Chimney”" in said
    stored = read_run(run_bytes(run), source="run.json")
    assert replay(stored, pack=vietnam, layers=vietnam_layers).is_identical


def test_without_a_shield_nothing_is_assessed(judged) -> None:
    run = judged()
    assert run.surfaces.shielding == ()
    assert "Shielding by existing objects is not assessed" in {text.en for text in run.surfaces.notes}


@pytest.mark.parametrize(
    ("top", "codes"),
    [
        (None, ["shield.level", "shield.top_unknown"]),
        ("60", ["shield.level", "shield.top_below"]),
        ("60.001", ["shield.level", "shield.top_above"]),
    ],
)
def test_how_the_top_stands_to_it(top: str | None, codes: list[str]) -> None:
    level = ShieldLevel(Shield("Mast", 105.0, 20.0, 100.0), 60.0, 400.0)
    notes = list(shield_notes([level], None if top is None else Decimal(top)))
    assert [item.code for item in notes] == codes
    assert notes[-1].fields.get("above_m", 1) > 0


@pytest.mark.parametrize(
    "bad", ['{name: "M", at: [21.2, 105.8], top_elevation: 1}', '{name: "M", at: [105.8, 21.2]}', "M"]
)
def test_what_is_no_object_is_refused(example, bad: str) -> None:
    with pytest.raises((DocumentError, CollectedError)):
        with_shields(example("stack"), bad)


@pytest.mark.parametrize("language", list(Language))
def test_the_template_offers_them(vietnam, example, language: Language) -> None:
    text = proposal_template(vietnam, kind=None, today=example("stack").proposal.submitted, language=language)
    filled = text.replace("  # shields:", "  shields:").replace("  #   - {name", "    - {name").replace('""', '"x"')
    filled = filled.replace("\n  #   - {", "\n    - {")
    proposal, _ = read_proposal(filled.encode(), source="new.yaml")
    assert [str(item.top_elevation) for item in proposal.heights.shields] == ["80"]
