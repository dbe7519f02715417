"""Building-restricted areas of radio aids: whether a work near one must be assessed."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from math import radians, tan
from typing import Annotated

import shapely
from pydantic import BeforeValidator, Field
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from kethop.documents import Record, read_yaml, validate
from kethop.spatial.measures import dense, nearest
from kethop.spatial.surfaces.aerodromes import Runway
from kethop.spatial.surfaces.frame import frame_between
from kethop.vocabulary import TrustMark

__all__ = ["AidKind", "AidTable", "RadioAid", "aid_table", "ils_line_must_be_assessed", "must_be_assessed"]

_Metres = Annotated[Decimal, Field(gt=0)]


class AidKind(StrEnum):
    """Kinds of radio aids in the decree's table."""

    DME = "DME"
    CVOR = "CVOR"
    DVOR = "DVOR"
    DF = "DF"
    MARKER = "MARKER"
    NDB = "NDB"
    GBAS = "GBAS"
    VHF = "VHF"
    PSR = "PSR"
    SSR = "SSR"


def _kind(value: str) -> AidKind:
    return AidKind(value)


class AidRow(Record):
    """One kind: radius of the cylinder, angle of the cone, how far that reaches, and wind turbines, in metres and degrees."""

    kind: Annotated[AidKind, BeforeValidator(_kind)]
    radius_m: _Metres
    cone_degrees: Annotated[Decimal, Field(gt=0, lt=90)]
    reach_m: _Metres
    wind_m: _Metres | None


class IlsLines(Record):
    """High-voltage lines near an ILS: their voltage in kV, and the rectangle around the runway in metres."""

    above_kv: _Metres
    aside_m: _Metres
    beyond_m: _Metres


class AidTable(Record):
    """The table with its source and the mark of how it was read."""

    title: str
    trust: TrustMark
    source: str
    remark: str
    aids: tuple[AidRow, ...]
    ils_lines: IlsLines

    def row(self, kind: AidKind) -> AidRow:
        """Return the row of a kind."""
        return next(row for row in self.aids if row.kind is kind)


@dataclass(frozen=True, slots=True)
class RadioAid:
    """A radio aid: kind, place in degrees of WGS 84, elevation of its foot above mean sea level in metres, where known."""

    kind: AidKind
    name: str
    lon: float
    lat: float
    foot_m: float | None


def must_be_assessed(
    footprint: BaseGeometry, top_m: float | None, aid: RadioAid, *, is_wind_turbine: bool = False
) -> bool | None:
    """Return whether a work near a radio aid must be assessed; None when an elevation that decides it is not known.

    Parameters
    ----------
    footprint : BaseGeometry
        In WGS 84, longitude first, not empty.
    top_m : float or None
        Top of the work, metres above mean sea level.
    aid : RadioAid
        The aid.
    is_wind_turbine : bool
        Whether the work is a wind turbine, which has a wider area at some kinds.

    References
    ----------
    .. [1] Decree 222/2026/NĐ-CP, appendix IV (SR1-OCR); ``radio_aids.yaml`` beside this module.
    """
    row = aid_table().row(aid.kind)
    metres = nearest(footprint, shapely.points(aid.lon, aid.lat)).metres
    inner = row.wind_m if is_wind_turbine and row.wind_m is not None else row.radius_m
    if metres <= inner:
        return True
    if metres > row.reach_m:
        return False
    if top_m is None or aid.foot_m is None:
        return None
    return top_m > aid.foot_m + tan(radians(float(row.cone_degrees))) * metres


def ils_line_must_be_assessed(line: BaseGeometry, voltage_kv: float | None, runway: Runway) -> bool | None:
    """Return whether a high-voltage line near an ILS runway must be assessed; None when what decides it is not known.

    Parameters
    ----------
    line : BaseGeometry
        The line in WGS 84, longitude first.
    voltage_kv : float or None
        Its voltage in kV.
    runway : Runway
        A runway that has an ILS.
    """
    rules = aid_table().ils_lines
    if voltage_kv is not None and voltage_kv <= rules.above_kv:
        return False
    if runway.ends is None or runway.line is None:
        return None
    low, high = runway.ends
    frame = frame_between((low.lon, low.lat), (high.lon, high.lat))
    along, aside = frame.length_m / 2 + float(rules.beyond_m), float(rules.aside_m)
    is_near = bool(shapely.intersects(frame.project(dense(line)), box(-along, -aside, along, aside)))
    return None if is_near and voltage_kv is None else is_near


@lru_cache
def aid_table() -> AidTable:
    """Return the table of the decree."""
    data = resources.files("kethop.spatial.surfaces").joinpath("radio_aids.yaml").read_bytes()
    return validate(read_yaml(data, source="radio_aids.yaml"), AidTable)
