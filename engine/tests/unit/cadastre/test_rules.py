"""A decision table over the hits: what the interpreter says of each, one by one."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from cadastre_scene import decision_table, layer, parcels, rows_of, screen, screened, written, zones

from kethop.errors import KethopError
from kethop.rules import decide, read_dmn

_INPUTS = {
    "layer": "string",
    "relation": "string",
    "share": "number",
    "overlap_m2": "number",
    "zone_kind": "string",
    "parcel_use": "string",
    "parcel_floors": "number",
    "zone_width_m": "number",
}
_ROWS = (
    ("-", '"covered"', "-", "-", '"depot"', "-", "-", "-", '"never"', "10"),
    ('"z"', "-", ">= 0.5", "-", '"belt", "depot"', '"houses"', "> 2", "-", '"ask"', "7.5"),
    ("-", '"partial"', "< 0.5", "> 100.25", "-", 'not("forest")', "-", "[20..60.5]", '"look"', "3"),
    ('"y"', '"touches"', "-", "-", "-", "-", "-", "-", '"note"', "1"),
    ("-", "-", "-", "-", '"road"', '"rice"', "[100..300)", "-", '"road"', "2"),
)


@pytest.fixture
def two_layers(scene: Path) -> Path:
    count = 25
    layer(
        scene / "y.parquet",
        zones(count, seed=5),
        columns={"width_m": [None if n % 7 == 0 else 12.5 * n / 4 for n in range(count)]},
    )
    return scene


@pytest.mark.parametrize("policy", ["PRIORITY", "RULE ORDER", "UNIQUE", "FIRST"])
def test_as_the_interpreter_says_of_each_hit(two_layers: Path, policy) -> None:
    text = decision_table(policy, _INPUTS, _ROWS)
    (two_layers / "t.dmn").write_text(text, encoding="utf-8")
    layers = ("--zones", two_layers / "z.parquet", "--zones", two_layers / "y.parquet")
    rules = ("--rules", two_layers / "t.dmn", "--part-rows", "300")
    result = screen(two_layers / "p.parquet", *layers, *rules, "--out", two_layers / "o", "--key", "id")
    rows = rows_of(two_layers / "o")
    model = read_dmn(text.encode(), source="t.dmn")
    kinds = dict(zip([f"p{n}" for n in range(25)], ["belt", "depot", "road", None, "belt"] * 5, strict=True))
    widths = {f"p{n}": None if n % 7 == 0 else Decimal(str(12.5 * n / 4)) for n in range(25)}
    matched = violating = 0
    decided: Counter[str] = Counter()
    for row in rows:
        if row["outcome"] != "hit":
            assert (row["duty_kind"], row["weeks"], row["rules"], row["is_undetermined"]) == (None, None, None, True)
            continue
        own = row["layer"] == "z"
        given = {
            "layer": row["layer"],
            "relation": row["relation"],
            "share": round(Decimal(row["share"]), 6),
            "overlap_m2": round(Decimal(row["overlap_m2"]), 2),
            "zone_kind": kinds[row["zone"]] if own else None,
            "parcel_use": ["rice", "houses", "forest"][row["row"] % 3],
            "parcel_floors": Decimal(row["row"]),
            "zone_width_m": None if own else widths[row["zone"]],
        }
        said = decide(model, "duty", given)
        value = said.value if isinstance(said.value, list) else [said.value]
        found = row["duty_kind"] if isinstance(row["duty_kind"], list) else [row["duty_kind"]]
        expected = [item["duty_kind"] if item else None for item in value]
        assert (found or [None]) == (expected or [None]), given
        weeks = row["weeks"] if isinstance(row["weeks"], list) else [row["weeks"]]
        assert (weeks or [None]) == ([item["weeks"] if item else None for item in value] or [None])
        assert row["rules"] == [rule.index for rule in said.trace.table.matched]
        assert row["is_undetermined"] == said.is_undetermined
        matched += len(row["rules"])
        outputs = [tuple(_ROWS[rule - 1][-2:]) for rule in row["rules"]]
        told = [(f'"{kind}"', f"{weeks.normalize():f}") for kind, weeks in zip(found, weeks, strict=True) if kind]
        decided.update(str(row["rules"][outputs.index(own)]) for own in told)
        violating += bool(said.violations)
    assert matched > 50
    assert result.exit_code == (1 if violating else 0)
    assert (policy == "UNIQUE") == bool(violating)
    assert f"{violating} with violations" in result.output
    totals = json.loads((two_layers / "o" / "manifest.json").read_bytes())["totals"]["rules"]["rules"]
    assert totals == {rule: decided[rule] for rule in sorted(decided, key=int)}
    assert all(f"  row {rule} decided: {count}\n" in result.output for rule, count in totals.items())
    assert (sum(totals.values()) < matched) == (policy != "RULE ORDER")


def test_a_decision_is_chosen_by_name_where_there_are_several(scene: Path) -> None:
    one = {"share": "number"}
    text = decision_table("FIRST", one, [("&gt; 0.9", '"most"', "1")])
    other = decision_table("FIRST", one, [("-", '"any"', "2")]).replace('id="d" name="duty"', 'id="e" name="other"')
    inner = other[other.index("<decision ") : other.index("</definitions>")].replace('name="duty"/>', 'name="other"/>')
    (scene / "t.dmn").write_text(text.replace("</definitions>", inner + "</definitions>"), encoding="utf-8")
    arguments = (scene / "p.parquet", "--zones", scene / "z.parquet", "--rules", scene / "t.dmn", "--out", scene / "o")
    refused = screen(*arguments)
    assert isinstance(refused.exception, KethopError)
    assert (refused.exception.code, refused.exception.fields["names"]) == ("screen.decision_missing", "duty, other")
    screened(*arguments, "--decision", "other")
    assert {row["duty_kind"] for row in rows_of(scene / "o") if row["outcome"] == "hit"} == {"any"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (decision_table("FIRST", {"parcel_colour": "string"}, [("-", '"x"', "1")]), "screen.input_missing"),
        (decision_table("FIRST", {"share": "number"}, [("-", "share", "1")]), "tables.names_other"),
        (
            decision_table("FIRST", {"share": "number"}, [("-", '"x"', "1")]).replace('"weeks"', '"outcome"'),
            "tables.name_taken",
        ),
        ("<svg/>", "dmn.not_dmn"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(scene: Path, text, code) -> None:
    (scene / "t.dmn").write_text(text, encoding="utf-8")
    refused = screen(
        scene / "p.parquet", "--zones", scene / "z.parquet", "--rules", scene / "t.dmn", "--out", scene / "o"
    )
    assert isinstance(refused.exception, KethopError)
    assert refused.exception.code == code


def test_binary_floats_are_decided_as_they_are_written(scene: Path) -> None:
    """0.1 + 0.2 is above 0.3, and 0.3 is not: as decimals of what a reader of the column sees."""
    sums = [0.3, 0.1 + 0.2, 1e-7, float("nan"), None] * 180
    written(scene / "p.parquet", parcels(), sums=sums)
    rows = [("&gt; 0.3", '"above"', "1"), ("&lt; 0.00001", '"small"', "1"), ("0.3", '"equal"', "1")]
    (scene / "t.dmn").write_text(decision_table("FIRST", {"parcel_sums": "number"}, rows), encoding="utf-8")
    screened(scene / "p.parquet", "--zones", scene / "z.parquet", "--rules", scene / "t.dmn", "--out", scene / "o")
    hits = [row for row in rows_of(scene / "o") if row["outcome"] == "hit"]
    expected = ["equal", "above", "small", None, None]
    assert {row["row"] % 5 for row in hits} == set(range(5))
    assert all(row["duty_kind"] == expected[row["row"] % 5] for row in hits)
    assert all(row["is_undetermined"] == (row["row"] % 5 > 2) for row in hits)
