"""Runways of the world from a table in the form of OurAirports: feet, both ends, displaced thresholds."""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping
from math import isfinite

from kethop.errors import LayerError, Place
from kethop.spatial.surfaces.aerodrome_set import AerodromeSet
from kethop.spatial.surfaces.aerodromes import Aerodrome, Runway, RunwayEnd

__all__ = ["aerodromes_from_table"]

FOOT_M = 0.3048
_FARTHEST = {"latitude_deg": 90.0, "longitude_deg": 180.0}
_ENDS = ("le", "he")
_END_COLUMNS = ("ident", "latitude_deg", "longitude_deg", "elevation_ft", "displaced_threshold_ft")
_COLUMNS = ("airport_ident", "length_ft", "width_ft", "closed", *(f"{e}_{c}" for e in _ENDS for c in _END_COLUMNS))


def aerodromes_from_table(data: bytes, *, source: str, idents: Iterable[str] | None = None) -> AerodromeSet:
    """Return the aerodromes of a runway table; closed runways are left out.

    The table has no aerodrome elevation: the datum is the highest known end. An aerodrome's place is its first known end;
    without ``idents``, aerodromes none of whose runways has both ends are left out, as nothing says where they are.

    Parameters
    ----------
    data : bytes
        CSV in UTF-8, as it is or compressed with gzip, with the columns of OurAirports' ``runways.csv``.
    source : str
        Name of the file, for errors.
    idents : iterable of str, or None
        Location indicators to read; None for all.

    Raises
    ------
    LayerError
        ``runways.table_unreadable`` (``problem``), ``runways.column_missing`` (``column``), ``runways.bad_number``
        (``column``, ``given``); ``runways.aerodrome_missing``, ``runways.aerodrome_nowhere`` (``ident``).
    """
    wanted = None if idents is None else set(idents)
    runways: dict[str, list[Runway]] = {}
    for line, row in _rows(data, source):
        ident = row["airport_ident"]
        if row["closed"] == "0" and (wanted is None or ident in wanted):
            runways.setdefault(ident, []).append(_runway(row, Place(source, line)))
    for ident in sorted(wanted or ()):
        if ident not in runways:
            raise LayerError("runways.aerodrome_missing", place=Place(source), ident=ident)
        if not any(runway.ends for runway in runways[ident]):
            raise LayerError("runways.aerodrome_nowhere", place=Place(source), ident=ident)
    return AerodromeSet(filter(None, (_aerodrome(ident, rows) for ident, rows in runways.items())))


def _rows(data: bytes, source: str) -> Iterable[tuple[int, Mapping[str, str]]]:
    try:
        text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text), strict=True)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise LayerError("runways.column_missing", place=Place(source, 1), column=missing[0])
        for row in reader:
            yield reader.line_num, {name: (row[name] or "").strip() for name in _COLUMNS}
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise LayerError("runways.table_unreadable", place=Place(source), problem=type(error).__name__) from error


def _runway(row: Mapping[str, str], place: Place) -> Runway:
    places = [row[f"{end}_{name}_deg"] for end in _ENDS for name in ("longitude", "latitude")]
    names = [row[f"{end}_ident"] or "?" for end in _ENDS]
    ends = None
    if all(places):
        low, high = (
            RunwayEnd(
                name,
                _number(row, f"{end}_longitude_deg", place) or 0.0,
                _number(row, f"{end}_latitude_deg", place) or 0.0,
                _feet(row, f"{end}_elevation_ft", place),
                _feet(row, f"{end}_displaced_threshold_ft", place) or 0.0,
            )
            for name, end in zip(names, _ENDS, strict=True)
        )
        ends = (low, high)
    return Runway("/".join(names), ends, _feet(row, "length_ft", place), _feet(row, "width_ft", place))


def _feet(row: Mapping[str, str], column: str, place: Place) -> float | None:
    value = _number(row, column, place)
    return None if value is None else value * FOOT_M


def _number(row: Mapping[str, str], column: str, place: Place) -> float | None:
    text = row[column]
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or abs(value) > _FARTHEST.get(column[3:], float("inf")):
        raise LayerError("runways.bad_number", place=place, column=column, given=text)
    return value


def _aerodrome(ident: str, rows: Iterable[Runway]) -> Aerodrome | None:
    runways = tuple(sorted(rows, key=lambda runway: runway.designator))
    first = next((runway.ends[0] for runway in runways if runway.ends), None)
    return Aerodrome(ident, ident, first.lon, first.lat, None, runways) if first else None
