"""Any old or present code or name finds the units of a day."""

from datetime import date

import pytest

from kethop_office.territory.models import Unit, UnitChange
from kethop_office.territory.queries import lineage_of, resolve

pytestmark = pytest.mark.usefixtures("units", "db")  # in this order


def test_the_country_is_whole():
    present = Unit.objects.filter(valid_to=None)
    assert present.filter(level="province").count() == 34
    assert present.filter(level="commune").count() == 3321
    assert not present.filter(level="district").exists()
    old = Unit.objects.exclude(valid_to=None)
    assert [old.filter(level=level).count() for level in ("province", "district", "commune")] == [63, 696, 10_047]


def test_every_old_unit_leads_to_a_present_one_or_says_why_not():
    led = set(UnitChange.objects.values_list("before_id", flat=True))
    lost = [unit for unit in Unit.objects.exclude(valid_to=None) if unit.key not in led]
    assert len(lost) == 6
    assert all("chưa kiểm chứng" in unit.doubts[0] for unit in lost)


@pytest.mark.one_database  # each of 3,321 names
def test_a_present_name_finds_its_unit():
    found = resolve("Xã Tam Đa, Bắc Ninh")
    assert found.is_clear
    assert found.units[0].full_name == "Xã Tam Đa"


@pytest.mark.parametrize("text", ["vinh phuc", "Tỉnh Vĩnh Phúc", "tỉnh  VĨNH PHÚC", "T. Vĩnh Phúc"])
def test_an_old_province_is_the_new_one(text):
    found = resolve(text, level="province")
    assert [unit.full_name for unit in found.units] == ["Tỉnh Phú Thọ"]


def test_a_split_ward_shows_all_its_parts():
    found = resolve("Phường Thụy Khuê, Hà Nội")
    split = next(item for item in found.candidates if not item.named.is_present)
    assert split.is_part
    assert len(split.units) > 1


def test_a_name_of_many_gives_all_of_them():
    found = resolve("Tân Tiến")
    assert len(found.units) > 5
    assert not found.is_clear


@pytest.mark.parametrize(("typed", "stored"), [("Hoà Lạc", "Hòa Lạc"), ("hoa lac", "Hòa Lạc"), ("Mỹ Quí", "Mỹ Quý")])
def test_spellings_find_one_another(typed, stored):
    assert {unit.key for unit in resolve(typed).units} == {unit.key for unit in resolve(stored).units} != set()


def test_a_code_means_the_old_and_the_new_unit_that_bear_it():
    found = resolve("00004")
    assert {item.named.full_name for item in found.candidates} == {"Phường Ba Đình", "Phường Trúc Bạch"}


def test_the_day_decides():
    before = resolve("Quận Ba Đình", on=date(2025, 6, 30))
    assert [unit.full_name for unit in before.units] == ["Quận Ba Đình"]
    after = resolve("Quận Ba Đình", on=date(2025, 7, 1))
    assert len(after.units) > 1
    assert all(unit.is_present for unit in after.units)


def test_a_new_unit_on_an_old_day_is_what_it_was_made_of():
    found = resolve("Tỉnh Phú Thọ", on=date(2024, 1, 1), level="province")
    names = {unit.full_name for item in found.candidates for unit in item.units}
    assert names == {"Tỉnh Phú Thọ", "Tỉnh Vĩnh Phúc", "Tỉnh Hòa Bình"}


def test_unknown_text_finds_nothing():
    assert resolve("Atlantis").candidates == ()


def test_lineage_tells_both_ways():
    unit = Unit.objects.get(key="province:25")
    assert {change.before.name for change in lineage_of(unit).made_of} == {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"}
    assert [change.after.name for change in lineage_of(Unit.objects.get(key="province:26:old")).became] == ["Phú Thọ"]
