"""Places as the list of cases is asked for them: typed by name or code, kept by code, shown by name."""

from kethop_office.territory.queries import Candidate, resolve

__all__ = ["SPLIT", "place_codes", "place_names", "place_readings"]

SPLIT = ","
_CODE_LENGTHS = (2, 5)
_MOST_SHOWN = 8


def place_codes(text: str) -> str:
    """Return the codes of the present province or communes that a text names, joined; empty where it is not clear.

    A bare name that one present province has is that province, though communes may be named so too: the list says which place it
    took. An old unit that was split stands for every present unit into which it went. A code that nobody knows stays: no case has
    it, and the list says so.
    """
    plain = text.strip()
    pieces = [piece.strip() for piece in plain.split(SPLIT)]
    if pieces and all(piece.isdecimal() and len(piece) in _CODE_LENGTHS for piece in pieces):
        return SPLIT.join(pieces)
    readings = _whole(plain)
    provinces = [reading for reading in readings if reading.named.level == "province" and reading.named.is_present]
    if len(provinces) == 1:
        readings = provinces
    if len(readings) != 1:
        return ""
    return SPLIT.join(unit.code for unit in readings[0].units)


def place_readings(text: str) -> list[str]:
    """Return what a text may stand for, each with its codes: what a refused form offers."""
    shown = []
    for reading in _whole(text.strip())[:_MOST_SHOWN]:
        above = reading.named.parent
        name = f"{reading.named.full_name}, {above.full_name}" if above else reading.named.full_name
        shown.append(f"{name} ({SPLIT.join(unit.code for unit in reading.units)})")
    return shown


def place_names(codes: str) -> str:
    """Return the names of codes; a code that nobody knows is shown as it is."""
    names = []
    for code in codes.split(SPLIT):
        units = [unit for unit in resolve(code).units if unit.code == code]
        names.append(units[0].full_name if units else code)
    return "; ".join(names)


def _whole(text: str) -> list[Candidate]:
    """Return the readings that lead to present units; of equal ones the first, which is the present unit itself."""
    found: dict[tuple[str, ...], Candidate] = {}
    for reading in resolve(text).candidates:
        codes = tuple(sorted(unit.code for unit in reading.units))
        if codes:
            found.setdefault(codes, reading)
    return list(found.values())
