"""One cell as what it means; what may be meant otherwise is said, never settled."""

import re
from datetime import date
from decimal import Decimal

from kethop_office.common.folding import fold, tokens
from kethop_office.common.reading import AmbiguousNumberError, UnreadableError, read_day, read_number
from kethop_office.common.tables.cells import Doubt, as_text, clean
from kethop_office.common.tables.limits import Cell

__all__ = [
    "has_unit",
    "read_area",
    "read_degrees",
    "read_kind",
    "read_occupancy",
    "read_source_day",
    "read_status",
    "read_years",
]

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d|21\d\d)\b")
_UNIT = re.compile(r"(ha|héc[- ]?ta|hecta|km2|km²|m2|m²)\.?\s*$", re.IGNORECASE)
_PER_HECTARE = {"km2": Decimal(100), "km²": Decimal(100), "m2": Decimal("0.0001"), "m²": Decimal("0.0001")}
_LARGEST_HA = 100_000
_KINDS = {
    "kcn": "park",
    "khu cong nghiep": "park",
    "ccn": "cluster",
    "cum cong nghiep": "cluster",
    "kcx": "export",
    "khu che xuat": "export",
    "kcnc": "high_tech",
    "khu cong nghe cao": "high_tech",
    "kkt": "economic",
    "khu kinh te": "economic",
}
_STATUSES = {
    "planned": ("quy hoach", "du kien", "planned"),
    "building": ("xay dung", "dang dau tu", "building"),
    "operating": ("hoat dong", "van hanh", "operating"),
    "stopped": ("thu hoi", "dung hoat dong", "cham dut", "stopped"),
}


def read_area(cell: Cell, *, head: str) -> tuple[Decimal | None, list[Doubt]]:
    """Return hectares, and doubts; a unit in the head counts for a cell without."""
    text = clean(as_text(cell))
    if not text or isinstance(cell, bool):
        return None, []
    found = _UNIT.search(text)
    unit = found[1].lower() if found else _unit_of(head)
    plain = (text[: found.start()] if found else text).strip()
    try:
        number = Decimal(str(cell)) if isinstance(cell, int | float) else read_number(plain)
    except AmbiguousNumberError as error:
        return None, [Doubt("area_ambiguous", {"grouped": str(error.grouped), "fraction": str(error.fraction)})]
    except UnreadableError:
        return None, [Doubt("area_unreadable")]
    return _in_bounds(number * _PER_HECTARE.get(unit, Decimal(1)))


def _in_bounds(hectares: Decimal) -> tuple[Decimal | None, list[Doubt]]:
    if hectares <= 0:
        return None, [Doubt("area_zero")]
    if hectares > _LARGEST_HA:
        return None, [Doubt("area_large", {"hectares": f"{hectares:f}"})]
    return hectares.quantize(Decimal("0.0001")), []


def has_unit(cell: Cell, head: str) -> bool:
    """Return whether an area says its unit."""
    return bool(_UNIT.search(clean(as_text(cell))) or _unit_of(head))


def read_occupancy(cell: Cell) -> tuple[Decimal | None, list[Doubt]]:
    """Return per cent let, and doubts: sources put years and shares of one into the same column."""
    text = clean(as_text(cell)).removesuffix("%").strip()
    if not text or isinstance(cell, bool):
        return None, []
    try:
        number = Decimal(str(cell)) if isinstance(cell, int | float) else read_number(text)
    except UnreadableError:
        return None, [Doubt("occupancy_unreadable")]
    if number == number.to_integral_value() and 1900 <= number <= 2100:
        return None, [Doubt("occupancy_year", {"year": int(number)})]
    if not 0 <= number <= 100:
        return None, [Doubt("occupancy_range")]
    if 0 < number < 1 or (number == 1 and "%" not in as_text(cell)):
        return None, [Doubt("occupancy_fraction")]
    return number.quantize(Decimal("0.01")), []


def read_degrees(cell: Cell) -> Decimal | None:
    """Return decimal degrees.

    Raises
    ------
    UnreadableError
        The cell is no plain number.
    """
    if cell is None or isinstance(cell, bool):
        return None
    text = clean(as_text(cell)).removesuffix("°")
    if not text:
        return None
    try:
        return Decimal(text.replace(",", ".") if "." not in text else text)
    except ArithmeticError as error:
        raise UnreadableError(text) from error


def read_years(cell: Cell) -> tuple[int | None, int | None]:
    """Return the first and the last year in a text; None where there is none, or only one."""
    years = [int(year) for year in _YEAR.findall(clean(as_text(cell)))]
    if len(years) > 2:
        return None, None
    return (years[0] if years else None), (years[1] if len(years) > 1 else None)


def read_kind(text: str) -> str:
    """Return the kind that a text names; empty where it names none, or two."""
    words = " ".join(tokens(text))
    found = {kind for name, kind in _KINDS.items() if re.search(rf"\b{name}\b", words)}
    return found.pop() if len(found) == 1 else ""


def read_status(text: str) -> str:
    """Return the status that a text names; empty where it names none, or two."""
    plain = fold(text)
    found = [status for status, words in _STATUSES.items() if any(word in plain for word in words)]
    return found[0] if len(found) == 1 else ""


def read_source_day(cell: Cell) -> date:
    """Return the day at the head of a text.

    Raises
    ------
    UnreadableError
        There is none.
    """
    words = clean(as_text(cell)).replace("T", " ").split()
    if not words:
        raise UnreadableError("")
    return read_day(words[0])


def _unit_of(head: str) -> str:
    words = tokens(head)
    return "ha" if "ha" in words else "m2" if "m2" in words else ""
