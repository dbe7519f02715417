"""Rule 8 of the pack check: worked cases exist, agree, and stand on both sides of every threshold."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("break_it", "code", "place", "fields"),
    [
        (
            lambda copy: (copy.folder / "cases/quiet.yaml").unlink(),
            "pack.cases_missing",
            "cases/quiet.yaml",
            {"decision": "quiet"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "topic: quiet", "topic: zones"),
            "pack.cases_missing",
            "cases/quiet.yaml",
            {"decision": "quiet"},
        ),
        (
            lambda copy: (copy.folder / "cases/noise.yaml").write_bytes((copy.folder / "cases/quiet.yaml").read_bytes()),
            "pack.cases_without_table",
            "cases/noise.yaml",
            {"decision": "noise"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "expect: {outcomes: [clear], messages", "expect: {outcomes: [hit], messages"),
            "pack.case_differs",
            "cases/quiet.yaml (cases.3 outside, on the last day of the decree)",
            {"part": "outcomes", "expected": "hit", "got": "clear"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "15 working days", "16 working days"),
            "pack.case_differs",
            "cases/quiet.yaml (cases.1 night works on the first day of the decree)",
            {"part": "periods", "expected": "quiet_station: 16 working days", "got": "quiet_station: 15 working days"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "messages: [quiet_clear], bodies: []", "messages: [quiet_clear], bodies: [zone_board]"),
            "pack.case_differs",
            "cases/quiet.yaml (cases.3 outside, on the last day of the decree)",
            {"part": "bodies", "expected": "zone_board", "got": "(none)"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "messages: [quiet_day]", "value: small, messages: [quiet_day]"),
            "pack.case_differs",
            "cases/quiet.yaml (cases.2 day works)",
            {"part": "value", "expected": "small", "got": "None"},
        ),
        (
            lambda copy: copy.replace("cases/size_group.yaml", 'fuel is not known, so small is not said\n    law_date: "2026-07-01"\n    facts: {worker_count: 1, site_area: 1}\n    expect: {value: }',
                                      'fuel\n    law_date: "2026-07-01"\n    facts: {worker_count: 1, site_area: 1}\n    expect: {value: small}'),
            "pack.case_differs",
            "cases/size_group.yaml (cases.2 fuel)",
            {"part": "value", "expected": "small", "got": "None"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "{night_works: true}", "{nightworks: true}"),
            "pack.case_fact_unknown",
            "cases/quiet.yaml (cases.4 the classified layer is not seen, so the station is asked)",
            {"fact": "nightworks=True"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "{night_works: true}", "{night_works: 1}"),
            "pack.case_fact_unknown",
            "cases/quiet.yaml (cases.4 the classified layer is not seen, so the station is asked)",
            {"fact": "night_works=1"},
        ),
        (
            lambda copy: copy.replace("cases/works.yaml", "height: 29.99, size_group: small", "height: 29.99, size_group: tiny"),
            "pack.case_fact_unknown",
            "cases/works.yaml (cases.1 29.99 m under the old act, on its first day)",
            {"fact": "size_group=tiny"},
        ),
        (
            lambda copy: copy.replace("cases/works.yaml", "height: 44.99", "height: 44m"),
            "pack.case_fact_unknown",
            "cases/works.yaml (cases.4 44.99 m under the new act, on its first day)",
            {"fact": "height=44m"},
        ),
        (
            lambda copy: copy.replace("cases/works.yaml", '"2027-06-01"', '"01/06/2027"'),
            "pack.case_fact_unknown",
            "cases/works.yaml (cases.9 medium and late, on the day before article 10 applies)",
            {"fact": "start_of_works=01/06/2027"},
        ),
        (
            lambda copy: copy.replace("cases/zones.yaml", "distance_to_zone: 499.99", "distance_to_zone: 500"),
            "pack.threshold_untested",
            "cases/zones.yaml",
            {"fact": "distance_to_zone", "threshold": "500", "days": '>= date("2026-07-01")', "missing": "below"},
        ),
        (
            lambda copy: copy.replace("cases/works.yaml", "height: 45, size_group: medium", "height: 46, size_group: medium"),
            "pack.threshold_untested",
            "cases/works.yaml",
            {"fact": "height", "threshold": "45", "days": '>= date("2026-10-01")', "missing": "at"},
        ),
        (
            lambda copy: copy.replace("cases/zones.yaml", '"2019-12-31"', '"2020-01-01"').replace("cases/zones.yaml", "outcomes: [unknown], messages: [undetermined], bodies: []", "outcomes: [hit]"),
            "pack.threshold_untested",
            "cases/zones.yaml",
            {"fact": "law_date", "threshold": "2020-01-01", "days": "-", "missing": "before"},
        ),
        (
            lambda copy: copy.replace("cases/quiet.yaml", "facts: {in_quiet_zone: false}\n", "facts: {in_quiet_zone: false}\n    law: 1\n"),
            "document.unknown_key",
            "cases/quiet.yaml:20 (cases.3.law)",
            {"key": "law"},
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(
    pack_copy, break_it: Callable[..., object], code: str, place: str, fields: dict[str, object]
) -> None:
    break_it(pack_copy)
    found = pack_copy.found()
    assert found == [(code, f"island/{place}", fields)]


@pytest.mark.parametrize(
    ("table", "old", "new", "times", "fields"),
    [
        ("zones", "distance_to_zone: 500.01", "distance_to_zone: 500", 1, ("distance_to_zone", "500", "above")),
        ("works", '"2026-12-31"', '"2027-12-31"', 2, ("start_of_works", "2027-01-01", "before")),
        ("quiet", 'law_date: "2027-01-01"', 'law_date: "2026-12-30"', 1, ("law_date", "2027-01-01", "on or after")),
    ],
)
def test_every_side_of_a_threshold_is_wanted(
    pack_copy, table: str, old: str, new: str, times: int, fields: tuple[str, str, str]
) -> None:
    pack_copy.replace(f"cases/{table}.yaml", old, new, times=times)
    untested = [error.fields for error in pack_copy.problems() if error.code == "pack.threshold_untested"]
    assert [(item["fact"], item["threshold"], item["missing"]) for item in untested] == [fields]


def test_a_case_expects_something(pack_copy) -> None:
    pack_copy.replace(
        "cases/quiet.yaml", "expect: {outcomes: [clear], messages: [quiet_clear], bodies: []}", "expect: {}"
    )
    (problem,) = pack_copy.problems()
    assert (problem.code, problem.place.line) == ("document.wrong_value", 20)


def test_the_faults_of_all_case_files_come_together(pack_copy) -> None:
    pack_copy.append("cases/quiet.yaml", "more: 1\n")
    pack_copy.append("cases/works.yaml", "[")
    assert [(error.code, error.place.source) for error in pack_copy.problems()] == [
        ("document.unknown_key", "island/cases/quiet.yaml"),
        ("document.not_yaml", "island/cases/works.yaml"),
    ]


def test_facts_that_derive_each_other_are_found(pack_copy) -> None:
    pack_copy.replace(
        "decisions/size_group.dmn",
        "handles_fuel",
        "size_group",
        times=pack_copy.count("decisions/size_group.dmn", "handles_fuel"),
    )
    pack_copy.replace(
        "decisions/size_group.dmn", '"size_group" typeRef="boolean"', '"size_group" typeRef="string"', times=1
    )
    path = pack_copy.folder / "decisions/size_group.dmn"
    path.write_text(
        path.read_text(encoding="utf-8").replace("<text>true</text>", '<text>"large"</text>'), encoding="utf-8"
    )
    pack_copy.replace("facts.yaml", "how_to_learn: {vi: Xem tên", "how_to_learn: {vi: Hỏi tên")
    codes = {error.code: error for error in pack_copy.problems()}
    assert "pack.fact_unused" in codes  # nobody asks about fuel any more
    pack_copy.replace("messages.yaml", "vi: Công trình cao {height}", "vi: Công trình cao {height} {handles_fuel}")
    (problem,) = pack_copy.problems()
    assert (problem.code, str(problem.place)) == ("pack.derivation_cycle", "island/facts.yaml")
    assert problem.fields["facts"] == "size_group"
