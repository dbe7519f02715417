"""Radio aids as the command line gives them."""

import re
from collections.abc import Mapping
from math import isfinite

import click

from kethop.errors import LayerError, Place
from kethop.spatial import AidKind, RadioAid

__all__ = ["aid_option", "named_aids", "place_from_text", "refuse_two_answers"]

_AID = re.compile(r"(?P<kind>[A-Za-z]+):(?P<lon>[^,:\s]+),(?P<lat>[^,:\s]+)(:(?P<foot>[^,:\s]+))?")
_LOWEST_M, _HIGHEST_M = -500.0, 10_000.0  # as in a proposal

aid_option = click.option(
    "--radio-aid",
    "aids",
    multiple=True,
    metavar="KIND:LON,LAT[:ELEVATION]",
    help="Đài vô tuyến dẫn đường, cao độ chân đài (m trên mực nước biển); có thể lặp lại · a radio aid with the elevation of "
    f"its foot; may be repeated. {', '.join(AidKind)}.",
)


def named_aids(texts: tuple[str, ...]) -> tuple[RadioAid, ...]:
    """Return the radio aids of the option, each named by its text.

    Raises
    ------
    LayerError
        ``radio.bad_aid`` (``given``, ``kinds``).
    """
    return tuple(_aid(text) for text in texts)


def _aid(text: str) -> RadioAid:
    match = _AID.fullmatch(text)
    place = _degrees(match["lon"], match["lat"]) if match else None
    foot = _number(match["foot"]) if match and match["foot"] else None
    is_given = match is not None and match["foot"] is not None
    is_height = not is_given or (foot is not None and _LOWEST_M <= foot <= _HIGHEST_M)
    kind = next((item for item in AidKind if match and item == match["kind"].upper()), None)
    if kind is None or place is None or not is_height:
        raise LayerError("radio.bad_aid", place=Place("--radio-aid"), given=text[:80], kinds=", ".join(AidKind))
    return RadioAid(kind, text, *place, foot)


def refuse_two_answers(given: Mapping[str, bool]) -> None:
    """Refuse options that would each give the command another answer, of which one would be left out unsaid.

    Raises
    ------
    LayerError
        ``radio.one_answer`` (``options``), ``radio.top_alone``.
    """
    pairs = (("--profile", "--out"), ("--profile", "--at"), ("--profile", "--radio-aid"), ("--at", "--out"))
    for pair in pairs:
        if all(given[name] for name in pair):
            raise LayerError("radio.one_answer", place=Place(pair[0]), options=", ".join(pair))
    if given["--top"] and not given["--at"]:
        raise LayerError("radio.top_alone", place=Place("--top"))


def place_from_text(text: str, *, option: str) -> tuple[float, float]:
    """Return longitude and latitude of ``lon,lat`` in degrees of WGS 84.

    Raises
    ------
    LayerError
        ``radio.bad_place`` (``given``).
    """
    parts = text.replace(" ", "").split(",")
    place = _degrees(*parts) if len(parts) == 2 else None
    if place is None:
        raise LayerError("radio.bad_place", place=Place(option), given=text[:80])
    return place


def _degrees(lon_text: str, lat_text: str) -> tuple[float, float] | None:
    lon, lat = _number(lon_text), _number(lat_text)
    return (lon, lat) if lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90 else None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
