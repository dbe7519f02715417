"""A row as a park: values by field, and every doubt with its column."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kethop_office.common.folding import tokens
from kethop_office.common.reading import UnreadableError
from kethop_office.common.tables.cells import Doubt, as_text, clean
from kethop_office.common.tables.columns import Columns
from kethop_office.common.tables.limits import Cell
from kethop_office.registry.models import IndustrialPark
from kethop_office.registry.reading.cells import (
    read_area,
    read_degrees,
    read_kind,
    read_occupancy,
    read_source_day,
    read_status,
    read_years,
)
from kethop_office.territory.bridge import Where
from kethop_office.territory.queries import Gazetteer
from kethop_office.territory.reading import PlaceWords, settle_place

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


class RowReader(Columns):
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
        super().__init__(heads, mapping)
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
        doubts = list(self.seen(cells, unread))
        values: Values = {name: self.text(cells, name) for name in _PLAIN}
        values["facts"] = self.kept(cells)
        self._amounts(cells, values, doubts)
        self._times(cells, values, doubts)
        self._kind(cells, values, doubts)
        self._place(cells, values, doubts, where)
        self._cut(values, doubts)
        if not values["name"]:
            doubts.append(Doubt("no_name", column=self.head("name")))
        if isinstance(self.cell(cells, "code"), int | float):
            doubts.append(self.told(Doubt("code_number"), cells, "code"))
        return ReadRow({key: value for key, value in values.items() if value not in ("", None, {}, [])}, tuple(doubts))

    def _amounts(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        hectares, told = read_area(self.cell(cells, "area"), head=self.head("area"))
        doubts += [self.told(doubt, cells, "area") for doubt in told]
        values["area_ha"] = str(hectares) if hectares is not None else None
        values["area_text"] = self.text(cells, "area")
        share, told = read_occupancy(self.cell(cells, "occupancy"))
        doubts += [self.told(doubt, cells, "occupancy") for doubt in told]
        values["occupancy"] = str(share) if share is not None else None
        values["occupancy_text"] = self.text(cells, "occupancy")

    def _times(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        for field in ("term_text", "founded_text"):
            text = self.text(cells, field)
            first, last = read_years(self.cell(cells, field))
            values[field] = text
            if text and first is None:
                doubts.append(self.told(Doubt("no_year", is_note=field == "term_text"), cells, field))
            if field == "founded_text":
                values["founded_year"] = first
            elif first is not None and last is not None and last <= first:
                doubts.append(self.told(Doubt("term_reversed"), cells, field))
            else:
                values["term_from"], values["term_to"] = first, last
        cell = self.cell(cells, "source_on")
        if clean(as_text(cell)):
            try:
                values["source_on"] = read_source_day(cell).isoformat()
            except UnreadableError:
                doubts.append(self.told(Doubt("no_day"), cells, "source_on"))

    def _kind(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        text = self.text(cells, "kind")
        stated, named = read_kind(text), read_kind(str(values["name"]))
        if text and not stated:
            doubts.append(self.told(Doubt("kind_unclear"), cells, "kind"))
        if stated and named and stated != named:
            doubts.append(self.told(Doubt("kind_differs", {"name": str(values["name"])}), cells, "kind"))
        elif stated:
            values["kind"] = stated
        elif named and not text:
            values["kind"] = named
        status = self.text(cells, "status_text")
        values["status_text"] = status
        values["status"] = read_status(status)
        if status and not values["status"]:
            doubts.append(self.told(Doubt("status_unclear"), cells, "status_text"))

    def _place(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt], where: Where | None) -> None:
        lon, lat, told = self._point(cells)
        doubts += told
        values["lon"], values["lat"] = lon, lat
        outline = as_text(self.cell(cells, "outline"))
        if outline.startswith("{"):
            values["outline"] = json.loads(outline)
        words = PlaceWords(
            province=str(values["province_text"]),
            province_head=self.head("province_text"),
            commune=str(values["commune_text"]),
            commune_head=self.head("commune_text"),
            address=str(values["address"]),
            address_head=self.head("address"),
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
            yield self.told(Doubt("point_nowhere"), cells, "lon")
        elif province and where.province != province:
            fields: dict[str, str | int] = {
                "stated": names[("province", province)],
                "found": names.get(("province", where.province), where.province),
            }
            yield self.told(Doubt("point_other_province", fields), cells, "lon")
        elif communes and where.commune not in communes:
            stated = "; ".join(names[("commune", code)] for code in communes)
            fields = {"stated": stated, "found": names.get(("commune", where.commune), where.commune)}
            yield self.told(Doubt("point_other_commune", fields), cells, "lon")

    def _point(self, cells: Sequence[Cell]) -> tuple[float | None, float | None, list[Doubt]]:
        try:
            lon, lat = read_degrees(self.cell(cells, "lon")), read_degrees(self.cell(cells, "lat"))
        except UnreadableError:
            return None, None, [self.told(Doubt("point_unreadable"), cells, "lon")]
        if lon is None and lat is None:
            return None, None, []
        if lon is None or lat is None:
            return None, None, [self.told(Doubt("point_half"), cells, "lon" if lat is None else "lat")]
        west, south, east, north = _BOX
        if west <= lon <= east and south <= lat <= north:
            return float(lon), float(lat), []
        code = "point_swapped" if west <= lat <= east and south <= lon <= north else "point_far"
        return None, None, [self.told(Doubt(f"{code}", {"lon": str(lon), "lat": str(lat)}), cells, "lon")]

    def _cut(self, values: Values, doubts: list[Doubt]) -> None:
        facts = values["facts"]
        for name, value in values.items():
            most = _LENGTHS.get(name)
            if most and isinstance(value, str) and len(value) > most and isinstance(facts, dict):
                head = self.head(name.removesuffix("_text")) or self.head(name)
                facts[head] = value
                values[name] = value[:most]
                doubts.append(Doubt("long", {"most": most}, head, value, is_note=True))


def name_key(name: str) -> str:
    """Return what two spellings of one name share: folded words without the words for its kind."""
    words = " ".join(tokens(name))
    for kind in ("khu cong nghiep", "cum cong nghiep", "khu che xuat", "kcn", "ccn", "kcx"):
        words = words.removeprefix(f"{kind} ")
    return words[:300]
