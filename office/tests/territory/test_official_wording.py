"""What became what agrees with the official wording of every present unit; an own reading of the wording is the oracle."""

import csv
import gzip
import re
import unicodedata
from collections import Counter

import pytest

from kethop_office.territory.models import Unit, UnitChange

pytestmark = pytest.mark.usefixtures("units", "db")  # in this order

KIND = r"(?:thị trấn|phường|xã|huyện|tỉnh|thành phố)"
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
OTHER_CODES = {"00071": "07147"}


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", plain).replace("y", "i")


def bare(name: str) -> str:
    found = letters(re.sub(rf"(?i)^(?:{KIND}\s+)+", "", name.strip()) or name)
    return ROMAN.get(found, found)


def named_in(wording: str) -> Counter[str]:
    """Read a wording by cutting away everything that is not a name."""
    text = unicodedata.normalize("NFC", wording)
    text = re.sub(r"\.\s*Từ ngày.*$", "", text)
    text = re.sub(r"\([^()]*\)", "", text)
    found: Counter[str] = Counter()
    for piece in re.split(r"[,;]|(?<=\s)và(?=\s)", text):
        name = re.sub(r"(?i)sau khi sắp xếp|phần còn l.i|toàn b.|một phần|sắp xếp", " ", piece)
        name = re.sub(r"(?i)diện tích( tự nhiên| tn)?|quy mô dân số", " ", name)
        name = re.sub(r"\bcủa\b|\bcủ\b|\bcác\b|\bthuộc\b", " ", name)
        name = " ".join(name.split()).strip(" .")
        doubled = re.match(rf"(?i)^{KIND} (.+?) {KIND} \1$", name)
        name = doubled[1] if doubled else name
        if name and not re.match(r"(?i)^(thôn|xóm|khu vực|trường bắn)\b", name):
            found[bare(name)] += 1
    return found


def rows(admin_data, level):
    with gzip.open(admin_data / "lineage_official_text.csv.gz", "rt", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if bool(row["magoc"]) == (level == "commune")]


def names_before(unit: Unit) -> Counter[str]:
    changes = UnitChange.objects.filter(after=unit, before__level__in=(unit.level, "district")).select_related("before")
    befores = [change.before for change in changes]
    parents = {before.parent_id for before in befores if before.level == "commune"}
    return Counter(
        bare(before.name)
        for before in befores
        if before.valid_to and (before.level != "district" or before.pk not in parents)
    )


def disagrees(unit: Unit, wording: str) -> bool:
    have = names_before(unit)
    if wording.strip().lower().startswith("giữ nguyên"):
        return bare(unit.name) not in have and len(have) != 1
    wanted = named_in(wording)
    if have == wanted:
        return False
    districts = Counter(
        bare(name)
        for name in UnitChange.objects.filter(after=unit, before__level="district").values_list(
            "before__name", flat=True
        )
    )
    return not (wanted and not (wanted - districts))


@pytest.mark.parametrize("level", ["province", "commune"])
def test_lineage_agrees_with_the_official_wording(admin_data, level):
    official = rows(admin_data, level)
    assert len(official) == {"province": 34, "commune": 3321}[level]
    units = {unit.code: unit for unit in Unit.objects.filter(level=level, valid_to=None)}
    differing = []
    for row in official:
        unit = units[OTHER_CODES.get(row["ma"], row["ma"])]
        if disagrees(unit, row["truocsapnhap"].replace("TPHCM", "thành phố Hồ Chí Minh")):
            differing.append(unit)
    unexplained = [
        f"{unit.code} {unit}: only read {named_in(unit.wording) - names_before(unit)},"
        f" only kept {names_before(unit) - named_in(unit.wording)}"
        for unit in differing
        if not unit.doubts
    ]
    assert unexplained == []
    assert len(differing) <= 10


def test_an_area_that_is_no_unit_is_not_kept():
    assert not Unit.objects.filter(wording__icontains="trường bắn").exists()


def test_every_code_of_the_old_lists_is_found(admin_data):
    with gzip.open(admin_data / "units_old_63_10040.csv.gz", "rt", encoding="utf-8") as file:
        listed = {row["wardCode"] for row in csv.DictReader(file) if row["wardCode"]}
    assert listed <= set(Unit.objects.exclude(valid_to=None).filter(level="commune").values_list("code", flat=True))
