"""Build packs/vn/territory: units of Viet Nam before and since 1 July 2025, and which became which.

Usage: python tools/build_territory.py [DATA_FOLDER]; the folder is ../shared/data beside the repository unless given.
What became what is read in the official wording of each new unit; a table of conversion helps where a name stands for
several old units, and everything on which the two differ, or that names no unit, becomes a doubt that is shown with the
unit. The output depends on the input alone.
"""

import csv
import gzip
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from territory_wording import Part, fold, parts_of, plain_name

REPOSITORY = Path(__file__).resolve().parent.parent
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
ALIKE = 0.7  # how like two spellings of one name must be, where only one unit of the conversion table is left
RANGE_WORDS = ("trường bắn",)  # areas that are no unit and are not kept
BELOW_COMMUNE = ("thôn ", "xóm ", "khu vực ")
# Units dissolved in 2019 and 2020 that old lists still carry, and the unit they went into where a text was found.
EARLIER = {
    "07693": ("Xã Tân An", "213", "07682", "hoinongdan.bacgiang.gov.vn/19603"),
    "07732": ("Xã Nham Sơn", "213", "07681", "hoinongdan.bacgiang.gov.vn/19603"),
    "07744": ("Xã Thắng Cương", "213", "07681", "hoinongdan.bacgiang.gov.vn/19603"),
    "25174": ("Xã Mỹ Lâm", "682", "25171", "dantocmiennui.vn/…/282057.html"),
    "25177": ("Xã Tư Nghĩa", "682", "25189", "dantocmiennui.vn/…/282057.html"),
    "25186": (
        "Xã Phù Mỹ",
        "682",
        "25159",
        "thaihuuha.com/dieu-chinh-dia-gioi-hanh-chinh-2-tinh-lam-dong-gia-lai-nam-2020",
    ),
    "16387": ("Xã Đông Khê", "380", "", ""),
    "16411": ("Xã Đông Xuân", "380", "", ""),
    "18448": ("Xã Bình Lộc", "445", "", ""),
    "20176": ("Xã Hương Hòa", "482", "", ""),
    "20674": ("Xã Quế Phước", "509", "", ""),
    "25102": ("Xã Đạ M'ri", "682", "", ""),
}
# Codes that sources write differently for one unit: the first is kept, the other still finds it.
SHORT_NAMES = {"tphcm": "hochiminh"}
OTHER_CODES = {"07147": "00071", "06978": "06970"}

Row = dict[str, str]


@dataclass
class Unit:
    """One row of ``units.parquet``."""

    key: str
    level: str
    code: str
    name: str
    type: str
    parent: str
    valid_from: str | None
    valid_to: str | None
    lon: float | None = None
    lat: float | None = None
    name_en: str = ""
    wording: str = ""
    other_code: str = ""
    doubts: list[str] = field(default_factory=list)


def main(data: Path, target: Path) -> None:
    """Write ``units.parquet`` and ``changes.parquet`` into ``target``."""
    folder = data / "vn-admin"
    units = {unit.key: unit for unit in (*old_units(folder), *new_units(folder))}
    changes = dict(commune_changes(folder, units))
    changes |= district_changes(units, changes)
    changes |= province_changes(folder, units)
    target.mkdir(parents=True, exist_ok=True)
    write_units(target / "units.parquet", units.values())
    rows = sorted((before, after, kind) for (before, after), kind in changes.items())
    columns = ("before", "after", "extent")
    table = pa.table({name: pa.array([row[index] for row in rows], pa.string()) for index, name in enumerate(columns)})
    pq.write_table(table, target / "changes.parquet", compression="zstd")
    doubts = sum(len(unit.doubts) for unit in units.values())
    print(f"{len(units)} units, {len(rows)} changes, {doubts} doubts")


def csv_rows(path: Path) -> list[Row]:
    """Return the rows of a compressed table."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def old_units(folder: Path) -> Iterable[Unit]:
    """Return 63 provinces, 696 districts and their communes, until 30 June 2025."""
    seen = set()
    for row in csv_rows(folder / "units_old_63_10040.csv.gz"):
        for level, code, name, parent in (
            ("province", row["provinceCode"], row["province"], ""),
            ("district", row["districtCode"], row["district"], old_key("province", row["provinceCode"])),
            ("commune", row["wardCode"], row["ward"], old_key("district", row["districtCode"])),
        ):
            if code and (level, code) not in seen:
                seen.add((level, code))
                unit = Unit(old_key(level, code), level, code, *named(name), parent, None, LAST_DAY)
                if level == "commune" and row["wardLon"]:
                    unit.lon, unit.lat = float(row["wardLon"]), float(row["wardLat"])
                yield unit
    for code, (name, district, _, source) in EARLIER.items():
        unit = Unit(
            old_key("commune", code), "commune", code, *named(name), old_key("district", district), None, "2020-12-31"
        )
        found = f"theo {source}" if source else "đơn vị kế tiếp chưa kiểm chứng"
        unit.doubts.append(f"Đã giải thể trước năm 2021 nhưng còn trong một số danh mục; {found}.")
        yield unit


def new_units(folder: Path) -> Iterable[Unit]:
    """Return 34 provinces and 3,321 communes since 1 July 2025."""
    points = {row["wardCode"]: row for row in csv_rows(folder / "units_new_34_3321.csv.gz")}
    lineage = {row["ma"]: row for row in csv_rows(folder / "lineage_official_text.csv.gz")}
    with gzip.open(folder / "units_34_3321.json.gz", "rt", encoding="utf-8") as file:
        provinces = json.load(file)
    for province in provinces:
        key = new_key("province", province["Code"])
        unit = Unit(key, "province", province["Code"], *named(province["FullName"]), "", FIRST_DAY, None)
        unit.name_en, unit.wording = province["FullNameEn"], lineage[province["Code"]]["truocsapnhap"]
        yield unit
        for ward in province["Wards"]:
            yield new_commune(ward, key, points, lineage)


def new_commune(ward: Row, province: str, points: Mapping[str, Row], lineage: Mapping[str, Row]) -> Unit:
    """Return a commune with its official wording."""
    code = ward["Code"]
    other = OTHER_CODES.get(code, "")
    point, text = points.get(code) or points[other], lineage.get(code) or lineage[other]
    unit = Unit(new_key("commune", code), "commune", code, *named(ward["FullName"]), province, FIRST_DAY, None)
    unit.lon, unit.lat = float(point["wardLon"]), float(point["wardLat"])
    unit.name_en, unit.other_code, unit.wording = ward["FullNameEn"], other, tidy(text["truocsapnhap"])
    if other:
        unit.doubts.append(f"Có nguồn ghi mã {other}.")
    if plain_name(text["ten"])[0] != unit.type:
        unit.doubts.append(f"Văn bản sắp xếp gọi là {text['ten']}.")
    return unit


def tidy(wording: str) -> str:
    """Return the wording without an area that is no unit."""
    pieces = [piece.strip() for piece in wording.split(",")]
    return ", ".join(piece for piece in pieces if not piece.lower().startswith(RANGE_WORDS))


def named(text: str) -> tuple[str, str]:
    """Return name and type of "Xã Tam Đa"."""
    kind, name = plain_name(" ".join(text.split()))
    return name, kind


def old_key(level: str, code: str) -> str:
    """Return the key of a unit until 30 June 2025."""
    return f"{level}:{code}:old"


def new_key(level: str, code: str) -> str:
    """Return the key of a unit since 1 July 2025."""
    return f"{level}:{code}"


def commune_changes(folder: Path, units: Mapping[str, Unit]) -> Iterable[tuple[tuple[str, str], str]]:
    """Return which old commune became (a part of) which new one."""
    helped = conversion(folder)
    of_province = old_communes_by_new_province(folder, units)
    targets: dict[str, list[str]] = defaultdict(list)
    for unit in units.values():
        if unit.level == "commune" and unit.valid_to is None:
            for before in before_of(unit, helped[unit.key], of_province[unit.parent], units):
                targets[before].append(unit.key)
    targets.update(helped_orphans(helped, targets, units))
    for before, afters in sorted(targets.items()):
        for after in dict.fromkeys(afters):
            yield (before, after), "whole" if len(set(afters)) == 1 else "part"
    for code, (_, _, into, _) in EARLIER.items():
        if into:
            yield (old_key("commune", code), old_key("commune", into)), "whole"


def conversion(folder: Path) -> dict[str, set[str]]:
    """Return old communes by new one, as the table of conversion has them."""
    with gzip.open(folder / "vietnamadminunits_converter_2025.json.gz", "rt", encoding="utf-8") as file:
        table = json.load(file)
    old = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}": old_key("commune", row["wardCode"])
        if row["wardCode"]
        else old_key("district", row["districtCode"])
        for row in csv_rows(folder / "units_old_63_10040.csv.gz")
    }
    kept = {other: code for code, other in OTHER_CODES.items()}
    new = {
        (row["provinceKey"], row["wardKey"]): new_key("commune", kept.get(row["wardCode"], row["wardCode"]))
        for row in csv_rows(folder / "units_new_34_3321.csv.gz")
    }
    found: dict[str, set[str]] = defaultdict(set)
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, befores in wards.items():
            found[new[province, ward]].update(old[before] for before in befores)
    for province, divided in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for before, afters in divided.items():
            for after in afters:
                found[new[province, after["newWardKey"]]].add(old[before])
    return found


def old_communes_by_new_province(folder: Path, units: Mapping[str, Unit]) -> dict[str, list[Unit]]:
    """Return the old communes (and island districts without communes) of each new province."""
    became = dict(province_changes(folder, units).keys())
    parents = {unit.parent for unit in units.values()}
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.values():
        if unit.valid_to == LAST_DAY and unit.level == "commune":
            found[became[units[unit.parent].parent]].append(unit)
        elif unit.valid_to == LAST_DAY and unit.level == "district" and unit.key not in parents:
            found[became[unit.parent]].append(unit)
    return found


def before_of(unit: Unit, helped: set[str], near: list[Unit], units: Mapping[str, Unit]) -> list[str]:
    """Return the old units of a new one, as its wording names them; doubts are noted on it."""
    parts = parts_of(unit.wording)
    if not parts:
        return sorted(helped)
    by_name: dict[str, list[Unit]] = defaultdict(list)
    for other in near:
        by_name[fold(other.name)].append(other)
    found: list[str] = []
    unread: list[Part] = []
    options_of = [by_name.get(fold(part.name), []) for part in parts]
    meant = [in_brackets(part, options, units) for part, options in zip(parts, options_of, strict=True)]
    sure = {options[0].parent for options in meant if len(options) == 1}
    for part in parts:
        districts = district_named(part, near, units)
        options = [item for item in by_name.get(fold(part.name), ()) if item.key not in found]
        if districts:
            found += districts
        elif options:
            found.append(best(part, options, sure, unit, (helped, units)).key)
        else:
            unread.append(part)
    left = [key for key in sorted(helped) if key not in found]
    for part in unread:
        found += spelled_otherwise(part, left, unit, units)
    note_left(left, found, unit, units)
    return found


def in_brackets(part: Part, options: list[Unit], units: Mapping[str, Unit]) -> list[Unit]:
    """Return the options in the district that the brackets name; all where they name none."""
    wanted = fold(named(part.district)[0]) if part.district else ""
    return [item for item in options if not wanted or wanted in fold(units[item.parent].name)]


def district_named(part: Part, near: list[Unit], units: Mapping[str, Unit]) -> list[str]:
    """Return the communes of a district that is named as a whole."""
    if part.type != "huyện":
        return []
    return [
        item.key
        for item in near
        if fold((item if item.level == "district" else units[item.parent]).name) == fold(part.name)
    ]


def best(
    part: Part, options: list[Unit], sure: set[str], unit: Unit, known: tuple[set[str], Mapping[str, Unit]]
) -> Unit:
    """Return which old commune of one name is meant: by brackets, conversion table, district of the others, type, distance."""
    helped, units = known
    wanted = fold(named(part.district)[0]) if part.district else ""

    def rank(item: Unit) -> tuple[bool, bool, bool, bool, float]:
        district = fold(units[item.parent].name) if item.parent in units else ""
        away = math.dist((item.lon or 0, item.lat or 0), (unit.lon or 0, unit.lat or 0))
        is_other_type = bool(part.type) and item.type != part.type
        is_elsewhere = bool(sure) and item.parent not in sure
        return bool(wanted) and wanted not in district, item.key not in helped, is_elsewhere, is_other_type, away

    return min(options, key=rank)


def spelled_otherwise(part: Part, left: list[str], unit: Unit, units: Mapping[str, Unit]) -> list[str]:
    """Return the unit of the conversion table that is spelled almost like the wording, or nothing and a doubt."""
    if part.name.lower().startswith(BELOW_COMMUNE):
        unit.doubts.append(f"Văn bản còn nêu “{part.name}”, là một phần nhỏ hơn xã.")
        return []
    alike = max(left, key=lambda key: likeness(units[key], part), default=None)
    if alike is not None and (likeness(units[alike], part) >= ALIKE or len(left) == 1):
        left.remove(alike)
        unit.doubts.append(f"Văn bản ghi “{part.name}”, danh mục đơn vị cũ ghi “{units[alike].name}”.")
        return [alike]
    unit.doubts.append(f"Văn bản có nêu “{part.name}”, không tìm thấy trong danh mục đơn vị cũ.")
    return []


def likeness(unit: Unit, part: Part) -> float:
    """Return how like two spellings are, 0 to 1."""
    return SequenceMatcher(None, fold(unit.name), fold(part.name)).ratio()


def note_left(left: list[str], found: list[str], unit: Unit, units: Mapping[str, Unit]) -> None:
    """Note what the conversion table adds to the wording; the wording is followed."""
    for key in left:
        if key not in found:
            other = units[key]
            unit.doubts.append(f"Một bảng chuyển đổi còn ghi {other.type} {other.name}; văn bản sắp xếp không nêu.")


def helped_orphans(
    helped: Mapping[str, set[str]], targets: Mapping[str, list[str]], units: Mapping[str, Unit]
) -> dict[str, list[str]]:
    """Return the old communes that no wording names, with what the conversion table says."""
    found: dict[str, list[str]] = defaultdict(list)
    for after, befores in sorted(helped.items()):
        for before in befores - targets.keys():
            found[before].append(after)
            if len(found[before]) == 1:
                units[before].doubts.append("Không văn bản sắp xếp nào nêu tên; theo một bảng chuyển đổi.")
    return found


def district_changes(units: Mapping[str, Unit], changes: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return the new communes on the ground of each abolished district; never more than a part, one by one."""
    found: dict[tuple[str, str], str] = {}
    for before, after in changes:
        parent = units[before].parent if before in units else ""
        if units[before].level == "commune" and units[after].valid_to is None and parent:
            found[parent, after] = "part"
    return found


def province_changes(folder: Path, units: Mapping[str, Unit]) -> dict[tuple[str, str], str]:
    """Return which province became which."""
    by_name = {fold(unit.name): unit.key for unit in units.values() if unit.level == "province" and unit.valid_to}
    found = {}
    for row in csv_rows(folder / "lineage_official_text.csv.gz"):
        if not row["magoc"]:
            after = new_key("province", row["ma"])
            names = [part.name for part in parts_of(row["truocsapnhap"])] or [units[after].name]
            folded = [fold(name) for name in names]
            found |= {(by_name[SHORT_NAMES.get(name, name)], after): "whole" for name in folded}
    return found


def write_units(path: Path, units: Iterable[Unit]) -> None:
    """Write the units in a fixed order."""
    rows = sorted(units, key=lambda unit: (unit.valid_to is not None, unit.level, unit.code, unit.key))
    names = (
        "key",
        "level",
        "code",
        "name",
        "type",
        "parent",
        "valid_from",
        "valid_to",
        "name_en",
        "wording",
        "other_code",
    )
    columns = {name: pa.array([getattr(row, name) for row in rows], pa.string()) for name in names}
    columns |= {name: pa.array([getattr(row, name) for row in rows], pa.float64()) for name in ("lon", "lat")}
    columns["doubts"] = pa.array([row.doubts for row in rows], pa.list_(pa.string()))
    pq.write_table(pa.table(columns), path, compression="zstd")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared" / "data",
        REPOSITORY / "packs" / "vn" / "territory",
    )
