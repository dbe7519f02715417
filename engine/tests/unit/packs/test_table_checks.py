"""Rule 6 of the pack check: tables ask known facts and answer in the known columns."""

from collections.abc import Callable, Mapping

import pytest


@pytest.mark.parametrize(
    ("break_it", "code", "place", "fields"),
    [
        (
            lambda copy: copy.replace("decisions/quiet.dmn", '<decision id="quiet" name="quiet">', '<decision id="quiet" name="calm">'),
            "pack.decision_no_table",
            "decisions/quiet.dmn",
            {"decision": "quiet"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", "<text>night_works</text>", "<text>not(night_works)</text>"),
            "pack.input_unknown",
            "decisions/quiet.dmn",
            {"decision": "quiet", "input": "not(night_works)"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", 'name="night_works" typeRef="boolean"', 'name="night_works" typeRef="string"'),
            "pack.input_type",
            "decisions/quiet.dmn",
            {"input": "night_works", "given": "string", "wanted": "boolean"},
        ),
        (
            lambda copy: copy.replace("facts.yaml", "origin: law_date", "origin: declared").replace(
                "facts.yaml", "label: {vi: Ngày khởi công, en: Start of works}\n    type: date\n    origin: declared",
                "label: {vi: Ngày khởi công, en: Start of works}\n    type: date\n    origin: law_date",
            ),
            "pack.law_date_first",
            "decisions/quiet.dmn",
            {"decision": "quiet"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", 'hitPolicy="COLLECT"', 'hitPolicy="FIRST"'),
            "pack.hit_policy",
            "decisions/quiet.dmn",
            {"decision": "quiet", "given": "FIRST", "wanted": "COLLECT"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", 'hitPolicy="COLLECT"', 'hitPolicy="COLLECT" aggregation="COUNT"'),
            "pack.hit_policy",
            "decisions/quiet.dmn",
            {"decision": "quiet", "given": "COLLECT COUNT", "wanted": "COLLECT"},
        ),
        (
            lambda copy: copy.replace("decisions/size_group.dmn", 'hitPolicy="FIRST"', 'hitPolicy="RULE ORDER"'),
            "pack.hit_policy",
            "decisions/size_group.dmn",
            {"decision": "size_group", "given": "RULE ORDER", "wanted": "UNIQUE, FIRST, ANY"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", 'name="message"', 'name="sentence"'),
            "pack.output_missing",
            "decisions/quiet.dmn",
            {"decision": "quiet", "output": "message"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", 'name="ask_within"', 'name="ask_by"'),
            "pack.output_unknown",
            "decisions/quiet.dmn",
            {"decision": "quiet", "output": "ask_by"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", '<annotation name="note"/>', '<annotation name="remark"/>'),
            "pack.annotation_unknown",
            "decisions/quiet.dmn",
            {"decision": "quiet", "annotation": "remark"},
        ),
        (
            lambda copy: copy.replace("decisions/size_group.dmn", '<annotation name="note"/>', "<annotation/>"),
            "pack.annotation_unknown",
            "decisions/size_group.dmn",
            {"decision": "size_group", "annotation": "2"},
        ),
        (
            lambda copy: copy.replace("decisions/quiet.dmn", '<rule id="quiet_day_2021">', "<rule>"),
            "pack.row_id",
            "decisions/quiet.dmn:100",
            {"row": 2, "id": ""},
        ),
        (
            lambda copy: copy.replace("decisions/size_group.dmn", 'typeRef="string"/>\n      <annotation', 'typeRef="number"/>\n      <annotation'),
            "pack.derived_type",
            "decisions/size_group.dmn",
            {"fact": "size_group", "given": "number", "wanted": "string"},
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(
    pack_copy, break_it: Callable[..., object], code: str, place: str, fields: Mapping[str, object]
) -> None:
    break_it(pack_copy)
    found = pack_copy.found()
    assert (code, f"island/{place}", fields) in found
    assert {found_code for found_code, _, _ in found} <= {code, "pack.output_unknown"}


def test_two_rows_of_one_id_are_both_named(pack_copy) -> None:
    pack_copy.replace("decisions/quiet.dmn", '<rule id="quiet_day_2021">', '<rule id="quiet_night_2021">')
    assert [(error.code, error.fields["row"]) for error in pack_copy.problems()] == [
        ("pack.row_id", 1),
        ("pack.row_id", 2),
    ]


def test_a_derived_fact_has_one_value(pack_copy) -> None:
    path = pack_copy.folder / "decisions/size_group.dmn"
    text = path.read_text(encoding="utf-8")
    output = '<output id="size_group_out_size_group" name="size_group" typeRef="string"/>'
    text = text.replace(output, f'{output}<output name="second"/>')
    text = text.replace("</outputEntry>", "</outputEntry><outputEntry><text>1</text></outputEntry>")
    path.write_text(text, encoding="utf-8")
    (problem,) = pack_copy.problems()
    assert (problem.code, problem.fields["count"]) == ("pack.derived_outputs", 2)
