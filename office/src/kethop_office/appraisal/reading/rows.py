"""A row as a case, or as a consultation of one: values by field, and every doubt with its column and the cure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kethop_office.appraisal.models import Inquiry, Response
from kethop_office.appraisal.reading.known import Known
from kethop_office.appraisal.reading.sites import read_site
from kethop_office.appraisal.reading.words import CLOSED, LATER, NEEDS_LAW, kind_of, outcome_of, role_of, step_of
from kethop_office.common.folding import fold
from kethop_office.common.tables.cells import Doubt, as_text
from kethop_office.common.tables.columns import Columns
from kethop_office.common.tables.days import Order, read_cell_day
from kethop_office.common.tables.limits import Cell
from kethop_office.territory.reading import PlaceWords, settle_place

__all__ = ["COLUMN_OF", "AskedReader", "CaseReader", "ReadRow", "Values", "missing_of", "missing_of_asked"]

Values: TypeAlias = dict[str, str | list[str] | dict[str, str]]
_OLDEST = date(2000, 1, 1)
_LONGEST = {"number": 60, "title": 300, "proponent": 200, "body": 200, "symbol": 60}
"""As the fields of a case, an inquiry and a reply take them."""
_WANTED = ("number", "title", "proponent", "kind", "received_on", "step")
_WANTED_OF_ASKED = ("number", "body", "role", "sent_on")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What was read of a row."""

    values: Values
    doubts: tuple[Doubt, ...]


def missing_of(values: Mapping[str, object]) -> list[str]:
    """Return what a row still lacks to come in as a case."""
    lacks = [name for name in _WANTED if not values.get(name)]
    if values.get("step") in NEEDS_LAW and not values.get("law_date"):
        lacks.append("law_date")
    return lacks


def missing_of_asked(values: Mapping[str, object]) -> list[str]:
    """Return what a row still lacks to come in as a consultation; a reply needs both its day and its outcome."""
    lacks = [name for name in _WANTED_OF_ASKED if not values.get(name)]
    return lacks + [name for name, other in _REPLY if values.get(other) and not values.get(name)]


COLUMN_OF: Mapping[str, str] = {"step": "stage"}
"""Field of the column from which a value comes, where it has another name."""
_REPLY = (("outcome", "answered_on"), ("answered_on", "outcome"))


class _Reader(Columns):
    """What both tables share."""

    def __init__(
        self, heads: Sequence[str], mapping: Mapping[str, str], known: Known, orders: Mapping[str, Order]
    ) -> None:
        super().__init__(heads, mapping)
        self._known = known
        self._orders = orders

    def _texts(self, cells: Sequence[Cell], names: Sequence[str], values: Values, doubts: list[Doubt]) -> None:
        for name in names:
            text = self.text(cells, name)
            most = _LONGEST.get(name, 0)
            if most and len(text) > most:
                doubts.append(self.told(Doubt("long", {"most": most}, is_note=True), cells, name))
                text = text[: most - 1] + "…"
            values[name] = text
        if isinstance(self.cell(cells, "number"), int | float):
            doubts.append(self.told(Doubt("number_number", is_note=True), cells, "number"))

    def _days(self, cells: Sequence[Cell], names: Sequence[str], values: Values, doubts: list[Doubt]) -> None:
        for name in names:
            cell = self.cell(cells, name)
            read = read_cell_day(cell, self._orders.get(name, ""))
            if read.doubt:
                fields: dict[str, str | int] = dict(
                    zip(("first", "second"), (day.isoformat() for day in read.readings), strict=False)
                )
                doubts.append(self.told(Doubt(read.doubt, fields), cells, name))
            elif read.day is not None and read.day < _OLDEST:
                doubts.append(self.told(Doubt("day_old"), cells, name))
            elif read.day is not None and read.day > self._known.today and name not in {"due_on", "last_day"}:
                doubts.append(self.told(Doubt("day_future"), cells, name))
            elif read.day is not None:
                values[name] = read.day.isoformat()

    def _lacking(self, names: Sequence[str], cells: Sequence[Cell], doubts: list[Doubt]) -> None:
        """Tell what is not there at all; what stands there and cannot be read is told already."""
        for name in names:
            field = COLUMN_OF.get(name, name)
            if not self.text(cells, field):
                doubts.append(Doubt(f"no_{name}", column=self.head(field)))


class CaseReader(_Reader):
    """Reads rows of the table of cases."""

    def read(self, cells: Sequence[Cell], unread: Mapping[int, str]) -> ReadRow:
        """Return values and doubts.

        Parameters
        ----------
        cells : sequence of Cell
            As long as the heads.
        unread : mapping
            Number of a column to why its cell has no value.
        """
        doubts = list(self.seen(cells, unread))
        values: Values = {}
        self._texts(cells, ("number", "title", "proponent", "remarks"), values, doubts)
        self._words(cells, values, doubts)
        self._days(cells, ("received_on", "complete_on", "law_date", "due_on"), values, doubts)
        self._in_order(cells, values, doubts)
        self._officer(cells, values, doubts)
        self._place(cells, values, doubts)
        self._site(cells, values, doubts)
        values["kept"] = self.kept(cells)
        self._lacking(missing_of(values), cells, doubts)
        return ReadRow({name: value for name, value in values.items() if value}, tuple(doubts))

    def _words(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        kind, stage = self.text(cells, "kind"), self.text(cells, "stage")
        values["kind"] = kind_of(kind)
        if kind and not values["kind"]:
            doubts.append(self.told(Doubt("kind_unclear"), cells, "kind"))
        step = step_of(stage)
        if step in {CLOSED, LATER} or (stage and not step):
            code = f"stage_{step}" if step else "stage_unclear"
            doubts.append(self.told(Doubt(code), cells, "stage"))
        else:
            values["step"] = step

    def _in_order(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        """Leave out a day that cannot stand beside the others, and take the day of the complete file where none is given."""
        received, complete, law = (str(values.get(name, "")) for name in ("received_on", "complete_on", "law_date"))
        if received and complete and complete < received:
            doubts.append(self.told(Doubt("complete_before", {"day": received}), cells, "complete_on"))
            values.pop("complete_on")
            complete = ""
        last = complete or max(received, law)
        if law and complete and law > complete:
            doubts.append(self.told(Doubt("law_after", {"day": complete}), cells, "law_date"))
            values.pop("law_date")
        elif law and not complete and last:
            values["complete_on"] = last
            doubts.append(self.told(Doubt("complete_taken", {"day": last}, is_note=True), cells, "complete_on"))
        if law and values.get("step") and values["step"] not in NEEDS_LAW:
            doubts.append(self.told(Doubt("law_early", is_note=True), cells, "law_date"))

    def _officer(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        name = self.text(cells, "officer")
        found = self._known.people.get(fold(name), ())
        if len(found) == 1:
            values["officer"] = found[0]
        elif name:
            doubts.append(self.told(Doubt("officer_several" if found else "officer_unknown"), cells, "officer"))

    def _place(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        words = PlaceWords(
            province=self.text(cells, "province_text"),
            province_head=self.head("province_text"),
            commune=self.text(cells, "commune_text"),
            commune_head=self.head("commune_text"),
            address=self.text(cells, "address"),
            address_head=self.head("address"),
        )
        if not (words.province or words.commune or words.address):
            doubts.append(Doubt("no_place", column=self.head("commune_text"), is_note=True))
            return
        values["place"] = ", ".join(text for text in (words.address, words.commune, words.province) if text)
        settled = settle_place(self._known.gazetteer, words, None)
        values["communes"], values["province"] = list(settled.communes), settled.province
        is_sure = bool(settled.communes) and not settled.province
        doubts += [doubt for doubt in settled.doubts if not (is_sure and doubt.code == "no_province")]

    def _site(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        where = (list(values.get("communes", [])), str(values.get("province", "")))
        head = self.head("site")
        is_unread = any(doubt.column == head and doubt.code.startswith("unread_") for doubt in doubts)
        values["site"], told = read_site(self, cells, self._known, where, is_unread=is_unread)
        doubts += told
        if any(doubt.code == "site_unused" for doubt in told):
            values["site_left"] = head


class AskedReader(_Reader):
    """Reads rows of the table of consultations."""

    def read(self, cells: Sequence[Cell], unread: Mapping[int, str]) -> ReadRow:
        """Return values and doubts; the parameters are as those of a case."""
        doubts = list(self.seen(cells, unread))
        values: Values = {}
        self._texts(cells, ("number", "body", "symbol", "text"), values, doubts)
        self._days(cells, ("sent_on", "last_day", "answered_on"), values, doubts)
        self._meant(cells, values, doubts)
        self._body(cells, values, doubts)
        sent, answered = str(values.get("sent_on", "")), str(values.get("answered_on", ""))
        if sent and answered and answered < sent:
            doubts.append(self.told(Doubt("answered_before", {"day": sent}), cells, "answered_on"))
            values.pop("answered_on")
        values["kept"] = self.kept(cells)
        self._lacking(missing_of_asked(values), cells, doubts)
        return ReadRow({name: value for name, value in values.items() if value}, tuple(doubts))

    def _meant(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        role, outcome = self.text(cells, "role"), self.text(cells, "outcome")
        values["role"], values["outcome"] = role_of(role), outcome_of(outcome)
        if role and not values["role"]:
            doubts.append(self.told(Doubt("role_unclear"), cells, "role"))
        if outcome and not values["outcome"]:
            doubts.append(self.told(Doubt("outcome_unclear"), cells, "outcome"))
        if values["outcome"] == Response.Outcome.CONDITIONS:
            doubts.append(self.told(Doubt("conditions_by_hand", is_note=True), cells, "outcome"))
        if values["role"] == Inquiry.Role.NOTIFY and values["outcome"]:
            doubts.append(self.told(Doubt("told_only"), cells, "outcome"))
            values["outcome"] = ""
            values.pop("answered_on", None)

    def _body(self, cells: Sequence[Cell], values: Values, doubts: list[Doubt]) -> None:
        found = self._known.offices.get(fold(str(values["body"])), ())
        if len(found) == 1:
            values["office"] = found[0]
        elif len(found) > 1:
            doubts.append(self.told(Doubt("body_several"), cells, "body"))
        elif values["body"]:
            doubts.append(
                Doubt("body_on_paper", column=self.head("body"), text=as_text(self.cell(cells, "body")), is_note=True)
            )
