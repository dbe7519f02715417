"""A row as a park: values by field, and every doubt with its column."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kethop_office.common.folding import tokens
from kethop_office.common.reading import UnreadableError
from kethop_office.registry.bridge.points import Where
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.reading.cells import (
    Doubt,
    as_text,
    clean,
    read_area,
    read_degrees,
    read_kind,
    read_occupancy,
    read_source_day,
    read_status,
    read_years,
    text_doubts,
)
from kethop_office.registry.reading.fields import KEEP, SKIP
from kethop_office.registry.reading.limits import Cell
from kethop_office.registry.reading.places import PlaceWords, settle_place
from kethop_office.territory.queries import Gazetteer

__all__ = ["ReadRow", "RowReader", "Value", "Values", "name_key"]

Value: TypeAlias = str | int | float | list[str] | dict[str, str] | None
Values: TypeAlias = dict[str, Value]
_BOX = (102.0, 8.0, 118.0, 24.0)  # west, south, east, north of the country with its islands
_LENGTHS: dict[str, int] = {
    field.name: length
    for field in IndustrialPark._meta.get_fields()  # noqa: SLF001 - the documented way to a model's fields
    if isinstance(length := getattr(field, "max_length", None), int)
}
_PLAIN = ("name", "code", "province_text", "commune_text", "address", "investor", "industries")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What was read of a row."""

    values: Values
    doubts: tuple[Doubt, ...]


class RowReader:
    """Reads rows of one sheet.

    Parameters
    ----------
    heads : sequence of str
        Heads of the columns.
    mapping : mapping
        Number of a column, as text, to its field.
    gazetteer : Gazetteer
        All units.
    knows_places : bool
        Whether it could be found out in which commune points lie.
    """

    def __init__(
        self, heads: Sequence[str], mapping: Mapping[str, str], gazetteer: Gazetteer, *, knows_places: bool = True
    ) -> None:
        self._heads = heads
        self._fields = [mapping.get(str(number), KEEP) for number in range(len(heads))]
        self._column = {field: number for number, field in enumerate(self._fields) if field not in {KEEP, SKIP}}
        self._gazetteer = gazetteer
        self._knows_places = knows_places

    def point(self, cells: Sequence[Cell]) -> tuple[float, float] | None:
        """Return longitude and latitude where they can be read and are not beyond the country."""
        lon, lat, _doubts = self._point(cells)
        return (lon, lat) if lon is not None and lat is not None else None

    def read(self, cells: Sequence[Cell], unread: Mapping[int, str], where: Where | None) -> ReadRow:
        """Return values and doubts.

        Parameters
        ----------
        cells : sequence of Cell
            As long as the heads.
        unread : mapping
            Number of a column to why its cell has no value.
        where : Where or None
            Where its point lies; None outside every commune, or without a point.
        """
        doubts = list(self._seen(cells, unread))
        values: Values = {name: clean(as_text(self._cell(cells, name))) for name in _PLAIN}
        values["facts"] = {
            head: clean(as_text(cell))
            for head, field, cell in zip(self._heads, self._fields, cells, strict=True)
            if field == KEEP and clean(as_text(cell))
        }
        self._amounts(cells, values, doubts)
        self._times(cells, values, doubts)
        self._kind(cells, values, doubts)
        self._place(cells, values, doubts, where)
        self._cut(values, doubts)
        if not values["name"]:
            doubts.append(Doubt("park.doubt.no_name", column=self._head("name")))
        if isinstance(self._cell(cells, "code"), int | float):
            doubts.append(self._told(Doubt("park.doubt.code_number"), cells, "code"))
        return ReadRow({key: value for key, value in values.items() if value not in ("", None, {}, [])}, tuple(doubts))

    def _cell(self, cells: Sequence[Cell], field: str) -> Cell:
        number = self._column.get(field)
        return cells[number] if number is not None else None

    def _head(self, field: str) -> str:
        number = self._column.get(field)
        return self._heads[number] if number is not None else ""

    def _told(self, doubt: Doubt, cells: Sequence[Cell], field: str) -> Doubt:
        return replace(doubt, column=self._head(field), text=as_text(self._cell(cells, field)))

    def _seen(self, cells: Sequence[Cell], unread: Mapping[int, str]) -> Iterator[Doubt]:
        for number, (cell, field) in enumerate(zip(cells, self._fields, strict=True)):
            if field == SKIP:
                continue
            for doubt in text_doubts(cell):
                yield replace(doubt, column=self._heads[number], text=as_text(cell))
            if number in unread:
                yield Doubt(f"park.doubt.unread_{unread[number]}", column=self._heads[number], text=as_text(cell))

    def _amounts(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        hectares, told = read_area(self._cell(cells, "area"), head=self._head("area"))
        doubts += [self._told(doubt, cells, "area") for doubt in told]
        values["area_ha"] = str(hectares) if hectares is not None else None
        values["area_text"] = clean(as_text(self._cell(cells, "area")))
        share, told = read_occupancy(self._cell(cells, "occupancy"))
        doubts += [self._told(doubt, cells, "occupancy") for doubt in told]
        values["occupancy"] = str(share) if share is not None else None
        values["occupancy_text"] = clean(as_text(self._cell(cells, "occupancy")))

    def _times(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        for field in ("term_text", "founded_text"):
            text = clean(as_text(self._cell(cells, field)))
            first, last = read_years(self._cell(cells, field))
            values[field] = text
            if text and first is None:
                doubts.append(self._told(Doubt("park.doubt.no_year", is_note=field == "term_text"), cells, field))
            if field == "founded_text":
                values["founded_year"] = first
            elif first is not None and last is not None and last <= first:
                doubts.append(self._told(Doubt("park.doubt.term_reversed"), cells, field))
            else:
                values["term_from"], values["term_to"] = first, last
        cell = self._cell(cells, "source_on")
        if clean(as_text(cell)):
            try:
                values["source_on"] = read_source_day(cell).isoformat()
            except UnreadableError:
                doubts.append(self._told(Doubt("park.doubt.no_day"), cells, "source_on"))

    def _kind(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        text = clean(as_text(self._cell(cells, "kind")))
        stated, named = read_kind(text), read_kind(str(values["name"]))
        if text and not stated:
            doubts.append(self._told(Doubt("park.doubt.kind_unclear"), cells, "kind"))
        if stated and named and stated != named:
            doubts.append(self._told(Doubt("park.doubt.kind_differs", {"name": str(values["name"])}), cells, "kind"))
        elif stated:
            values["kind"] = stated
        elif named and not text:
            values["kind"] = named
        status = clean(as_text(self._cell(cells, "status_text")))
        values["status_text"] = status
        values["status"] = read_status(status)
        if status and not values["status"]:
            doubts.append(self._told(Doubt("park.doubt.status_unclear"), cells, "status_text"))

    def _place(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt], where: Where | None) -> None:
        lon, lat, told = self._point(cells)
        doubts += told
        values["lon"], values["lat"] = lon, lat
        outline = as_text(self._cell(cells, "outline"))
        if outline.startswith("{"):
            values["outline"] = json.loads(outline)
        words = PlaceWords(
            province=str(values["province_text"]),
            province_head=self._head("province_text"),
            commune=str(values["commune_text"]),
            commune_head=self._head("commune_text"),
            address=str(values["address"]),
            address_head=self._head("address"),
        )
        settled = settle_place(self._gazetteer, words, where)
        doubts += settled.doubts
        values["province"] = settled.province
        values["communes"] = f" {' '.join(settled.communes)} " if settled.communes else ""
        if lon is not None and self._knows_places:
            doubts += self._point_doubts(cells, settled.province, settled.communes, where)

    def _point_doubts(
        self, cells: Sequence[Cell], province: str, communes: Sequence[str], where: Where | None
    ) -> Iterator[Doubt]:
        names = self._gazetteer.names
        if where is None:
            yield self._told(Doubt("park.doubt.point_nowhere"), cells, "lon")
        elif province and where.province != province:
            fields: dict[str, str | int] = {
                "stated": names[("province", province)],
                "found": names.get(("province", where.province), where.province),
            }
            yield self._told(Doubt("park.doubt.point_other_province", fields), cells, "lon")
        elif communes and where.commune not in communes:
            stated = "; ".join(names[("commune", code)] for code in communes)
            fields = {"stated": stated, "found": names.get(("commune", where.commune), where.commune)}
            yield self._told(Doubt("park.doubt.point_other_commune", fields), cells, "lon")

    def _point(self, cells: Sequence[Cell]) -> tuple[float | None, float | None, list[Doubt]]:
        try:
            lon, lat = read_degrees(self._cell(cells, "lon")), read_degrees(self._cell(cells, "lat"))
        except UnreadableError:
            return None, None, [self._told(Doubt("park.doubt.point_unreadable"), cells, "lon")]
        if lon is None and lat is None:
            return None, None, []
        if lon is None or lat is None:
            return None, None, [self._told(Doubt("park.doubt.point_half"), cells, "lon" if lat is None else "lat")]
        west, south, east, north = _BOX
        if west <= lon <= east and south <= lat <= north:
            return float(lon), float(lat), []
        code = "point_swapped" if west <= lat <= east and south <= lon <= north else "point_far"
        return None, None, [self._told(Doubt(f"park.doubt.{code}", {"lon": str(lon), "lat": str(lat)}), cells, "lon")]

    def _cut(self, values: Values, doubts: list[Doubt]) -> None:
        facts = values["facts"]
        for name, value in values.items():
            most = _LENGTHS.get(name)
            if most and isinstance(value, str) and len(value) > most and isinstance(facts, dict):
                head = self._head(name.removesuffix("_text")) or self._head(name)
                facts[head] = value
                values[name] = value[:most]
                doubts.append(Doubt("park.doubt.long", {"most": most}, head, value, is_note=True))


def name_key(name: str) -> str:
    """Return what two spellings of one name share: folded words without the words for its kind."""
    words = " ".join(tokens(name))
    for kind in ("khu cong nghiep", "cum cong nghiep", "khu che xuat", "kcn", "ccn", "kcx"):
        words = words.removeprefix(f"{kind} ")
    return words[:300]
