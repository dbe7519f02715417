"""Where a row says that it lies: present units, from words of any time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kethop_office.common.tables.cells import Doubt, clean
from kethop_office.territory.bridge import Where
from kethop_office.territory.names import place_key
from kethop_office.territory.queries import Gazetteer, Reading

__all__ = ["PlaceWords", "Settled", "settle_place"]

_PIECES = re.compile(r"[,;\n]|\s(?:và|&)\s|\s[-–]\s(?=(?:xã|phường|thị|huyện|quận|tỉnh|thành|tp))", re.IGNORECASE)
_COMMUNE = ("xa ", "phuong ", "thi tran ", "dac khu ")
_DISTRICT = ("huien ", "quan ", "thi xa ", "thanh pho ")  # place_key writes y as i
_PROVINCE = ("tinh ", "thanh pho ")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What a row writes of its place, each with the head of its column."""

    province: str = ""
    province_head: str = ""
    commune: str = ""
    commune_head: str = ""
    address: str = ""
    address_head: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """Present units: a province and communes where they are sure, and what is not."""

    province: str
    communes: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    communes: tuple[tuple[str, str], ...]  # name, head
    district: str
    province: str


def settle_place(gazetteer: Gazetteer, words: PlaceWords, where: Where | None) -> Settled:
    """Return the place of a row. What has two readings is left open, unless the row's own point decides, and then it is told."""
    doubts: list[Doubt] = []
    parts = _parts(gazetteer, words)
    province = _province(gazetteer, words, parts, where, doubts)
    communes: dict[str, None] = {}
    for name, head in parts.communes:
        code = _commune(gazetteer, name, head, province, parts.district, where, doubts)
        if code:
            communes[code] = None
    if not communes and not parts.communes and (words.address or words.commune):
        doubts.append(Doubt("no_commune", column=words.address_head, text=words.address))
    return Settled(province, tuple(communes), tuple(doubts))


def _parts(gazetteer: Gazetteer, words: PlaceWords) -> _Parts:
    """Take an address apart: the last piece that names a province, old districts, communes."""
    pieces = [piece.strip(" .-–") for piece in _PIECES.split(clean(words.address))]
    pieces = [piece for piece in pieces if piece]
    province = ""
    if pieces and gazetteer.provinces(pieces[-1]):
        province = pieces.pop()
    district = ""
    communes = [(piece.strip(), words.commune_head) for piece in _PIECES.split(clean(words.commune)) if piece.strip()]
    is_after_commune = False
    for piece in pieces:
        key = place_key(piece)
        if key.startswith(_COMMUNE):
            communes.append((piece, words.address_head))
            is_after_commune = True
        elif key.startswith(_DISTRICT):
            district = district or piece
        elif is_after_commune and gazetteer.communes(piece, provinces=()):
            communes.append((piece, words.address_head))
    return _Parts(tuple(dict.fromkeys(communes)), district, province)


def _province(gazetteer: Gazetteer, words: PlaceWords, parts: _Parts, where: Where | None, doubts: list[Doubt]) -> str:
    said = [
        (text, head)
        for text, head in ((_code(words.province, 2), words.province_head), (parts.province, words.address_head))
        if text
    ]
    if words.province and _code(words.province, 2) != words.province:
        doubts.append(_zeros(words.province, _code(words.province, 2), words.province_head))
    if not said:
        doubts.append(Doubt("no_province", column=words.address_head, text=words.address))
        return ""
    codes: dict[str, None] = {}
    for text, head in said:
        readings = gazetteer.provinces(text)
        present = {code for item in readings for code in item.present}
        if not present:
            doubts.append(Doubt("province_unknown", {"name": text}, head, text))
        codes.update(dict.fromkeys(sorted(present)))
        if head == said[0][1] and len(present) == 1:
            doubts += _renamed(gazetteer, readings, text, head)
    if len(codes) > 1:
        names = _names(gazetteer, "province", codes)
        if where is not None and where.province in codes:
            named = gazetteer.names.get(("province", where.province), where.province)
            doubts.append(Doubt("province_by_point", {"names": names, "chosen": named}, said[0][1], said[0][0]))
            return where.province
        doubts.append(Doubt("province_differs", {"names": names}, said[0][1], said[0][0]))
        return ""
    return next(iter(codes), "")


def _renamed(gazetteer: Gazetteer, readings: tuple[Reading, ...], text: str, head: str) -> Iterator[Doubt]:
    if all(not item.named.is_present for item in readings):
        present = gazetteer.names[("province", readings[0].present[0])]
        yield Doubt("province_old", {"old": text, "new": present}, head, text, is_note=True)


def _commune(  # noqa: PLR0913, PLR0917 - what a place is read with
    gazetteer: Gazetteer,
    name: str,
    head: str,
    province: str,
    district: str,
    where: Where | None,
    doubts: list[Doubt],
) -> str:
    """Return the present commune that a name stands for; empty where that is open, which is then told."""
    padded = _code(name, 5)
    if padded != name:
        doubts.append(_zeros(name, padded, head))
    readings, told = _readings(gazetteer, padded, province, district)
    doubts += [Doubt(code, {"name": name}, head, name) for code in told]
    present = tuple(dict.fromkeys(code for item in readings for code in item.present))
    if not readings or not present:
        code = "commune_lost" if readings else "commune_unknown"
        doubts.append(Doubt(code, {"name": name}, head, name))
        return ""
    if len(present) == 1:
        return present[0]
    names = _names(gazetteer, "commune", dict.fromkeys(present))
    if where is not None and where.commune in present:
        chosen = gazetteer.names.get(("commune", where.commune), where.commune)
        doubts.append(Doubt("commune_by_point", {"name": name, "names": names, "chosen": chosen}, head, name))
        return where.commune
    code = "commune_split" if len(readings) == 1 else "commune_ambiguous"
    doubts.append(Doubt(code, {"name": name, "names": names}, head, name))
    return ""


def _readings(
    gazetteer: Gazetteer, name: str, province: str, district: str
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """Return the units that bear a name, looked for ever more widely, and what had to be given up for it."""
    provinces = (province,) if province else ()
    bare = name.split(maxsplit=2 if place_key(name).startswith(("thi tran ", "dac khu ")) else 1)[-1]
    tries = [(name, district, ()), (bare, district, ("commune_type",))]
    if district:
        tries += [
            (name, "", ("district_differs",)),
            (bare, "", ("district_differs", "commune_type")),
        ]
    for text, within, told in tries:
        readings = gazetteer.communes(text, provinces=provinces, district=within)
        if readings:
            return readings, told
    return (), ()


def _code(text: str, digits: int) -> str:
    """Return a code with the noughts that a sheet lost at its head; other text as it is."""
    return text.zfill(digits) if text.isdigit() else text


def _zeros(text: str, padded: str, head: str) -> Doubt:
    return Doubt("zeros", {"given": text, "read": padded}, head, text)


def _names(gazetteer: Gazetteer, level: str, codes: dict[str, None]) -> str:
    return "; ".join(gazetteer.names.get((level, code), code) for code in codes)
