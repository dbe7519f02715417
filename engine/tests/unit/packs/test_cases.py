"""Worked cases take facts in their own types and state what a table answers."""

from datetime import date
from decimal import Decimal

from kethop.packs import Pack
from kethop.packs.cases import case_facts, case_files, case_problems


def test_every_table_has_a_file(template: Pack) -> None:
    assert set(case_files(template)) == set(template.decisions)


def test_facts_have_the_types_of_the_pack(template: Pack) -> None:
    case = case_files(template)["works"].cases[0].model_copy(
        update={"facts": {"height": "29.99", "worker_count": 12, "start_of_works": "2027-01-01", "night_works": True, "kind": "01"}}
    )  # fmt: skip
    assert case_facts(template, case) == {
        "height": Decimal("29.99"),
        "worker_count": Decimal(12),
        "start_of_works": date(2027, 1, 1),
        "night_works": True,
        "kind": "01",
        "law_date": date(2019, 12, 31),
    }


def test_a_fact_that_a_case_states_outranks_the_derived_one(template: Pack) -> None:
    file = case_files(template)["works"]
    names = [case.name for case in file.cases]
    stated = file.cases[names.index("large and low under the new act")]
    assert case_problems(template, "works", file.model_copy(update={"cases": (stated,)})) == ()


def test_the_order_of_a_list_does_not_matter(pack_copy) -> None:
    pack_copy.replace(
        "cases/works.yaml", "bodies: [building_office, harbour_office]", "bodies: [harbour_office, building_office]"
    )
    assert pack_copy.problems() == ()


def test_a_stated_blank_value_is_a_statement(pack_copy) -> None:
    pack_copy.replace(
        "cases/size_group.yaml",
        "facts: {handles_fuel: true}\n    expect: {value: large}",
        "facts: {handles_fuel: true}\n    expect: {value: }",
    )
    (problem,) = pack_copy.problems()
    assert (problem.code, dict(problem.fields)) == (
        "pack.case_differs",
        {"part": "value", "expected": "None", "got": "large"},
    )


def test_every_difference_of_a_case_is_named(pack_copy) -> None:
    pack_copy.replace(
        "cases/quiet.yaml",
        "expect: {outcomes: [hit], messages: [quiet_day], bodies: [quiet_station], periods: {}}",
        "expect: {outcomes: [clear], messages: [], bodies: [], periods: {quiet_station: 5 days}}",
    )
    assert [
        (error.fields["part"], error.fields["expected"], error.fields["got"]) for error in pack_copy.problems()
    ] == [
        ("outcomes", "clear", "hit"),
        ("messages", "(none)", "quiet_day"),
        ("bodies", "(none)", "quiet_station"),
        ("periods", "quiet_station: 5 days", "(none)"),
    ]
