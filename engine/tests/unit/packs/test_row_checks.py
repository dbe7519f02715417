"""Rule 7 of the pack check: rows hold known words and stay within the days of the law they cite."""

from collections.abc import Mapping

import pytest

# What is written where, the problem, and the row that it is in.
MISTAKES = [
    ("zones zones_inside_2020_kind", '"work"', "pack.cell_option", {"fact": "kind", "given": "work"}),
    ("works works_large_2026_size_group", '"large", "huge"', "pack.cell_option", {"fact": "size_group", "given": "huge"}),
    ("size_group size_fuel_2020_size_group", '"vast"', "pack.cell_option", {"fact": "size_group", "given": "vast"}),
    ("quiet quiet_day_2021_outcome", '"perhaps"', "pack.cell_word", {"column": "outcome", "given": '"perhaps"'}),
    ("quiet quiet_day_2021_outcome", "hit", "pack.cell_word", {"column": "outcome", "given": "hit"}),
    ("quiet quiet_day_2021_message", '"quiet_noon"', "pack.cell_word", {"column": "message", "given": '"quiet_noon"'}),
    ("quiet quiet_day_2021_message", "null", "pack.cell_word", {"column": "message", "given": "null"}),
    ("quiet quiet_day_2021_body", '"nobody"', "pack.cell_word", {"column": "body", "given": '"nobody"'}),
    ("quiet quiet_day_2021_body", "quiet_station", "pack.cell_word", {"column": "body", "given": "quiet_station"}),
    ("quiet quiet_day_2021_asker", '"nobody"', "pack.cell_word", {"column": "asker", "given": '"nobody"'}),
    ("quiet quiet_day_2021_role", '"veto"', "pack.cell_word", {"column": "role", "given": '"veto"'}),
    ("quiet quiet_night_2021_unit", '"m"', "pack.cell_word", {"column": "unit", "given": '"m"'}),
    ("quiet quiet_day_2021_silence", '"yes"', "pack.cell_word", {"column": "silence", "given": '"yes"'}),
    ("quiet quiet_night_2021_period", "0", "pack.cell_number", {"column": "period", "given": "0"}),
    ("quiet quiet_night_2021_period", "²", "pack.cell_number", {"column": "period", "given": "²"}),
    ("quiet quiet_night_2021_period", "7.5", "pack.cell_number", {"column": "period", "given": "7.5"}),
    ("quiet quiet_night_2021_ask_within", "-3", "pack.cell_number", {"column": "ask_within", "given": "-3"}),
    ("quiet quiet_night_2021_role", "null", "pack.body_without_role", {}),
    ("quiet quiet_night_2021_body", "null", "pack.body_without_role", {}),
    ("quiet quiet_night_2021_unit", "null", "pack.period_without_unit", {}),
    ("quiet quiet_night_2021_period", "null", "pack.period_without_unit", {}),
    ("quiet quiet_day_2021_outcome", '"clear"', "pack.clear_asks", {}),
    (
        "quiet quiet_night_2021_law_date",
        '[date("2021-02-28")..date("2027-01-01"))',
        "pack.row_outside_law",
        {"reference": "decree-2021#a2", "day": "2021-02-28"},
    ),
    (
        "quiet quiet_night_2021_law_date",
        '[date("2021-03-01")..date("2027-01-01")]',
        "pack.row_outside_law",
        {"reference": "decree-2021#a2", "day": "2027-01-01"},
    ),
    ("zones zones_inside_2026_law_date", "-", "pack.row_outside_law", {"reference": "act-2026#a6c1", "day": "2026-06-30"}),
    (
        "works works_medium_2026_law_date",
        '>= date("2026-07-01")',
        "pack.row_outside_law",
        {"reference": "act-2026#a10", "day": "2026-09-30"},
    ),
    (
        "size_group size_fuel_2026_law_date",
        '>= date("2026-06-30")',
        "pack.row_outside_law",
        {"reference": "act-2026#a3", "day": "2026-06-30"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "text", "code", "fields"), MISTAKES)
def test_a_wrong_cell_is_named_with_its_row(
    pack_copy, entry: str, text: str, code: str, fields: Mapping[str, object]
) -> None:
    table, ident = entry.split()
    pack_copy.cell(entry, text.replace("<", "&lt;").replace(">", "&gt;"))
    row = next(row for row in _rows(pack_copy, table) if ident.startswith(f"{row}_"))
    line = pack_copy.line(f"decisions/{table}.dmn", f'<rule id="{row}">')
    found = pack_copy.found()
    assert found[0] == (code, f"island/decisions/{table}.dmn:{line} ({row})", fields)
    assert {found_code for found_code, _, _ in found} <= {code, "pack.body_without_role", "pack.message_unused"}


@pytest.mark.parametrize(
    ("old", "new", "code", "fields"),
    [
        ("decree-2021#a3p</text>", "</text>", "pack.reference_missing", {}),
        ("decree-2021#a3p</text>", " ; </text>", "pack.reference_missing", {}),
        (">decree-2021#a3p<", ">decree-2021#a9<", "pack.reference_dangling", {"reference": "decree-2021#a9"}),
        (">decree-2021#a3p<", ">decree-2022#a3p<", "pack.reference_dangling", {"reference": "decree-2022#a3p"}),
        (">decree-2021#a3p<", ">decree-2021<", "pack.reference_dangling", {"reference": "decree-2021"}),
    ],
)
def test_a_row_cites_what_the_pack_holds(
    pack_copy, old: str, new: str, code: str, fields: Mapping[str, object]
) -> None:
    path = pack_copy.folder / "decisions/quiet.dmn"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = pack_copy.line("decisions/quiet.dmn", "quiet_day_2021")
    assert (code, f"island/decisions/quiet.dmn:{line} (quiet_day_2021)", fields) in pack_copy.found()


def test_every_dangling_citation_of_a_row_is_named(pack_copy) -> None:
    pack_copy.replace("decisions/quiet.dmn", "decree-2021#a2; decree-2021#a3p", "a#1; b#2; decree-2021#a2")
    assert [(error.code, error.fields["reference"]) for error in pack_copy.problems()] == [
        ("pack.reference_dangling", "a#1"),
        ("pack.reference_dangling", "b#2"),
    ]


def test_a_period_reference_must_be_there_too(pack_copy) -> None:
    pack_copy.replace("decisions/zones.dmn", "act-2026#a9c2", "act-2026#a9c9")
    assert [error.code for error in pack_copy.problems()] == ["pack.reference_dangling"]


@pytest.mark.parametrize("mark", ["NF", "GK"])
def test_a_row_never_applies_law_that_was_not_read(pack_copy, mark: str) -> None:
    pack_copy.replace("law/act-2020.yaml", "trust: SR1-OCR", f"trust: {mark}")
    found = [(error.code, error.fields["reference"], error.fields["trust"]) for error in pack_copy.problems()]
    assert found == [("pack.row_not_read", "act-2020#a8c1", mark)] * 2


def test_a_row_that_says_unknown_may_cite_law_that_has_ended_or_was_not_read(pack_copy) -> None:
    pack_copy.replace("law/decree-2021.yaml", "  a3p:", '  a9:\n    article: "9"\n    trust: NF\n    source: scan\n'
                      "    summary: {vi: x, en: x}\n  a3p:")  # fmt: skip
    path = pack_copy.folder / "decisions/quiet.dmn"
    head, row, tail = path.read_text(encoding="utf-8").partition('<rule id="quiet_successor_2027">')
    path.write_text(head + row + tail.replace("decree-2021#a2", "decree-2021#a9"), encoding="utf-8")
    assert pack_copy.problems() == ()


def test_a_derived_table_without_the_day_of_the_law_is_not_asked_for_days(pack_copy) -> None:
    path = pack_copy.folder / "decisions/size_group.dmn"
    text = path.read_text(encoding="utf-8")
    text = text.replace("<text>law_date</text>", "<text>start_of_works</text>")
    path.write_text(text.replace("law_date", "start_of_works"), encoding="utf-8")
    assert "pack.row_outside_law" not in {error.code for error in pack_copy.problems()}


def _rows(pack_copy, table: str) -> list[str]:
    text = (pack_copy.folder / f"decisions/{table}.dmn").read_text(encoding="utf-8")
    return [part.split('"')[0] for part in text.split('<rule id="')[1:]]
