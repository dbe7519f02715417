"""Rules 1 to 5 of the pack check: one small mistake, one problem, in the right place."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kethop.errors import PackError
from kethop.packs import Pack, check_pack

SURFACE = """  surface:
    label: {vi: x, en: x}
    type: choice
    options: {inside: {vi: x, en: x}}
    origin: measured
    measure: surface_state
    how_to_learn: {vi: x, en: x}
"""
ROMAN = "  extra:\n    vi: Một câu {0}\n    en: A sentence\n"


def test_the_template_holds_together(template: Pack) -> None:
    assert check_pack(template) == ()


@pytest.mark.parametrize(
    ("break_it", "code", "place", "fields"),
    [
        (
            lambda copy: copy.replace("pack.yaml", 'engine: "0.1"', 'engine: "9.9"'),
            "pack.engine_version",
            "pack.yaml",
            {"wanted": "9.9", "running": "0.1"},
        ),
        (
            lambda copy: copy.replace("law/act-2026.yaml", "dates_trust: SR1", "dates_trust: GK"),
            "pack.dates_not_read",
            "law/act-2026.yaml",
            {"trust": "GK"},
        ),
        (
            lambda copy: copy.replace("law/decree-2021.yaml", "dates_source: gazette", "dates_source: rumour"),
            "pack.source_unknown",
            "law/decree-2021.yaml",
            {"source": "rumour"},
        ),
        (
            lambda copy: copy.replace("law/act-2020.yaml", "    source: scan", "    source: fax"),
            "pack.source_unknown",
            "law/act-2020.yaml",
            {"source": "fax"},
        ),
        (
            lambda copy: copy.replace("bodies.yaml", "source: handbook", "source: memory"),
            "pack.source_unknown",
            "bodies.yaml (building_office)",
            {"source": "memory"},
        ),
        (
            lambda copy: copy.replace("law/act-2020.yaml", "succeeded_by: [act-2026]", "succeeded_by: [act-2062]"),
            "pack.instrument_unknown",
            "law/act-2020.yaml",
            {"instrument": "act-2062"},
        ),
        (
            lambda copy: copy.replace("law/act-2026.yaml", '"2026-10-01"}', '"2026-06-01"}'),
            "pack.provision_outside_instrument",
            "law/act-2026.yaml (provisions.a10)",
            {"provision": "a10"},
        ),
        (
            lambda copy: copy.replace("law/decree-2021.yaml", '    clause: "1"\n', ""),
            "pack.provision_wrong",
            "law/decree-2021.yaml (provisions.a3p)",
            {"provision": "a3p", "problem": "Value error, a point belongs to a clause"},
        ),
        (
            lambda copy: copy.replace("law/decree-2021.yaml", 'article: "2"', 'article: "II"'),
            "pack.provision_wrong",
            "law/decree-2021.yaml (provisions.a2)",
            {"provision": "a2", "problem": "String should match pattern '^[0-9]+[a-zđ]?$'"},
        ),
        (
            lambda copy: copy.replace("facts.yaml", "origin: law_date", "origin: declared"),
            "pack.law_date_fact",
            "facts.yaml",
            {"count": 0},
        ),
        (
            lambda copy: copy.append("facts.yaml", SURFACE),
            "pack.surfaces_missing",
            "facts.yaml (surface)",
            {"fact": "surface"},
        ),
        (
            lambda copy: copy.replace(
                "messages.yaml", "en: The works are {height} high", "en: The works are {height high"
            ),
            "pack.message_braces",
            "messages.yaml (works_high)",
            {"message": "works_high", "problem": "expected '}' before end of string"},
        ),
        (
            lambda copy: copy.replace("messages.yaml", "en: The works are {height}", "en: The works are {hight}"),
            "pack.message_fact_unknown",
            "messages.yaml (works_high)",
            {"message": "works_high", "fact": "hight"},
        ),
        (
            lambda copy: copy.append("messages.yaml", ROMAN),
            "pack.message_fact_unknown",
            "messages.yaml (extra)",
            {"message": "extra", "fact": "0"},
        ),
        (
            lambda copy: copy.replace("pack.yaml", "  quiet_zones: {vi: Vùng yên tĩnh, en: Quiet zones}\n", ""),
            "pack.layer_unnamed",
            "pack.yaml (layers)",
            {"layer": "quiet_zones"},
        ),
        (
            lambda copy: copy.replace("pack.yaml", "surfaces: null", "  noise: {vi: x, en: x}\nsurfaces: null"),
            "pack.layer_unused",
            "pack.yaml (layers.noise)",
            {"layer": "noise"},
        ),
        (
            lambda copy: copy.append("pack.yaml", "  - id: quiet\n    label: {vi: x, en: x}\n"),
            "pack.topic_twice",
            "pack.yaml",
            {"topic": "quiet"},
        ),
        (
            lambda copy: copy.append("pack.yaml", "  - id: noise\n    label: {vi: x, en: x}\n"),
            "pack.decision_missing",
            "pack.yaml",
            {"decision": "noise"},
        ),
        (
            lambda copy: (copy.folder / "decisions/spare.dmn").write_bytes(
                (copy.folder / "decisions/quiet.dmn").read_bytes()
            ),
            "pack.decision_unused",
            "decisions/spare.dmn",
            {"decision": "spare"},
        ),
        (
            lambda copy: copy.append("messages.yaml", "  extra: {vi: Một câu, en: A sentence}\n"),
            "pack.message_unused",
            "messages.yaml (extra)",
            {"message": "extra"},
        ),
        (
            lambda copy: copy.append("bodies.yaml", "  idle_office:\n    label: {vi: x, en: x}\n"),
            "pack.body_unused",
            "bodies.yaml (idle_office)",
            {"body": "idle_office"},
        ),
        (
            lambda copy: copy.replace("messages.yaml", "{province_count}", "2", times=2),
            "pack.fact_unused",
            "facts.yaml (province_count)",
            {"fact": "province_count"},
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(
    pack_copy, break_it: Callable[..., object], code: str, place: str, fields: Mapping[str, object]
) -> None:
    break_it(pack_copy)
    found = pack_copy.found()
    assert found == [(code, f"island/{place}", fields)]


def test_a_derived_fact_needs_its_decision(pack_copy) -> None:
    pack_copy.replace("facts.yaml", "decision: size_group", "decision: size_class")
    assert pack_copy.found() == [
        ("pack.decision_missing", "island/facts.yaml (size_group)", {"decision": "size_class"}),
        ("pack.decision_unused", "island/decisions/size_group.dmn", {"decision": "size_group"}),
    ]


def test_two_days_of_the_law_are_one_too_many(pack_copy) -> None:
    pack_copy.replace("facts.yaml", "type: date\n    origin: declared", "type: date\n    origin: law_date")
    (problem,) = pack_copy.problems()
    assert (problem.code, problem.fields["count"]) == ("pack.law_date_fact", 2)


def test_an_unread_successor_may_be_named_by_symbol(pack_copy) -> None:
    pack_copy.replace("law/decree-2021.yaml", "[9/2026/NĐ-ĐM]", "[4/2026/ĐL-ĐM, act-2026, 10/2030/NĐ-ĐM]")
    assert pack_copy.problems() == ()


def test_mistakes_of_several_rules_come_together(pack_copy) -> None:
    pack_copy.replace("pack.yaml", 'engine: "0.1"', 'engine: "0.2"')
    pack_copy.replace("law/decree-2021.yaml", "dates_source: gazette", "dates_source: rumour")
    pack_copy.append("facts.yaml", SURFACE)
    problems = pack_copy.problems()
    assert [error.code for error in problems] == ["pack.engine_version", "pack.source_unknown", "pack.surfaces_missing"]
    assert all(isinstance(error, PackError) for error in problems)


def test_every_code_that_packs_can_raise_is_tested_here(repository: Path) -> None:
    raised = _codes(repository / "engine/src/kethop/packs")
    assert len(raised) > 40
    assert raised - _codes(Path(__file__).parent) == set()


def _codes(folder: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    return {code for text in texts for code in re.findall(r'"(pack\.(?!yaml)[a-z_]+)"', text)}
