"""A derived fact has a value only when no missing fact could change it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from kethop.errors import PackError
from kethop.packs import Derivation, FactValue, Pack, derive_facts

SECOND = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="{name}" namespace="urn:{name}">
  <inputData id="i" name="{asks}"><variable name="{asks}" typeRef="string"/></inputData>
  <decision id="{name}" name="{name}">
    <variable name="{name}" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression><text>{asks}</text></inputExpression></input>
      <output name="{name}" typeRef="boolean"/>
      <rule id="a"><inputEntry><text>"large"</text></inputEntry><outputEntry><text>{value}</text></outputEntry></rule>
      <rule id="b"><inputEntry><text>"small"</text></inputEntry><outputEntry><text>false</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""
FACT = """  {name}:
    label: {{vi: x, en: x}}
    type: {type}
    origin: derived
    decision: {name}
    how_to_learn: {{vi: x, en: x}}
"""


def _group(pack: Pack, **facts: FactValue) -> Derivation:
    found: Mapping[str, FactValue] = {"law_date": date(2026, 11, 16), **facts}
    return next(item for item in derive_facts(pack, found) if item.fact == "size_group")


def test_first_takes_the_first_row_that_applies(template: Pack) -> None:
    assert _group(template, handles_fuel=True, worker_count=Decimal(1), site_area=Decimal(1)).value == "large"
    assert _group(template, handles_fuel=False, worker_count=Decimal(60), site_area=Decimal(1)).value == "medium"
    assert _group(template, handles_fuel=False, worker_count=Decimal(1), site_area=Decimal(1)).value == "small"


def test_first_waits_only_for_rows_above_that_could_say_otherwise(template: Pack) -> None:
    # A row above is open but says the same; rows below do not matter.
    found = _group(template, worker_count=Decimal(300))
    assert (found.value, found.missing) == ("large", ())
    assert _group(template, handles_fuel=True).value == "large"


def test_first_names_what_leaves_it_open(template: Pack) -> None:
    found = _group(template, handles_fuel=False, worker_count=Decimal(60))
    assert (found.value, found.missing) == (None, ("site_area",))
    assert _group(template).missing == ("handles_fuel", "worker_count", "site_area")


def test_no_row_is_no_value(template: Pack) -> None:
    found = _group(template, law_date=date(2000, 1, 1), handles_fuel=True)
    assert (found.value, found.missing) == (None, ())


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY"])
def test_unique_and_any_wait_for_every_open_row(pack_copy, policy: str) -> None:
    pack_copy.replace("decisions/size_group.dmn", 'hitPolicy="FIRST"', f'hitPolicy="{policy}"')
    pack_copy.cell("size_group size_small_2026_worker_count", "&lt; 50")
    pack = pack_copy.load()
    known = {"handles_fuel": False, "worker_count": Decimal(1), "site_area": Decimal(1)}
    assert _group(pack, **known).value == "small"
    for name in ("handles_fuel", "worker_count", "site_area"):
        found = _group(pack, **{**known, name: None})
        assert (found.value, found.missing) == (None, (name,))


def test_a_violated_unique_table_gives_no_value(pack_copy) -> None:
    pack_copy.replace("decisions/size_group.dmn", 'hitPolicy="FIRST"', 'hitPolicy="UNIQUE"')
    found = _group(pack_copy.load(), handles_fuel=True, worker_count=Decimal(300), site_area=Decimal(1))
    assert found.value is None


def test_any_takes_what_all_rows_agree_on(pack_copy) -> None:
    pack_copy.replace("decisions/size_group.dmn", 'hitPolicy="FIRST"', 'hitPolicy="ANY"')
    pack_copy.cell("size_group size_small_2026_law_date", '&lt; date("2000-01-01")')
    assert _group(pack_copy.load(), handles_fuel=True, worker_count=Decimal(300), site_area=Decimal(1)).value == "large"


def test_a_negation_does_not_hold_of_what_is_not_known(pack_copy) -> None:
    pack_copy.cell("size_group size_fuel_2026_handles_fuel", "not(false)")
    pack = pack_copy.load()
    assert _group(pack, worker_count=Decimal(1), site_area=Decimal(1)).value is None
    assert _group(pack, handles_fuel=False, worker_count=Decimal(1), site_area=Decimal(1)).value == "small"


def _add(pack_copy, name: str, asks: str, *, kind: str = "boolean", value: str = "true") -> None:
    (pack_copy.folder / f"decisions/{name}.dmn").write_text(SECOND.format(name=name, asks=asks, value=value))
    text = (pack_copy.folder / "facts.yaml").read_text(encoding="utf-8")
    # before the fact that it asks for, so that the order of the file is not the order of deriving
    text = text.replace("  size_group:\n", FACT.format(name=name, type=kind) + "  size_group:\n")
    (pack_copy.folder / "facts.yaml").write_text(text, encoding="utf-8")


def test_a_derived_fact_may_ask_for_another(pack_copy) -> None:
    _add(pack_copy, "is_big", "size_group")
    found = derive_facts(pack_copy.load(), {"law_date": date(2026, 11, 16), "handles_fuel": True})
    assert [(item.fact, item.value) for item in found] == [("size_group", "large"), ("is_big", True)]


def test_open_rows_that_agree_are_still_open(pack_copy) -> None:
    # Every row says "no", but whether any row applies depends on the missing fact.
    _add(pack_copy, "is_big", "size_group", value="false")
    group, big = derive_facts(pack_copy.load(), {"law_date": date(2026, 11, 16)})
    assert (group.value, big.value, big.missing) == (None, None, ("size_group",))


def test_a_value_outside_what_the_table_allows_gives_nothing(pack_copy) -> None:
    _add(pack_copy, "is_big", "size_group")
    path = pack_copy.folder / "decisions/is_big.dmn"
    allowed = '</inputExpression><inputValues><text>"small"</text></inputValues>'
    path.write_text(path.read_text().replace("</inputExpression>", allowed))
    found = derive_facts(pack_copy.load(), {"law_date": date(2026, 11, 16), "handles_fuel": True})
    assert [(item.fact, item.value) for item in found] == [("size_group", "large"), ("is_big", None)]


def test_facts_that_derive_each_other_are_refused(pack_copy) -> None:
    _add(pack_copy, "is_big", "is_huge")
    _add(pack_copy, "is_huge", "is_big")
    with pytest.raises(PackError) as caught:
        derive_facts(pack_copy.load(), {})
    assert (caught.value.code, caught.value.fields["facts"]) == ("pack.derivation_cycle", "is_big, is_huge")


def test_a_derived_value_is_no_list(pack_copy) -> None:
    _add(pack_copy, "is_big", "size_group", value="[1, 2]")
    path = pack_copy.folder / "decisions/is_big.dmn"
    path.write_text(path.read_text().replace(' typeRef="boolean"', ""))
    with pytest.raises(PackError) as caught:
        derive_facts(pack_copy.load(), {"law_date": date(2026, 11, 16), "handles_fuel": True})
    assert (caught.value.code, str(caught.value.place)) == ("pack.derived_value", "island/decisions/is_big.dmn")


def test_a_derived_fact_needs_a_table(pack_copy) -> None:
    _add(pack_copy, "is_big", "size_group")
    path = pack_copy.folder / "decisions/is_big.dmn"
    head, _, tail = path.read_text().partition("<decisionTable")
    path.write_text(head + "<literalExpression><text>true</text></literalExpression>" + tail.partition("Table>")[2])
    with pytest.raises(PackError) as caught:
        derive_facts(pack_copy.load(), {})
    assert (caught.value.code, caught.value.fields["decision"]) == ("pack.decision_no_table", "is_big")
